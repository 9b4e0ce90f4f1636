"""What goes into a platform's gradebook: one entry for each student and hand-in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from grader.gradebook.cells import number_cell, visible
from grader.gradebook.remarks import comment
from grader.gradebook.table import status
from grader.gradebook.values import Mark
from grader.intake.values import Student

Platform = Literal["canvas", "moodle"]


@dataclass(frozen=True)
class Filled:
    """A teacher's exported file with the scores in it."""

    platform: Platform
    data: bytes
    """The new file: other bytes than those of the filled cells are the old ones."""
    columns: tuple[str, ...]
    """Headings of the columns that scores went into."""
    filled: int
    """Scores that are in the file now."""
    remarks: tuple[str, ...]
    """What was scaled, replaced, left as it was or could not be matched, in words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One student's score for one hand-in."""

    student: Student
    handin: str
    lesson: str
    title: str
    final: float | None
    """None where it must not be entered."""
    most: int
    why: str
    """Why it must not be."""
    comment: str

    def scaled(self, possible: float | None) -> float:
        """Return the score on a scale that ends at `possible`; its own where that is not known."""
        final = self.final or 0.0
        return round(final * possible / self.most, 2) if possible and self.most else final


@dataclass(frozen=True)
class Gathered:
    """The entries of a class."""

    lessons: dict[str, tuple[Entry, ...]]
    """By the lesson's id."""
    remarks: tuple[str, ...]
    """Scores that belong to no row, in words."""

    @property
    def students(self) -> tuple[Student, ...]:
        """Everyone who has an entry."""
        return tuple(entry.student for entries in self.lessons.values() for entry in entries)


def gather(marks: Iterable[Mark]) -> Gathered:
    """Return the entries by lesson, one for each student; read `marks` one at a time.

    A student with several hand-ins for one lesson has no entry, nor has a hand-in of nobody known.
    """
    entries: list[Entry] = []
    remarks = []
    for mark in marks:
        if not mark.handin.students:
            remarks.append(f"{mark.handin.id}: nobody recognised; its score is entered nowhere")
        entries += _entries_of(mark)
    named = sorted({entry.lesson for entry in entries} - {""})
    lessons: dict[str, tuple[Entry, ...]] = {}
    for lesson in named or [""]:
        own = [one for one in entries if one.lesson == lesson or (len(named) == 1 and not one.lesson)]
        lessons[lesson] = tuple(_singles(_with_maximum(own), remarks))
    if len(named) > 1:
        remarks += [f"{one.handin}: of an unknown lesson; not entered" for one in entries if not one.lesson]
    return Gathered(lessons, tuple(remarks))


def _entries_of(mark: Mark) -> Iterator[Entry]:
    usable = status(mark) == "graded"
    for student in mark.handin.students:
        yield Entry(
            student=student,
            handin=mark.handin.id,
            lesson=mark.lesson or mark.handin.lesson,
            title=mark.title,
            final=mark.final if usable else None,
            most=mark.max_score,
            why="" if usable else "; ".join(filter(None, (mark.problem, *mark.review))) or "not graded",
            comment=comment(mark) if usable else "",
        )


def _with_maximum(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries, the maximum of the lesson on those without a report."""
    most = max((entry.most for entry in entries), default=0)
    return (entry if entry.most else replace(entry, most=most) for entry in entries)


def _singles(entries: Iterable[Entry], remarks: list[str]) -> Iterator[Entry]:
    by_student: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_student[entry.student.id].append(entry)
    for student, own in by_student.items():
        if len(own) == 1:
            yield own[0]
        else:
            ids = ", ".join(one.handin for one in own)
            remarks.append(f"{visible(student)}: several hand-ins ({ids}); enter the one that counts by hand")


def number_of(text: str) -> float | None:
    """Read a number of 0 or more as gradebooks write it, with thousands parted and a decimal comma or not."""
    digits = text.strip()
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", digits):
        digits = digits.replace(",", "")
    elif re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", digits):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    return float(digits) if re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,12})?", digits) else None


def number_text(number: float, *, comma: bool) -> str:
    """Return a number as a gradebook reads it."""
    text = number_cell(number)
    return text.replace(".", ",") if comma else text


def uses_comma(texts: Iterable[str]) -> bool:
    """Return whether numbers among `texts` are written with a decimal comma."""
    return any(re.fullmatch(r"[0-9.]+,[0-9]{1,2}", text.strip()) for text in texts)
