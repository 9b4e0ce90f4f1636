"""Which row of an exported gradebook is whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from grader.gradebook.cells import listed, visible
from grader.gradebook.decisions import folded
from grader.gradebook.sheet import Row, Sheet
from grader.intake.values import Student

Kind = Literal["id", "login", "name"]
Reader = tuple[Kind, Callable[[Row], str]]
"""What a part of a row says of its student, the most telling part first."""


@dataclass(frozen=True)
class Found:
    """Whose the rows are."""

    rows: dict[str, Row]
    """By the student's id."""
    strangers: tuple[Row, ...]
    """Rows of nobody who handed in."""
    remarks: tuple[str, ...]


def find_rows(
    sheet: Sheet, rows: Sequence[Row], readers: Sequence[Reader], students: Iterable[Student]
) -> Found:
    """Match rows to students: never by a name against an identifier, never two rows to one student."""
    index = _index(students)
    by_student: defaultdict[str, list[tuple[Row, Kind]]] = defaultdict(list)
    strangers, remarks = [], []
    for row in rows:
        hits, kind = _hits(row, readers, index)
        if len(hits) == 1:
            by_student[next(iter(hits))].append((row, kind))
        elif hits:
            remarks.append(
                f"{sheet.place(row)}: fits several students ({listed(sorted(hits))}); left as it is"
            )
        else:
            strangers.append(row)
    chosen = {student: _surest(found) for student, found in by_student.items()}
    remarks += _told(sheet, by_student, chosen)
    single = {student: ones[0][0] for student, ones in chosen.items() if len(ones) == 1}
    return Found(single, tuple(strangers), tuple(remarks))


def named(text: str) -> str:
    """Return a name as names are compared: given name first, without case and superfluous space."""
    last, comma, first = text.partition(",")
    return folded(f"{first} {last}" if comma else text)


def identified(text: str) -> str:
    """Return an identifier as they are compared; Moodle's `Participant 12` is 12."""
    return folded(text).removeprefix("participant").strip()


def _index(students: Iterable[Student]) -> dict[Kind, defaultdict[str, set[str]]]:
    index: dict[Kind, defaultdict[str, set[str]]] = {
        kind: defaultdict(set) for kind in ("id", "login", "name")
    }
    for one in students:
        for key in (one.id, *one.keys):
            index["id"][identified(key)].add(one.id)
        for key in (one.id, *one.keys, one.email):
            index["login"][identified(key)].add(one.id)
        index["name"][named(one.name)].add(one.id)
    return index


def _hits(
    row: Row, readers: Sequence[Reader], index: dict[Kind, defaultdict[str, set[str]]]
) -> tuple[set[str], Kind]:
    """Return the students that a row may mean, and what said so first.

    An identifier that speaks for somebody else makes the row unclear: then all of them are returned.
    """
    hits: set[str] = set()
    first: Kind = "name"
    for kind, read in readers:
        text = read(row)
        found = index[kind].get((named if kind == "name" else identified)(text), set()) if text else set()
        if not hits and found:
            hits, first = set(found), kind
        elif found & hits:
            hits &= found
        elif found and kind != "name":
            return hits | found, first
    return hits, first


def _surest(found: Sequence[tuple[Row, Kind]]) -> list[tuple[Row, Kind]]:
    """Return the rows that an identifier speaks for, where there are such."""
    return [one for one in found if one[1] != "name"] or list(found)


def _told(
    sheet: Sheet,
    by_student: dict[str, list[tuple[Row, Kind]]],
    chosen: dict[str, list[tuple[Row, Kind]]],
) -> Iterator[str]:
    for student, found in by_student.items():
        spare = [one for one in found if len(chosen[student]) > 1 or one not in chosen[student]]
        for row, _ in spare:
            yield f"{sheet.place(row)}: also fits {visible(student)}, who has another row; left as it is"
    by_name = [
        visible(student) for student, ones in chosen.items() if len(ones) == 1 and ones[0][1] == "name"
    ]
    if by_name:
        yield f"matched by the name alone: {listed(by_name)}"
