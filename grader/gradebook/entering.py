"""Enters scores into the cells of an exported gradebook, and tells what happened."""

from __future__ import annotations

from collections.abc import Sequence

from grader.gradebook.cells import listed, visible
from grader.gradebook.entries import Entry, number_of, number_text, uses_comma
from grader.gradebook.sheet import Cell, Row, Sheet


class Entering:
    """The new values of cells so far, and what is to be said of them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._comma = uses_comma(cell.text for row in sheet.rows[1:] for cell in row.cells)
        self._scales: dict[str, None] = {}
        self._replaced: list[str] = []
        self._left: list[str] = []
        self.values: dict[Cell, str] = {}
        self.filled = 0

    def leave(self, entry: Entry, row: Row | None, why: str) -> None:
        """Note why an entry is not entered."""
        place = self._sheet.place(row) if row else self._sheet.path.name
        self._left.append(f"{place}: {visible(entry.student.label)}: {why}")

    def score(self, entry: Entry, row: Row | None, column: int, possible: float | None) -> bool:
        """Enter a score on the scale that ends at `possible`; return whether it is in the file now."""
        if row is None:
            self.leave(entry, None, "no row is surely this student's; the score is entered nowhere")
        elif entry.final is None:
            self.leave(entry, row, f"{entry.why}; left as it is")
        elif column >= len(row.cells):
            self.leave(entry, row, "the row ends before the column; export the file anew")
        else:
            self._write(entry, row.cells[column], possible)
            return True
        return False

    def text(self, cell: Cell, value: str) -> None:
        """Enter a text that stands beside a score."""
        if value != cell.text:
            self.values[cell] = value

    def remarks(self) -> list[str]:
        """Return what was scaled, replaced and left."""
        replaced = [f"replaced: {listed(self._replaced)}"] if self._replaced else []
        return [*self._scales, *replaced, *self._left]

    def _write(self, entry: Entry, cell: Cell, possible: float | None) -> None:
        score, old = entry.scaled(possible), number_of(cell.text)
        if not possible or not entry.most:
            self._scales["a maximum is not known; scores are entered as they are, not scaled"] = None
        elif possible != entry.most:
            self._scales[f"scores are scaled from {entry.most} to {possible:g} points"] = None
        if score > (possible or score):
            self._scales["some scores are above the maximum: a bonus"] = None
        self.filled += 1
        if old == score:
            return
        self.values[cell] = number_text(score, comma=self._comma)
        if cell.text.strip():
            now = f"{cell.text.strip()} -> {self.values[cell]}"
            self._replaced.append(visible(f"{entry.student.label} {now}"))


def without_handin(sheet: Sheet, rows: Sequence[Row], column: int) -> list[str]:
    """Return a remark on the rows of students who handed in nothing, named by `column`."""
    if not rows:
        return []
    names = listed(visible(row.text(column) or sheet.place(row)) for row in rows)
    return [f"without a hand-in here, left as they are: {names}"]
