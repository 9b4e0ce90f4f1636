from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from grader.reporting import gradescope
from grader.reporting.gradescope import Visibility
from grader.results import Confidence, Decision, Likeness, Outcome, Report
from tests.reporting.untrusted.reports import running

HIDDEN: Mapping[str, Visibility] = {"missing": "hidden", "docs": "after_due_date"}


def shown(report: Report, visibility: Mapping[str, Visibility] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(gradescope.render(report, None, visibility))
    return found


def by_criterion(
    report: Report, visibility: Mapping[str, Visibility] | None = None
) -> dict[str, dict[str, Any]]:
    return {test["extra_data"]["criterion"]: test for test in shown(report, visibility)["tests"]}


def test_a_test_per_criterion(mixed: Report) -> None:
    tests = by_criterion(mixed)
    assert list(tests) == [criterion.id for criterion in mixed.criteria]
    assert [test["number"] for test in tests.values()] == list("1234567")
    assert sum(test.get("score", 0) for test in tests.values()) == mixed.score
    assert {name: test["status"] for name, test in tests.items()} == {
        **dict.fromkeys(tests, "failed"),
        "starts": "passed",
        "read": "passed",
    }
    created = tests["created"]["output"]
    assert "Came back  200 OK" in created
    assert "Expected   201 Created" in created
    assert "**Hint:** Set `status_code=status.HTTP_201_CREATED`" in created
    assert tests["starts"]["output"] == ""


def test_what_was_not_judged_is_no_zero(mixed: Report) -> None:
    docs = by_criterion(mixed)["docs"]
    assert not {"score", "max_score"} & set(docs)
    assert docs["name"].startswith("Not judged: ")
    assert docs["tags"] == ["error", "review"]
    assert "no points are given and none are lost (10 points)" in docs["output"]
    told = shown(mixed)
    assert "A person should look at this before the score counts: the grader itself failed" in told["output"]
    assert told["extra_data"]["needs_review"] is True
    assert "score" not in told


def test_a_failed_start_is_told_once_and_above(start_failure: Report) -> None:
    told = shown(start_failure)
    assert "No module named 'sqlmodel'" in told["output"]
    assert [test["output"] for test in told["tests"]] == ["Cannot be judged until the app starts."] * 2


def test_a_decision_counts() -> None:
    report = running("")
    decided = report.criteria[-1].model_copy(update={"decision": Decision(points=10, because="Well.")})
    test = by_criterion(report.model_copy(update={"criteria": (decided,)}))["sketch"]
    assert (test["score"], test["status"]) == (10, "passed")


def leaks(report: Report, text: str, *criteria: str) -> bool:
    """Tell whether any word on one of `criteria` stands in `text`."""
    words = [
        (c.title, c.id, c.hint, *(check.title for check in c.checks))
        for c in report.criteria
        if c.id in criteria
    ]
    return any(word.rstrip(".") in text for told in words for word in told)


def test_hidden_criteria_are_told_nowhere_else(mixed: Report) -> None:
    told = shown(mixed, HIDDEN)
    tests = by_criterion(mixed, HIDDEN)
    visible = [told["output"], *(json.dumps(t) for t in tests.values() if t["visibility"] == "visible")]
    assert [name for name, test in tests.items() if test["visibility"] != "visible"] == ["missing", "docs"]
    assert not leaks(mixed, "\n".join(visible), "missing", "docs")
    assert not leaks(mixed, tests["docs"]["output"], "missing")
    assert gradescope.NOT_SHOWN in told["output"]
    assert "2 of 5 criteria passed" in told["output"]
    assert "waits for a criterion that is not shown here" in tests["delete"]["output"]
    assert "known mistake" not in tests["validation"]["output"]  # it would explain the hidden one, too
    assert "known mistake" in tests["missing"]["output"]


def test_without_hidden_criteria_the_same_words_are_told(mixed: Report) -> None:
    """The test above would pass where nothing is ever told."""
    assert leaks(mixed, shown(mixed)["output"], "docs")
    assert leaks(mixed, by_criterion(mixed)["delete"]["output"], "missing")
    assert (
        "known mistake" in by_criterion(mixed)["validation"]["output"]
        or "same mistake" in by_criterion(mixed)["validation"]["output"]
    )


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.ERROR])
def test_nobody_is_told_that_all_works_while_something_hidden_does_not(
    full_marks: Report, outcome: Outcome
) -> None:
    lost = full_marks.criteria[1].model_copy(update={"outcome": outcome})
    report = full_marks.model_copy(update={"criteria": (full_marks.criteria[0], lost)})
    told = shown(report, {"read": "after_published"})["output"]
    assert "Full marks" not in told
    assert told.endswith("in force.") or "Everything that is shown here works." in told
    assert (gradescope.LATER in told) == (outcome is Outcome.ERROR)


def test_notes_on_check_modules_and_starts_that_hidden_criteria_share(start_failure: Report) -> None:
    secret = Likeness(
        mutant="m", misconception="Secret.", confidence=Confidence.EXACT, criteria=("(start)", "read")
    )
    report = start_failure.model_copy(
        update={
            "looks_like": (secret,),
            "notes": (
                "The lesson's check module checks/test_secret.py could not be loaded: Secret.",
                "Kept.",
            ),
        }
    )
    assert "Secret." in shown(report)["output"]
    told = shown(report, {"read": "hidden"})["output"]
    assert "Secret." not in told
    assert "Kept." in told


def test_long_texts_stay_short() -> None:
    told = gradescope.render(running("x" * 5_000 + "\n" + "y" * 50_000 + "\nz" * 5_000))
    assert len(told) < 300_000
