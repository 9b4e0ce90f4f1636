"""Fills a gradebook that was exported from Canvas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from grader.errors import UsageError
from grader.gradebook.columns import assignments, choose, named
from grader.gradebook.entering import Entering, without_handin
from grader.gradebook.entries import Filled, Gathered, number_of
from grader.gradebook.people import Reader, find_rows
from grader.gradebook.sheet import Row, Sheet

POSSIBLE = "points possible"
TEST_STUDENTS = {"student, test", "test student"}
EXCUSED = "EX"
_POSTING = re.compile(r"(Muted|Manual Posting.*)?", re.IGNORECASE)


def is_canvas(sheet: Sheet) -> bool:
    """Return whether the header is that of a Canvas gradebook."""
    has_name = sheet.column("Student") == 0 or sheet.column("LastName") == 0
    return has_name and sheet.column("ID") is not None


def fill_canvas(sheet: Sheet, gathered: Gathered, column: str) -> Filled:
    """Enter the scores, on the scale of the row `Points Possible`; `column` names the one to fill.

    Raises:
        UsageError: it is unclear which column is a lesson's; the text lists them.
    """
    head = next((row for row in sheet.rows[1:] if POSSIBLE in row.text(0).lower()), None)
    targets = _targets(sheet, head, gathered, column)
    found = find_rows(sheet, list(_students(sheet)), _readers(sheet), gathered.students)
    entering = Entering(sheet)
    for lesson, target in targets.items():
        possible = number_of(head.text(target)) if head else None
        for entry in gathered.lessons[lesson]:
            row = found.rows.get(entry.student.id)
            if row is not None and row.text(target).upper() == EXCUSED:
                entering.leave(entry, row, "excused; left as it is")
            else:
                entering.score(entry, row, target, possible)
    absent = without_handin(sheet, found.strangers, 0)
    return Filled(
        platform="canvas",
        data=sheet.with_cells(entering.values),
        columns=tuple(sheet.rows[0].text(target) for target in targets.values()),
        filled=entering.filled,
        remarks=(*gathered.remarks, *found.remarks, *entering.remarks(), *absent),
    )


def _targets(sheet: Sheet, head: Row | None, gathered: Gathered, column: str) -> dict[str, int]:
    """Return the column of each lesson."""
    possible = [cell.text for cell in head.cells] if head else []
    known = assignments([cell.text.strip() for cell in sheet.rows[0].cells], possible)
    if column and len(gathered.lessons) > 1:
        lessons = ", ".join(gathered.lessons)
        raise UsageError(f"--column fills one lesson, and there are several: {lessons}; leave it out")
    titles = {lesson: _title(gathered, lesson) for lesson in gathered.lessons}
    try:
        return {
            lesson: named(known, column) if column else choose(known, lesson, title)
            for lesson, title in titles.items()
        }
    except UsageError as error:
        raise UsageError(f"{sheet.path}: {error}") from None


def _title(gathered: Gathered, lesson: str) -> str:
    return next((entry.title for entry in gathered.lessons[lesson] if entry.title), "")


def _students(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows of students: not those on points or posting, nor Canvas's own test student."""
    name = _name(sheet)
    for row in sheet.rows[1:]:
        about_points = POSSIBLE in row.text(0).lower()
        about_posting = all(_POSTING.fullmatch(cell.text.strip()) for cell in row.cells)
        if not about_points and not about_posting and name(row).lower() not in TEST_STUDENTS:
            yield row


def _readers(sheet: Sheet) -> list[Reader]:
    """Return what tells whose a row is, in Canvas's own order."""
    identifier, sis, login = (sheet.column(name) for name in ("ID", "SIS User ID", "SIS Login ID"))
    return [
        ("id", lambda row: row.text(identifier)),
        ("id", lambda row: row.text(sis)),
        ("login", lambda row: row.text(login)),
        ("name", _name(sheet)),
    ]


def _name(sheet: Sheet) -> Callable[[Row], str]:
    if sheet.column("LastName") == 0:
        first = sheet.column("FirstName")
        return lambda row: f"{row.text(0)}, {row.text(first)}"
    return lambda row: row.text(0)
