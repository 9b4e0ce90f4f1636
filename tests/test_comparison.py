"""What changed between two reports."""

from __future__ import annotations

from grader.comparison import changes
from grader.results import CriterionResult, Decision, Outcome, Report
from tests.conftest import criterion, report


def graded(**outcomes: Outcome) -> Report:
    criteria: tuple[CriterionResult, ...] = tuple(
        criterion(name, f"Title of {name}", outcome, 10) for name, outcome in outcomes.items()
    )
    return report(criteria)


def test_only_what_changed_is_told_with_points_before_and_after() -> None:
    before = graded(a=Outcome.FAILED, b=Outcome.PASSED, c=Outcome.PASSED, d=Outcome.BLOCKED)
    after = graded(a=Outcome.PASSED, b=Outcome.FAILED, c=Outcome.PASSED, d=Outcome.FAILED)
    found = changes(before, after)
    assert (found.score_before, found.score_after, found.max_after) == (20, 20, 40)
    assert [(c.id, c.before, c.after, c.points_before, c.points_after) for c in found.criteria] == [
        ("a", Outcome.FAILED, Outcome.PASSED, 0, 10),
        ("b", Outcome.PASSED, Outcome.FAILED, 10, 0),
        ("d", Outcome.BLOCKED, Outcome.FAILED, 0, 0),
    ]
    assert [c.id for c in found.newly_passed] == ["a"]
    assert [c.id for c in found.newly_lost] == ["b"]


def test_criteria_of_one_rubric_only_are_added_and_removed() -> None:
    found = changes(
        graded(a=Outcome.PASSED, old=Outcome.PASSED), graded(a=Outcome.PASSED, new=Outcome.FAILED)
    )
    assert ([c.id for c in found.added], [c.title for c in found.removed]) == (["new"], ["Title of old"])
    assert not found.criteria


def test_a_decision_that_moves_points_is_a_change() -> None:
    before = graded(a=Outcome.FAILED)
    decision = Decision(points=7, because="It names the admin.")
    decided = before.criteria[0].model_copy(update={"decision": decision})
    after = before.model_copy(update={"criteria": (decided,)})
    assert [(c.points_before, c.points_after) for c in changes(before, after).criteria] == [(0, 7)]
