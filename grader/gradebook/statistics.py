"""What a class has in common, counted: criteria, misconceptions, reasons not to start, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from grader.gradebook.values import CriterionMark, Mark
from grader.results import Confidence, Outcome


@dataclass(frozen=True)
class Tally:
    """The outcomes of one criterion."""

    id: str
    title: str
    counts: Counter[Outcome]

    @property
    def rate(self) -> float | None:
        """Percent passed of those that were judged: the grader's own failures aside; None where none was."""
        return percent(self.counts[Outcome.PASSED], self.counts.total() - self.counts[Outcome.ERROR])


@dataclass(frozen=True)
class Belief:
    """A misconception, and the hand-ins of one lesson that look like it."""

    lesson: str
    text: str
    mutants: tuple[str, ...]
    """Ids of the known mistakes that come of it."""
    sure: tuple[Mark, ...]
    """Those that look like it."""
    unsure: tuple[Mark, ...]
    """Those that may be like it."""

    @property
    def total(self) -> int:
        """How many hand-ins there are."""
        return len(self.sure) + len(self.unsure)


def percent(part: float, whole: float) -> float | None:
    """Return the share of `part` in 0 to 100; None of nothing."""
    return min(max(100 * part / whole, 0.0), 100.0) if whole else None


def lesson_of(mark: Mark) -> str:
    """Return the id of the lesson, as graded or else as handed in for."""
    return mark.lesson or mark.handin.lesson


def by_lesson(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Return the marks by lesson, lessons in order of their ids."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(lesson_of(mark), []).append(mark)
    return dict(sorted(found.items()))


def tallies(marks: Iterable[Mark]) -> tuple[Tally, ...]:
    """Return the criteria of the marks of one lesson, the hardest first, else in the rubric's order."""
    found: dict[str, Tally] = {}
    for mark in marks:
        for criterion in mark.criteria:
            tally = found.setdefault(criterion.id, Tally(criterion.id, criterion.title, Counter()))
            tally.counts[outcome_of(criterion)] += 1
    return tuple(sorted(found.values(), key=_hardness))


def outcome_of(criterion: CriterionMark) -> Outcome:
    """Return how it counts: where an instructor decided, full points are a pass and less is not."""
    if not criterion.because:
        return criterion.outcome
    return Outcome.PASSED if criterion.points >= criterion.max_points else Outcome.FAILED


def _hardness(tally: Tally) -> tuple[float, int]:
    """Sort by rate, then by plain failures: what is only blocked waits for another criterion."""
    return (101.0 if tally.rate is None else tally.rate, -tally.counts[Outcome.FAILED])


def beliefs(marks: Iterable[Mark]) -> tuple[Belief, ...]:
    """Return the misconceptions, the most frequent first; mutants of a lesson may share one."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        for text in dict.fromkeys(mistake.misconception for mistake in mark.mistakes):
            found.setdefault((lesson_of(mark), text), []).append(mark)
    ranked = sorted(found, key=lambda key: (-len(found[key]), key))
    return tuple(_belief(*key, found[key]) for key in ranked)


def _belief(lesson: str, text: str, concerned: Iterable[Mark]) -> Belief:
    mutants: set[str] = set()
    sure: list[Mark] = []
    unsure: list[Mark] = []
    for mark in concerned:
        here = [mistake for mistake in mark.mistakes if mistake.misconception == text]
        mutants |= {mistake.mutant for mistake in here}
        exact = any(mistake.confidence is Confidence.EXACT for mistake in here)
        (sure if exact else unsure).append(mark)
    return Belief(lesson, text, tuple(sorted(mutants)), tuple(sure), tuple(unsure))


def not_started(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Return those that did not start by the kind of failure, the most frequent first."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.start_failure:
            found.setdefault(mark.start_failure, []).append(mark)
    return {kind: found[kind] for kind in sorted(found, key=lambda kind: (-len(found[kind]), kind))}


def to_review(marks: Iterable[Mark]) -> list[Mark]:
    """Return those that a person must look at, hand-ins without a score first."""
    concerned = [mark for mark in marks if mark.review or mark.score is None]
    return sorted(concerned, key=lambda mark: mark.score is not None)


def review_reasons(mark: Mark) -> tuple[str, ...]:
    """Say why a person must look at it."""
    problem = (f"not graded: {mark.problem or 'there is no report'}",) if mark.score is None else ()
    return problem + mark.review
