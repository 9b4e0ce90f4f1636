"""The short lists of the class page: what to look at, what was slow, what changed, who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from grader.gradebook.statistics import review_reasons, to_review
from grader.gradebook.values import Mark
from grader.intake.values import Student
from grader.reporting.classpage.links import Link, label, lesson_of, link
from grader.reporting.classpage.numbers import number, signed
from grader.reporting.classpage.view import Change, ClassView
from grader.reporting.visible import one_line

SLOWEST = 10


@dataclass(frozen=True)
class Entry:
    """A hand-in, and what is said of it."""

    student: Link
    lesson: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Absent:
    """A student who handed in nothing."""

    name: str
    known: str
    """Identifier, section and address, as far as they are known."""


@dataclass(frozen=True)
class Changed:
    """A hand-in before and after grading again; numbers as texts."""

    student: Link
    lesson: str
    before: str
    after: str
    difference: str
    criteria: str


def reviews(view: ClassView) -> tuple[Entry, ...]:
    """Return what a person must look at, hand-ins without a report first."""
    return tuple(
        _entry(view, mark, tuple(map(one_line, review_reasons(mark)))) for mark in to_review(view.marks)
    )


def _entry(view: ClassView, mark: Mark, remarks: tuple[str, ...]) -> Entry:
    return Entry(link(view, mark), lesson_of(mark), remarks)


def slowest(view: ClassView) -> tuple[Entry, ...]:
    """Return the hand-ins whose grading took longest, the slowest first."""
    timed = sorted((mark for mark in view.marks if mark.seconds), key=lambda mark: -mark.seconds)
    return tuple(_entry(view, mark, (f"{mark.seconds:.1f} s",)) for mark in timed[:SLOWEST])


def usual_time(view: ClassView) -> str:
    """Return the median time of grading; "" where none is known."""
    timed = [mark.seconds for mark in view.marks if mark.seconds]
    return f"{median(timed):.1f} s" if timed else ""


def unstable(view: ClassView) -> tuple[Entry, ...]:
    """Return the hand-ins that did not do the same every time."""
    return tuple(_entry(view, mark, ()) for mark in view.marks if mark.unstable)


def absent(view: ClassView) -> tuple[Absent, ...]:
    """Return who handed in nothing."""
    return tuple(Absent(label(student.label), _known(student)) for student in view.absent)


def _known(student: Student) -> str:
    known = (student.id if student.name else "", student.section, student.email)
    return one_line(", ".join(part for part in known if part))


def changes(view: ClassView) -> tuple[Changed, ...]:
    """Return what grading again changed."""
    marks = {(mark.handin.id, lesson_of(mark)): mark for mark in view.marks}
    return tuple(
        _changed(view, change, marks.get((change.handin_id, change.lesson))) for change in view.changes
    )


def _changed(view: ClassView, change: Change, mark: Mark | None) -> Changed:
    known = change.before is not None and change.after is not None
    return Changed(
        student=Link(label(change.label), link(view, mark).href if mark else ""),
        lesson=one_line(change.lesson),
        before=number(change.before),
        after=number(change.after),
        difference=signed((change.after or 0.0) - (change.before or 0.0)) if known else "",
        criteria=one_line(", ".join(change.criteria)),
    )
