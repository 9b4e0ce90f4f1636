"""Reads who is in the class: a platform's roster, gradebook or worksheet, or a plain table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from grader.errors import UsageError
from grader.intake.found import clean, moment
from grader.intake.values import Student
from grader.printable import printable

MAX_SIZE = 64 * 1024 * 1024

_CANVAS = frozenset({"student", "id", "section"})
_COLUMNS = {
    "id": ("id", "identifier", "student_id", "username", "github_username", "email", "email_address", "name"),
    "name": ("name", "full_name", "student_name"),
    "email": ("email", "email_address", "e-mail"),
    "username": ("username", "github_username", "github"),
    "section": ("section",),
}
"""Our word -> theirs. The first column of `id` that is not empty names the student."""
_KEYS = ("github_id", "id_number", "sis_user_id", "sis_login_id", "identifier")
_PARTICIPANT = re.compile(r"Participant (\d+)")
_KNOWN = ", ".join(("id", "name", "email", "username", "section", "submitted"))


@dataclass(frozen=True)
class Roster:
    """The students of a class."""

    students: tuple[Student, ...]
    submitted: Mapping[str, datetime] = field(default_factory=dict)
    """When they handed in, by their ids, where the table says so."""


@dataclass(frozen=True)
class _Row:
    line: int
    cells: Mapping[str, str]

    def first(self, columns: tuple[str, ...]) -> str:
        return next((value for name in columns if (value := self.cells.get(name, ""))), "")


def read_roster(path: Path) -> Roster:
    """Read a roster; which kind it is, its header says.

    GitHub Classroom, Classroom 50, a Canvas gradebook, a Moodle grading worksheet, or any of the columns
    id, name, email, username, section and submitted (an ISO time with its zone).

    Raises:
        UsageError: it is no such table; the text names the file, the line or column, and the mend.
    """
    name = printable(path.name)
    students: dict[str, tuple[int, Student]] = {}
    submitted: dict[str, datetime] = {}
    for row in _rows(_text(path, name), name):
        student = _student(row)
        if student is None:
            continue
        if not student.id:
            raise UsageError(f"{name}: line {row.line}: names no student; fill in one of {_KNOWN}.")
        if student.id in students:
            before = students[student.id][0]
            raise UsageError(
                f"{name}: line {row.line}: '{student.id}' is on line {before} already; "
                "give each student one line, and an id of their own."
            )
        students[student.id] = row.line, student
        if text := row.cells.get("submitted", ""):
            submitted[student.id] = _moment(text, row, name)
    if not students:
        raise UsageError(f"{name}: lists no students below its header.")
    return Roster(tuple(student for _, student in students.values()), submitted)


def _text(path: Path, name: str) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIZE + 1)
    except OSError as error:
        raise UsageError(f"The roster {name} cannot be read: {error.strerror or error}.") from error
    if len(data) > MAX_SIZE:
        raise UsageError(f"{name}: is larger than {MAX_SIZE // 1024**2} MB; give a table of one class.")
    try:
        return data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{name}: line {line}: is not UTF-8; save the table as 'CSV UTF-8'.") from None


def _rows(text: str, name: str) -> Iterator[_Row]:
    """Yield the rows that are not empty, their cells by the names of the columns in lower case."""
    header: list[str] = []
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not header:
                header = _header(cells, name)
                continue
            if any(cells[len(header) :]):
                raise UsageError(
                    f"{name}: line {reader.line_num}: has {len(cells)} cells, the header {len(header)}; "
                    f"put text with a '{delimiter}' in it between double quotes."
                )
            yield _Row(reader.line_num, dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        raise UsageError(f"{name}: line {reader.line_num}: is no valid CSV: {error}.") from error


def _header(cells: list[str], name: str) -> list[str]:
    header = [re.sub(r"\s+", "_", cell.casefold()) for cell in cells]
    known = {column for columns in _COLUMNS.values() for column in columns} | {"first_name", "last_name"}
    if _CANVAS.issubset(header):
        return header
    if twice := next((cell for cell in header if cell in known and header.count(cell) > 1), ""):
        raise UsageError(f"{name}: line 1: the column '{twice}' is there twice; rename one of them.")
    if known.isdisjoint(header):
        raise UsageError(
            f"{name}: line 1: has none of the columns {_KNOWN}; name the columns in the first line."
        )
    return header


def _student(row: _Row) -> Student | None:
    """Return the student of a row; None where it is none of a Canvas gradebook."""
    if _CANVAS.issubset(row.cells):
        return _canvas_student(row)
    id_ = row.first(_COLUMNS["id"])
    name = row.first(_COLUMNS["name"]) or " ".join(
        filter(None, map(row.cells.get, ("first_name", "last_name")))
    )
    keys = [row.cells[key] for key in _KEYS if row.cells.get(key) and row.cells[key] != id_]
    if participant := _PARTICIPANT.fullmatch(id_):
        keys.append(participant[1])
    return _made(row, id=id_ or name, name=name, email=row.first(_COLUMNS["email"]), keys=keys)


def _canvas_student(row: _Row) -> Student | None:
    name, id_ = row.cells["student"], row.cells["id"]
    if not id_ or name == "Student, Test" or name.casefold().startswith("points possible"):
        return None
    keys = [key for column in ("sis_user_id", "sis_login_id") if (key := row.cells.get(column, ""))]
    last, comma, first = name.partition(",")
    email = next((key for key in keys if "@" in key), "")
    full = f"{first.strip()} {last.strip()}" if comma else name
    return _made(row, id=id_, name=full, email=email, keys=keys)


def _made(row: _Row, *, id: str, name: str, email: str, keys: list[str]) -> Student:  # noqa: A002
    return Student(
        id=clean(id),
        name=clean(name),
        email=clean(email),
        username=clean(row.first(_COLUMNS["username"])),
        section=clean(row.first(_COLUMNS["section"])),
        keys=tuple(dict.fromkeys(map(clean, keys))),
        enrolled=True,
    )


def _moment(text: str, row: _Row, name: str) -> datetime:
    value = moment(text)
    if value is None:
        raise UsageError(
            f"{name}: line {row.line}, column submitted: '{printable(text)}' is no time with its zone; "
            "write it as 2026-05-01T23:59:00+02:00."
        )
    return value
