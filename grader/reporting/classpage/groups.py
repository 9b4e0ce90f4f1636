"""Hand-ins that have something in common: a misconception, or a reason not to start."""

from __future__ import annotations

from dataclasses import dataclass

from grader.gradebook import statistics
from grader.reporting.classpage.links import Link, link
from grader.reporting.classpage.view import ClassView
from grader.reporting.visible import LINE, one_line
from grader.reporting.wording import START_TITLES


@dataclass(frozen=True)
class Misconception:
    """What several hand-ins look like."""

    anchor: str
    """Id of its place in the page."""
    lesson: str
    text: str
    mutants: tuple[str, ...]
    """Ids of the known mistakes that come of it."""
    sure: tuple[Link, ...]
    """Hand-ins that look like it."""
    unsure: tuple[Link, ...]
    """Hand-ins that may be like it."""

    @property
    def total(self) -> int:
        """How many hand-ins there are."""
        return len(self.sure) + len(self.unsure)


@dataclass(frozen=True)
class StartGroup:
    """Hand-ins that did not start, for one reason."""

    kind: str
    title: str
    hand_ins: tuple[Link, ...]


def misconceptions(view: ClassView) -> tuple[Misconception, ...]:
    """Return the misconceptions, the most frequent first; mutants of a lesson may share one."""
    return tuple(
        Misconception(
            anchor=f"m{place}",
            lesson=one_line(one.lesson, LINE),
            text=one.text,
            mutants=one.mutants,
            sure=tuple(link(view, mark) for mark in one.sure),
            unsure=tuple(link(view, mark) for mark in one.unsure),
        )
        for place, one in enumerate(statistics.beliefs(view.marks), start=1)
    )


def not_started(view: ClassView) -> tuple[StartGroup, ...]:
    """Return those that did not start, the most frequent reason first."""
    return tuple(
        StartGroup(kind, start_title(kind), tuple(link(view, mark) for mark in some))
        for kind, some in statistics.not_started(view.marks).items()
    )


def start_title(kind: str) -> str:
    """Return a reason not to start in words."""
    known = {one.value: title for one, title in START_TITLES.items()}
    return known.get(kind, kind)
