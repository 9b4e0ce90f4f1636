"""Fills an offline grading worksheet of Moodle."""

from __future__ import annotations

from grader.errors import UsageError
from grader.gradebook.entering import Entering, without_handin
from grader.gradebook.entries import Entry, Filled, Gathered, number_of
from grader.gradebook.people import Reader, find_rows
from grader.gradebook.remarks import OPENING
from grader.gradebook.sheet import Row, Sheet

LOCKED = "no"
"""What the column `Grade can be changed` says of a locked grade."""


def is_moodle(sheet: Sheet) -> bool:
    """Return whether the header is that of a grading worksheet."""
    return sheet.column("Identifier") is not None and sheet.column("Grade") is not None


def fill_moodle(sheet: Sheet, gathered: Gathered, column: str) -> Filled:
    """Enter grades, on the scale of each row's maximum, and with each grade its comment.

    Raises:
        UsageError: several lessons, which a worksheet has no place for; or a `column` is named.
    """
    if column:
        raise UsageError(
            f"--column: {sheet.path} is a Moodle worksheet, with one grade; leave the option out"
        )
    if len(gathered.lessons) > 1:
        lessons = ", ".join(gathered.lessons)
        raise UsageError(f"{sheet.path}: a Moodle worksheet is for one lesson; choose one of: {lessons}")
    rows = [row for row in sheet.rows[1:] if any(cell.text.strip() for cell in row.cells)]
    found = find_rows(sheet, rows, _readers(sheet), gathered.students)
    entering = Entering(sheet)
    for entries in gathered.lessons.values():
        for entry in entries:
            _enter(sheet, entering, entry, found.rows.get(entry.student.id))
    none = [] if sheet.column("Feedback comments") is not None else ["no column for comments: only grades"]
    names = sheet.column("Full name")
    absent = without_handin(sheet, found.strangers, 0 if names is None else names)
    return Filled(
        platform="moodle",
        data=sheet.with_cells(entering.values),
        columns=(sheet.rows[0].text(sheet.column("Grade")),),
        filled=entering.filled,
        remarks=(*gathered.remarks, *found.remarks, *none, *entering.remarks(), *absent),
    )


def _enter(sheet: Sheet, entering: Entering, entry: Entry, row: Row | None) -> None:
    """Enter a grade and its comment; never a comment without a grade, which would lose the grade."""
    grade, comments = sheet.column("Grade"), sheet.column("Feedback comments")
    if grade is None:
        return
    most = row.text(sheet.column("Maximum Grade")) if row else ""
    if row and row.text(sheet.column("Grade can be changed")).lower() == LOCKED:
        entering.leave(entry, row, "the grade is locked in Moodle; left as it is")
    elif row and most and number_of(most) is None:
        entering.leave(entry, row, f"graded on a scale ({most}), not in points; left as it is")
    elif entering.score(entry, row, grade, number_of(most)) and row and comments is not None:
        _comment(entering, entry, row, comments)


def _comment(entering: Entering, entry: Entry, row: Row, column: int) -> None:
    """Enter the comment, over one of ours or none; a teacher's own words stay."""
    if column >= len(row.cells):
        entering.leave(entry, row, "the row ends before the comments; only the grade is entered")
    elif row.text(column) and not row.text(column).startswith(OPENING):
        entering.leave(entry, row, "has a comment already, which stays; only the grade is entered")
    else:
        entering.text(row.cells[column], entry.comment)


def _readers(sheet: Sheet) -> list[Reader]:
    """Return what tells whose a row is: the participant's number before address and name."""
    identifier, username, address, name = (
        sheet.column(heading) for heading in ("Identifier", "Username", "Email address", "Full name")
    )
    return [
        ("id", lambda row: row.text(identifier)),
        ("login", lambda row: row.text(username)),
        ("login", lambda row: row.text(address)),
        ("name", lambda row: row.text(name)),
    ]
