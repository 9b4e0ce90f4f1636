"""From the results of checks to the outcome of each criterion: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.lesson import Criterion, Lesson
from grader.results import CheckResult, CriterionResult, Outcome


def judge(lesson: Lesson, checks: Sequence[CheckResult]) -> tuple[CriterionResult, ...]:
    """Give each criterion of `lesson` its outcome, in rubric order.

    A criterion fails when one of its checks fails; it is blocked instead when a criterion that it
    requires did not pass, so that one mistake is told once, at its root.
    """
    criteria = [criterion for criterion in lesson.criteria if not _left_out(criterion, lesson, checks)]
    raw = {criterion.id: _raw_outcome(_of(criterion, checks)) for criterion in criteria}
    return tuple(_result(criterion, lesson, checks, raw) for criterion in criteria)


def _left_out(criterion: Criterion, lesson: Lesson, checks: Sequence[CheckResult]) -> bool:
    """Tell whether a criterion is about an optional app that was not handed in."""
    return lesson.optional_app and not criterion.points and not _of(criterion, checks)


def _of(criterion: Criterion, checks: Sequence[CheckResult]) -> list[CheckResult]:
    return [check for check in checks if check.criterion == criterion.id]


def _raw_outcome(checks: Sequence[CheckResult]) -> Outcome:
    """Return the worst outcome: error, then failed, then blocked; no check at all is an error."""
    outcomes = {check.outcome for check in checks}
    for outcome in (Outcome.ERROR, Outcome.FAILED, Outcome.BLOCKED):
        if outcome in outcomes:
            return outcome
    return Outcome.PASSED if checks else Outcome.ERROR


def _result(
    criterion: Criterion, lesson: Lesson, checks: Sequence[CheckResult], raw: Mapping[str, Outcome]
) -> CriterionResult:
    outcome = raw[criterion.id]
    blockers = tuple(name for name in criterion.requires if raw[name] is not Outcome.PASSED)
    if outcome is Outcome.FAILED and blockers:
        outcome = Outcome.BLOCKED
    return CriterionResult(
        id=criterion.id,
        title=criterion.title,
        outcome=outcome,
        max_points=criterion.points,
        hint=criterion.hint,
        topic=criterion.topic or lesson.topic,
        blocked_by=blockers if outcome is Outcome.BLOCKED else (),
        checks=tuple(_of(criterion, checks)),
        review=_needs_review(criterion, outcome, _of(criterion, checks)),
    )


def _needs_review(criterion: Criterion, outcome: Outcome, checks: Sequence[CheckResult]) -> bool:
    """Tell whether a person must look: never where nothing was handed in."""
    wanted = criterion.review == "always" or (criterion.review == "failed" and outcome is Outcome.FAILED)
    return wanted and any(check.received or check.diagram for check in checks)
