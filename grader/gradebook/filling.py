"""Fills the file that a teacher exported from the course's platform."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.errors import UsageError
from grader.gradebook.canvas import fill_canvas, is_canvas
from grader.gradebook.cells import listed, visible
from grader.gradebook.entries import Filled, gather
from grader.gradebook.moodle import fill_moodle, is_moodle
from grader.gradebook.sheet import Sheet, read_sheet
from grader.gradebook.values import Mark


def fill(path: Path, marks: Iterable[Mark], *, column: str = "") -> Filled:
    """Return the file at `path` with the final scores of `marks` in it, and nothing else changed.

    The header tells the platform: a Canvas gradebook or a Moodle grading worksheet. `column` names the column
    of a Canvas gradebook, where none is named like the lesson. Where a score is not final, as a person must
    look or give it, the cell stays as it is.

    Raises:
        UsageError: the file is neither, or malformed, or it is unclear which column to fill.
    """
    sheet = read_sheet(path)
    if is_canvas(sheet):
        return fill_canvas(sheet, gather(marks), column)
    if is_moodle(sheet):
        return fill_moodle(sheet, gather(marks), column)
    raise _unknown(path, sheet)


def refuse_unknown(path: Path) -> None:
    """Look at a file that is to be filled later.

    Raises:
        UsageError: it is none that `fill` knows.
    """
    sheet = read_sheet(path)
    if not is_canvas(sheet) and not is_moodle(sheet):
        raise _unknown(path, sheet)


def _unknown(path: Path, sheet: Sheet) -> UsageError:
    headings = listed(visible(cell.text.strip()) for cell in sheet.rows[0].cells)
    return UsageError(
        f"{path}: neither a Canvas gradebook (Student, ID, ...) nor a Moodle grading worksheet"
        f" (Identifier, ..., Grade, ...): it has {headings}; export it in English"
    )
