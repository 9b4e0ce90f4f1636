"""The class as a CSV table of our own: one row for each student and hand-in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from grader.files import replacing
from grader.gradebook.cells import number_cell, text_cell
from grader.gradebook.remarks import remarks
from grader.gradebook.values import Mark
from grader.intake.values import Student

Status = Literal["graded", "review", "not graded", "absent"]
Column = tuple[str, str]
"""Lesson and criterion."""

STUDENT = ("student", "name", "email", "username", "section")
COLUMNS = (
    *STUDENT,
    *("group", "lesson", "score", "max_score", "late_penalty", "final", "proposed"),
    *("status", "remarks", "submitted"),
)
"""The columns before those of the criteria."""

ENCODING = "utf-8-sig"
"""With a byte order mark: without it spreadsheets take the file for the machine's old code page."""


def columns_of(marks: Iterable[Mark]) -> tuple[Column, ...]:
    """Return the criteria that `marks` have: by lesson, then as the rubric has them."""
    seen: dict[str, dict[str, None]] = {}
    for mark in marks:
        seen.setdefault(mark.lesson, {}).update((criterion.id, None) for criterion in mark.criteria)
    return tuple((lesson, criterion) for lesson in sorted(seen) for criterion in seen[lesson])


def write_table(
    path: Path, marks: Iterable[Mark], absent: Iterable[Student], columns: Sequence[Column]
) -> None:
    """Write the table in UTF-8 with a byte order mark: the file is there whole or not at all.

    `marks` are read one at a time; `columns` are theirs, by `columns_of`.

    Raises:
        OSError: the folder cannot be written.
    """
    with replacing(path) as raw:
        file = io.TextIOWrapper(raw, encoding=ENCODING, newline="")
        writer = csv.writer(file)
        writer.writerow((*COLUMNS, *headings(columns)))
        for mark in marks:
            writer.writerows(rows(mark, columns))
        for student in absent:
            cells = {**_student(student), "status": "absent"}
            writer.writerow([cells.get(name, "") for name in COLUMNS] + [""] * len(columns))
        file.detach()  # flushes, and leaves the file to `replacing`


def headings(columns: Sequence[Column]) -> list[str]:
    """Return the criteria's headings; the lesson stands before them where that is needed to tell them."""
    bare = len({lesson for lesson, _ in columns}) == 1 and not {name for _, name in columns} & {*COLUMNS}
    return [text_cell(criterion if bare else f"{lesson}/{criterion}") for lesson, criterion in columns]


def rows(mark: Mark, columns: Sequence[Column]) -> Iterator[list[str]]:
    """Yield the rows of one hand-in: one for each of its students, one where nobody is known."""
    points = {(mark.lesson, criterion.id): str(criterion.points) for criterion in mark.criteria}
    common = _common(mark)
    unknown = Student(id=mark.handin.id)
    for student in mark.handin.students or (unknown,):
        cells = {**_student(student), **common}
        yield [cells[name] for name in COLUMNS] + [points.get(column, "") for column in columns]


def status(mark: Mark) -> Status:
    """Return whether the score may be used: not where a person must look, or give it."""
    if mark.score is None:
        return "not graded"
    return "review" if mark.review else "graded"


def _student(student: Student) -> dict[str, str]:
    texts = (student.id, student.name, student.email, student.username, student.section)
    return {name: text_cell(text) for name, text in zip(STUDENT, texts, strict=True)}


def _common(mark: Mark) -> Mapping[str, str]:
    """Return the cells that all students of a hand-in share; `final` stays empty until it is final."""
    handin = mark.handin
    return {
        "group": text_cell(handin.id) if len(handin.students) > 1 else "",
        "lesson": text_cell(mark.lesson or handin.lesson),
        "score": number_cell(mark.score),
        "max_score": number_cell(mark.max_score or None),
        "late_penalty": number_cell(mark.late.points) if mark.late else "",
        "final": number_cell(mark.final) if status(mark) == "graded" else "",
        "proposed": number_cell(mark.proposed),
        "status": status(mark),
        "remarks": text_cell("; ".join(remarks(mark))),
        "submitted": handin.submitted.isoformat(sep=" ", timespec="seconds") if handin.submitted else "",
    }
