"""How often each criterion was passed, the hardest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.gradebook import statistics
from grader.gradebook.values import Mark
from grader.reporting.classpage.scores import lessons_of, title_of
from grader.results import Outcome


@dataclass(frozen=True)
class Segment:
    """One part of a criterion's bar, in percent of its length."""

    outcome: Outcome
    left: float
    width: float


@dataclass(frozen=True)
class Tally(statistics.Tally):
    """The outcomes of one criterion, to be drawn as a bar."""

    @property
    def segments(self) -> list[Segment]:
        """The parts of the bar, in the order of `Outcome`."""
        made, left = [], 0.0
        for outcome in Outcome:
            width = 100 * self.counts[outcome] / self.counts.total()
            if width:
                made.append(Segment(outcome, round(left, 2), round(width, 2)))
            left += width
        return made


@dataclass(frozen=True)
class LessonTallies:
    """The criteria of one lesson."""

    lesson: str
    title: str
    criteria: tuple[Tally, ...]


def tallies(marks: Iterable[Mark]) -> tuple[LessonTallies, ...]:
    """Return the criteria of each lesson that has graded hand-ins, the hardest first."""
    return tuple(
        LessonTallies(lesson, title_of(some), tuple(Tally(one.id, one.title, one.counts) for one in found))
        for lesson, some in lessons_of(marks).items()
        if (found := statistics.tallies(some))
    )
