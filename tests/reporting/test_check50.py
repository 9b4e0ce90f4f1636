from __future__ import annotations

import json
from typing import Any

import pytest

from grader.reporting import check50
from grader.results import START, Report


def results(report: Report) -> dict[str, dict[str, Any]]:
    found = json.loads(check50.render(report))
    assert (found["slug"], found["version"]) == (report.lesson.id, report.grader_version)
    return {result["name"]: result for result in found["results"]}


def test_a_check_per_criterion(mixed: Report) -> None:
    found = results(mixed)
    assert {name: result["passed"] for name, result in found.items()} == {
        "starts": True,
        "created": False,
        "read": True,
        "missing": False,
        "delete": None,
        "docs": None,
        "validation": False,
    }
    assert [result["description"] for result in found.values()] == [c.title for c in mixed.criteria]
    assert sum(result["data"]["points"] for result in found.values()) == mixed.score


def test_a_failure_says_why_and_what_to_do(mixed: Report) -> None:
    created = results(mixed)["created"]
    assert created["cause"]["rationale"] == "POST /items answered 200 where 201 is asked for."
    assert created["cause"]["help"].endswith(mixed.criteria[1].hint)
    assert "Came back  200 OK" in created["log"]
    assert not {"expected", "actual"} & set(created["cause"])  # no pair: nothing was found in its place


def test_expected_and_actual_come_as_a_pair(mixed: Report) -> None:
    contract = mixed.criteria[1].checks[1]
    criterion = mixed.criteria[1].model_copy(update={"checks": (contract,)})
    cause = results(mixed.model_copy(update={"criteria": (criterion,), "looks_like": ()}))["created"]["cause"]
    assert (cause["expected"], cause["actual"]) == ("201", "200, 422")


@pytest.mark.parametrize(("name", "dependency"), [("delete", "missing"), ("docs", None), ("created", None)])
def test_only_what_waits_depends_on_something(name: str, dependency: str | None, mixed: Report) -> None:
    assert results(mixed)[name]["dependency"] == dependency


def test_a_fault_of_the_grader_is_an_error(mixed: Report) -> None:
    docs = results(mixed)["docs"]
    assert docs["cause"]["error"]["value"] == "The check took too long and was stopped."
    assert docs["data"]["needs_review"] is True
    assert "error" not in results(mixed)["delete"]["cause"]


def test_all_depend_on_a_start_that_failed(start_failure: Report) -> None:
    found = results(start_failure)
    assert list(found) == [START, "created", "read"]
    assert found[START]["passed"] is False
    assert "sqlmodel" in found[START]["cause"]["rationale"]
    assert {found[name]["dependency"] for name in ("created", "read")} == {START}
