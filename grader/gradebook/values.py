"""What a class's tables and pages are made of: one small value per hand-in, whatever its report weighs."""

from __future__ import annotations

from datetime import timedelta

from pydantic import BaseModel, ConfigDict

from grader.intake.values import Handin
from grader.results import Confidence, Outcome, Report


class Value(BaseModel):
    """Base: frozen and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CriterionMark(Value):
    """One criterion of one hand-in."""

    id: str
    title: str
    outcome: Outcome
    proposed: int
    """Points that the grader gave."""
    points: int
    """Points that count: an instructor's, where one decided."""
    max_points: int
    because: str = ""
    """The instructor's reason; empty where none decided."""


class Mistake(Value):
    """A known mistake that a hand-in looks like."""

    mutant: str
    misconception: str
    confidence: Confidence
    criteria: tuple[str, ...]


class Lateness(Value):
    """What handing in late costs."""

    by: timedelta
    """Time after the end of the grace period."""
    days: int
    """Started days."""
    points: float
    """Points taken off; 0 or more."""


class Mark(Value):
    """The result of one hand-in."""

    handin: Handin
    lesson: str = ""
    """Id of the lesson that was graded; may be empty where there is no report."""
    title: str = ""
    key: str = ""
    """Names its report in the store; empty where there is none."""
    proposed: int | None = None
    """The grader's own score; None where there is no report."""
    score: float | None = None
    """The score that counts before lateness: with an instructor's decisions."""
    max_score: int = 0
    late: Lateness | None = None
    criteria: tuple[CriterionMark, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    start_failure: str = ""
    """Kind, where the app did not start."""
    unstable: bool = False
    """Something failed once and passed on a fresh app."""
    review: tuple[str, ...] = ()
    """Why a person must look; empty where nobody must."""
    problem: str = ""
    """Why there is no report."""
    because: str = ""
    """An instructor's reason for the score as a whole."""
    seconds: float = 0.0
    """How long grading took."""

    @property
    def final(self) -> float | None:
        """The score that goes into the gradebook: never below 0; None where a person must give it."""
        if self.score is None:
            return None
        return max(0.0, round(self.score - (self.late.points if self.late else 0.0), 2))


def mark(handin: Handin, key: str, proposed: Report, decided: Report) -> Mark:
    """Return the mark for a report as the grader `proposed` it and as an instructor `decided`."""
    before = {criterion.id: criterion.points for criterion in proposed.criteria}
    return Mark(
        handin=handin,
        lesson=decided.lesson.id,
        title=decided.lesson.title,
        key=key,
        proposed=proposed.score,
        score=decided.score,
        max_score=decided.max_score,
        criteria=tuple(
            CriterionMark(
                id=criterion.id,
                title=criterion.title,
                outcome=criterion.outcome,
                proposed=before[criterion.id],
                points=criterion.points,
                max_points=criterion.max_points,
                because=criterion.decision.because if criterion.decision else "",
            )
            for criterion in decided.criteria
        ),
        mistakes=tuple(Mistake(**one.model_dump()) for one in decided.looks_like),
        start_failure=decided.start_failure.kind if decided.start_failure else "",
        unstable=_unstable(decided),
        review=(*handin.notes, *_reasons(decided)),
        seconds=decided.durations.get("total", 0.0),
    )


def _unstable(report: Report) -> bool:
    checks = (check for criterion in report.criteria for check in criterion.checks)
    return not report.starts_reliably or any(check.unstable for check in checks)


def _reasons(report: Report) -> list[str]:
    """Return why a person must look, in words, decided criteria left out.

    Also where nobody named the lesson, and where another seems to be meant.
    """
    reasons = [report.lesson.chosen] if report.lesson.chosen else []
    open_ones = [criterion for criterion in report.criteria if criterion.decision is None]
    if failed := [c.id for c in open_ones if c.outcome is Outcome.ERROR]:
        reasons.append(f"the grader failed on {', '.join(failed)}")
    if proposals := [c.id for c in open_ones if c.review]:
        reasons.append(f"a proposal only: {', '.join(proposals)}")
    if shaky := [c.id for c in open_ones if any(check.unstable for check in c.checks)]:
        reasons.append(f"unstable: {', '.join(shaky)}")
    if not report.starts_reliably:
        reasons.append("the app does not start every time")
    if report.start_failure is not None and report.start_failure.needs_review:
        reasons.append(f"did not start, perhaps for want of something here: {report.start_failure.kind}")
    return reasons
