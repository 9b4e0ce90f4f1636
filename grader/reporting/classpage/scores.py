"""The distribution of scores, per lesson."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from grader.gradebook.statistics import by_lesson, percent
from grader.gradebook.values import Mark
from grader.reporting.classpage.numbers import number
from grader.reporting.visible import LINE, one_line
from grader.reporting.wording import count

STEP = 10
"""Width of a class of scores, in percent; full marks are a class of their own."""


@dataclass(frozen=True)
class Bin:
    """A class of scores."""

    start: int
    """Percent."""
    hand_ins: int

    @property
    def label(self) -> str:
        """The range, in percent."""
        return "100 %" if self.start == 100 else f"{self.start} to below {self.start + STEP} %"


@dataclass(frozen=True)
class Distribution:
    """The scores of one lesson, before lateness, as instructors decided them."""

    lesson: str
    title: str
    scores: tuple[float, ...]
    """In points, ascending; never empty."""
    max_score: str
    """Points possible; several where a changed lesson left hand-ins with different ones."""
    bins: tuple[Bin, ...]

    @property
    def told(self) -> str:
        """The figures in a sentence."""
        low, middle, high = map(number, (self.scores[0], median(self.scores), self.scores[-1]))
        return (
            f"{count(len(self.scores), 'score')} out of {self.max_score}: median {middle}, "
            f"mean {number(round(fmean(self.scores), 1))}, lowest {low}, highest {high}."
        )


def lessons_of(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Return the marks by lesson, lessons in order of their ids."""
    return {one_line(lesson, LINE): some for lesson, some in by_lesson(marks).items()}


def title_of(marks: Sequence[Mark]) -> str:
    """Return the title of the lesson that all `marks` are of; "" where none tells it."""
    return one_line(next((mark.title for mark in marks if mark.title), ""), LINE)


def distributions(marks: Iterable[Mark]) -> tuple[Distribution, ...]:
    """Return one distribution per lesson of which there are scores."""
    return tuple(
        _distribution(lesson, scored)
        for lesson, some in lessons_of(marks).items()
        if (scored := [mark for mark in some if mark.score is not None and mark.max_score])
    )


def share(mark: Mark) -> float:
    """Return a score in percent of what was possible, 0 where nothing was."""
    return percent(mark.score or 0.0, mark.max_score) or 0.0


def _distribution(lesson: str, marks: Sequence[Mark]) -> Distribution:
    starts = [int(share(mark)) // STEP * STEP for mark in marks]
    return Distribution(
        lesson=lesson,
        title=title_of(marks),
        scores=tuple(sorted(mark.score for mark in marks if mark.score is not None)),
        max_score=" or ".join(map(str, sorted({mark.max_score for mark in marks}))),
        bins=tuple(Bin(start, starts.count(start)) for start in range(0, 101, STEP)),
    )
