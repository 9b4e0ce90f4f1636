"""From checks to criteria."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.lesson import Criterion, Lesson
from grader.results import CheckResult, Outcome
from grader.rubric import judge

PASSED, FAILED, BLOCKED, ERROR = Outcome.PASSED, Outcome.FAILED, Outcome.BLOCKED, Outcome.ERROR


def lesson() -> Lesson:
    root = Criterion(id="root", title="Root", points=60, hint="h")
    leaf = Criterion(id="leaf", title="Leaf", points=40, hint="h", requires=("root",), topic="Leaves")
    return Lesson(id="toy", root=Path(), title="Toy", topic="Toys", criteria=(root, leaf))


def check(criterion: str, outcome: Outcome) -> CheckResult:
    return CheckResult(id="x", criterion=criterion, title="t", outcome=outcome)


@pytest.mark.parametrize(
    ("root", "leaf", "expected", "points"),
    [
        ([PASSED], [PASSED], (PASSED, PASSED), 100),
        ([PASSED, FAILED], [PASSED], (FAILED, PASSED), 40),
        ([FAILED], [FAILED], (FAILED, BLOCKED), 0),
        ([PASSED], [FAILED], (PASSED, FAILED), 60),
        ([ERROR, FAILED], [FAILED], (ERROR, BLOCKED), 0),
        ([BLOCKED], [BLOCKED], (BLOCKED, BLOCKED), 0),
        ([PASSED], [], (PASSED, ERROR), 60),
        ([FAILED], [ERROR], (FAILED, ERROR), 0),
    ],
)
def test_the_worst_check_decides_and_roots_block(
    root: list[Outcome], leaf: list[Outcome], expected: tuple[Outcome, Outcome], points: int
) -> None:
    checks = [check("root", outcome) for outcome in root] + [check("leaf", outcome) for outcome in leaf]
    results = judge(lesson(), checks)
    assert tuple(result.outcome for result in results) == expected
    assert sum(result.points for result in results) == points
    assert results[1].blocked_by == (("root",) if expected[1] is BLOCKED else ())


@pytest.mark.parametrize(
    ("optional", "checks", "expected"),
    [
        (True, [check("root", PASSED)], {"root": PASSED}),
        (True, [check("root", PASSED), check("extra", FAILED)], {"root": PASSED, "extra": FAILED}),
        (False, [check("root", PASSED)], {"root": PASSED, "extra": ERROR}),
    ],
)
def test_criteria_of_an_optional_app_that_is_not_there_are_left_out(
    optional: bool, checks: list[CheckResult], expected: dict[str, Outcome]
) -> None:
    root = Criterion(id="root", title="Root", points=100, hint="h")
    extra = Criterion(id="extra", title="Extra", points=0, hint="h")
    toy = Lesson(id="toy", root=Path(), title="Toy", optional_app=optional, criteria=(root, extra))
    assert {result.id: result.outcome for result in judge(toy, checks)} == expected


def test_topics_default_to_the_lessons() -> None:
    assert [result.topic for result in judge(lesson(), [])] == ["Toys", "Leaves"]
