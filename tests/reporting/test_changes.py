"""What a student reads after a save."""

from __future__ import annotations

from grader.comparison import changes
from grader.reporting.changes import Changed, render, saved_names
from grader.reporting.terminal import ASCII
from grader.results import Outcome, Report


def with_outcomes(report: Report, **outcomes: Outcome) -> Report:
    criteria = tuple(c.model_copy(update={"outcome": outcomes.get(c.id, c.outcome)}) for c in report.criteria)
    return report.model_copy(update={"criteria": criteria})


def shown(before: Report, after: Report) -> str:
    return render(Changed((), changes(before, after), after), marks=ASCII)


def test_first_the_change_then_the_leading_cause_alone(mixed: Report) -> None:
    before = with_outcomes(mixed, created=Outcome.PASSED, read=Outcome.FAILED)
    text = shown(before, mixed)
    lines = text.splitlines()
    assert lines[0] == "Score 30 -> 20 / 100  (-10)"
    assert lines[1:3] == [
        "  + now passed: An item can be read back by its id (+10)",
        "  x was passed, now failed: Creating an item answers 201 (-20)",
    ]
    assert "x Creating an item answers 201 (20 points lost)" in lines
    assert "POST /items answered 200 where 201 is asked for." in text
    assert "curl -i -X POST" in text
    assert "The app crashed (500)" not in text, "one thing at a time"
    assert "The documentation lists 201" not in text


def test_full_marks_and_no_change_are_said_plainly(mixed: Report, full_marks: Report) -> None:
    assert shown(full_marks, full_marks) == (
        "Score 100 / 100, as before\n\nFull marks: everything that this lesson asks for works.\n"
    )
    assert shown(mixed, mixed).startswith("Score 20 / 100, as before\n\n2 of 7 criteria passed.")


def test_an_app_that_does_not_start_hides_what_is_blocked(mixed: Report, start_failure: Report) -> None:
    text = shown(mixed, start_failure)
    assert text.startswith("x A package is missing\n  `main.py` imports `sqlmodel`")
    assert "Score 0 until it starts; before: 20 / 100." in text
    assert "blocked" not in text
    assert "Looked at" not in text


def test_saved_names_are_few_and_visible() -> None:
    assert saved_names(("main.py",)) == "main.py"
    assert saved_names(("a\x1b[2J.py", "b", "c", "d", "e", "f")) == "a\\x1b[2J.py, b, c, d and 2 more"
