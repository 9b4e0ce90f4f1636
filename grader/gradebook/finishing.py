"""From one graded hand-in to its mark: decisions first, then lateness."""

from __future__ import annotations

from collections.abc import Sequence

from grader.gradebook.decisions import Applied, apply
from grader.gradebook.late import LateRule, with_lateness
from grader.gradebook.values import Mark, mark
from grader.intake.values import Handin
from grader.overrides import Override
from grader.results import Report


def finish(  # noqa: PLR0913, PLR0917 (one hand-in, all that bears on its mark)
    handin: Handin,
    key: str,
    report: Report | None,
    problem: str,
    overrides: Sequence[Override],
    rule: LateRule | None,
    *,
    max_score: int = 0,
) -> tuple[Mark, Report | None]:
    """Return a hand-in's mark, and its report as decided, for the feedback page.

    `overrides` are those that `decisions.assign` found for the hand-in; what cannot be applied of them asks
    for review. `max_score` is the lesson's maximum, where there is no report to tell it.
    """
    applied = apply(report, overrides)
    if report is None or applied.report is None:
        base = Mark(handin=handin, lesson=handin.lesson, max_score=max_score, problem=problem)
    else:
        base = mark(handin, key, report, applied.report)
    return with_lateness(_with_decisions(base, applied), rule), applied.report


def _with_decisions(base: Mark, applied: Applied) -> Mark:
    """Set a score that was decided as a whole: a person has looked, so nothing else asks for review."""
    if applied.whole is None:
        return base.model_copy(update={"review": base.review + applied.problems})
    decided = {"score": float(applied.whole.points), "because": applied.whole.because}
    return base.model_copy(update={**decided, "review": applied.problems})
