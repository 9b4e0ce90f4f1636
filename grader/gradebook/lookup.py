"""Finds whom a name means, and says which names are near where it means nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from grader.errors import UsageError
from grader.gradebook.decisions import folded, names_of
from grader.intake.values import Handin, Intake, Student
from grader.printable import printable

SHOWN = 3
"""Near names that are told."""


def look_up(name: str, intake: Intake) -> tuple[list[Handin], list[Student]]:
    """Return the hand-ins of those called `name`, and those called so who handed in nothing.

    A hand-in is found by its id or folder, and by any identifier, name, email or username of a student.

    Raises:
        UsageError: nobody is called so; the text tells near names.
    """
    wanted = folded(name)
    handins = [one for one in intake.handins if wanted in map(folded, handin_names(one))]
    absent = [one for one in intake.absent if wanted in map(folded, names_of(one))]
    if not handins and not absent:
        known = [*_all_names(intake)]
        raise UsageError(
            f"nobody is called {printable(name)!r}{near(name, known)}; "
            "give an id, a name, an email address, a username, or a hand-in's id"
        )
    return handins, absent


def handin_names(handin: Handin) -> Iterator[str]:
    """Yield everything that names a hand-in."""
    yield handin.id
    yield handin.folder
    for student in handin.students:
        yield from names_of(student)


def _all_names(intake: Intake) -> Iterator[str]:
    for handin in intake.handins:
        yield from handin_names(handin)
    for student in intake.absent:
        yield from names_of(student)


def near(name: str, known: Iterable[str]) -> str:
    """Return a question that offers names that hold `name`, else those with a part like it; "" for none."""
    parts: dict[str, dict[str, None]] = {}
    for one in known:
        for part in (folded(one), *re.findall(r"\w+", folded(one))):
            parts.setdefault(part, {})[one] = None
    wanted = folded(name)
    holding = [part for part in parts if wanted and wanted in part]
    alike = holding or get_close_matches(wanted, parts, n=SHOWN, cutoff=0.7)
    found = dict.fromkeys(one for part in alike for one in parts[part])
    told = " or ".join(repr(printable(one)) for one in [*found][:SHOWN])
    return f"; did you mean {told}?" if told else ""
