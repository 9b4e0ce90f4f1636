"""A CSV file whose single cells can be replaced: every other byte stays as it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError

DELIMITERS = (",", ";", "\t")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands in the text, quotes included, and what it says."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record."""

    line: int
    """Its first line in the file, from 1."""
    cells: tuple[Cell, ...]

    def text(self, column: int | None) -> str:
        """Return what a cell says, without space around it; empty where there is none."""
        return "" if column is None or column >= len(self.cells) else self.cells[column].text.strip()


@dataclass(frozen=True)
class Sheet:
    """A CSV file."""

    path: Path
    text: str
    encoding: str
    delimiter: str
    rows: tuple[Row, ...]
    """Without blank lines; the first is the header."""

    def place(self, row: Row) -> str:
        """Return the file and the line, for a message."""
        return f"{self.path.name}:{row.line}"

    def column(self, name: str) -> int | None:
        """Return the number of the column with this heading, case aside."""
        headings = [cell.text.strip().lower() for cell in self.rows[0].cells]
        return headings.index(name.lower()) if name.lower() in headings else None

    def with_cells(self, values: Mapping[Cell, str]) -> bytes:
        """Return the file with other `values` in these cells, quoted where they were or need be.

        What the file's encoding lacks is written as a character reference of HTML.
        """
        parts, done = [], 0
        for cell in sorted(values, key=lambda one: one.start):
            parts += [self.text[done : cell.start], self._raw(cell, values[cell])]
            done = cell.end
        return "".join([*parts, self.text[done:]]).encode(self.encoding, "xmlcharrefreplace")

    def _raw(self, cell: Cell, value: str) -> str:
        quoted = self.text.startswith('"', cell.start, cell.end)
        if quoted or any(char in value for char in (self.delimiter, '"', "\r", "\n")):
            return '"' + value.replace('"', '""') + '"'
        return value


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file in UTF-8 or an old code page, its cells parted by comma, semicolon or tab.

    Raises:
        UsageError: it is missing, empty or malformed; the text names the line and the mend.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}; check the path") from None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UsageError(f"{path}: UTF-16; use the file as it was exported, or save it as 'CSV UTF-8'")
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "latin-1"  # any byte, and back the same
    delimiter = max(DELIMITERS, key=lambda one: _width(path, text, one))
    rows = (row for row in _records(path, text, delimiter) if len(row.cells) > 1 or row.text(0))
    sheet = Sheet(path, text, encoding, delimiter, tuple(rows))
    if not sheet.rows:
        raise UsageError(f"{path}: empty; use the file as it was exported")
    return sheet


def _width(path: Path, text: str, delimiter: str) -> int:
    """Return how many cells the header has, were this the delimiter."""
    try:
        return len(next(_records(path, text, delimiter)).cells)
    except (UsageError, StopIteration):
        return 0


def _records(path: Path, text: str, delimiter: str) -> Iterator[Row]:
    """Yield the records of a CSV text, blank lines too."""
    plain = rf'[^"{delimiter}\r\n][^{delimiter}\r\n]*'
    pattern = re.compile(rf'"([^"]*+(?:""[^"]*+)*+)"(?=[{delimiter}\r\n]|\Z)|({plain})?')
    at, line = len("\ufeff") if text.startswith("\ufeff") else 0, 1
    while at < len(text):
        first, cells = line, []
        while True:
            found = pattern.match(text, at)
            if found is None or (found.end() == at and text.startswith('"', at)):
                raise UsageError(f"{path}:{line}: a quote that is not closed, or stands in a cell; mend it")
            says = found[2] or "" if found[1] is None else found[1].replace('""', '"')
            cells.append(Cell(at, found.end(), says))
            line += len(_LINE_END.findall(says))
            at = found.end()
            if not text.startswith(delimiter, at):
                break
            at += 1
        if end := _LINE_END.match(text, at):
            at = end.end()
        line += 1
        yield Row(first, tuple(cells))
