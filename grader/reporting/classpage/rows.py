"""The table of all hand-ins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.gradebook.values import Mark
from grader.reporting.classpage.groups import Misconception
from grader.reporting.classpage.links import Link, label, lesson_of, link
from grader.reporting.classpage.numbers import late_by, lateness, number, sort_key
from grader.reporting.classpage.view import ClassView
from grader.reporting.visible import LINE, one_line


class Status(StrEnum):
    """What can be said of a hand-in; several may hold. The values stand in the page's attributes."""

    FULL = "full"
    LOST = "lost"
    NOT_STARTED = "not-started"
    NOT_GRADED = "not-graded"
    REVIEW = "review"
    UNSTABLE = "unstable"
    LATE = "late"


WORDS = {
    Status.FULL: "full marks",
    Status.LOST: "points lost",
    Status.NOT_STARTED: "did not start",
    Status.NOT_GRADED: "not graded",
    Status.REVIEW: "needs review",
    Status.UNSTABLE: "unstable",
    Status.LATE: "late",
}


@dataclass(frozen=True)
class Row:
    """One hand-in; the numbers are texts, those ending in `_key` what the script sorts by."""

    student: Link
    who: str
    """Identifiers and sections of the students."""
    lesson: str
    score: str
    score_key: str
    proposed: str
    """The grader's own score, where an instructor decided otherwise."""
    max_score: str
    final: str
    final_key: str
    late: str
    late_key: str
    statuses: tuple[Status, ...]
    because: str
    mistakes: tuple[Link, ...]
    """Ids of known mistakes, leading to the misconception's place in the page."""


def rows(view: ClassView, found: Iterable[Misconception]) -> tuple[Row, ...]:
    """Return a row per hand-in; mistakes lead to those of `found`."""
    anchors = {(one.lesson, mutant): one.anchor for one in found for mutant in one.mutants}
    return tuple(_row(view, mark, anchors) for mark in view.marks)


def statuses(mark: Mark) -> tuple[Status, ...]:
    """Return how a hand-in ended, then what else is to be known of it."""
    more = {
        Status.REVIEW: bool(mark.review),
        Status.UNSTABLE: mark.unstable,
        Status.LATE: mark.late is not None or mark.handin.late,
    }
    return (_ending(mark), *(status for status, holds in more.items() if holds))


def occurring(some: Sequence[Row]) -> list[tuple[Status, int]]:
    """Return the statuses that hand-ins have, with how many have each."""
    counts = Counter(status for row in some for status in row.statuses)
    return [(status, counts[status]) for status in Status if counts[status]]


def _ending(mark: Mark) -> Status:
    if mark.score is None:
        return Status.NOT_GRADED
    if mark.start_failure:
        return Status.NOT_STARTED
    return Status.FULL if mark.score >= mark.max_score else Status.LOST


def _row(view: ClassView, mark: Mark, anchors: Mapping[tuple[str, str], str]) -> Row:
    by = late_by(mark)
    decided = mark.proposed is not None and mark.proposed != mark.score
    lesson = lesson_of(mark)
    mutants = sorted({mistake.mutant for mistake in mark.mistakes})
    return Row(
        student=link(view, mark),
        who=_who(mark),
        lesson=lesson,
        score=number(mark.score),
        score_key=sort_key(mark.score),
        proposed=number(mark.proposed) if decided else "",
        max_score=str(mark.max_score) if mark.max_score else "",
        final=number(None if mark.review else mark.final),
        final_key=sort_key(None if mark.review else mark.final),
        late=lateness(mark),
        late_key=sort_key(by.total_seconds() if by else None),
        statuses=statuses(mark),
        because=one_line(mark.because),
        mistakes=tuple(Link(label(mutant), f"#{anchors[lesson, mutant]}") for mutant in mutants),
    )


def _who(mark: Mark) -> str:
    known = [part for student in mark.handin.students for part in (student.id, student.section)]
    return one_line(
        ", ".join(part for part in dict.fromkeys(known) if part != mark.handin.label and part), LINE
    )
