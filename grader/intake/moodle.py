"""A bulk download of Moodle: a folder, or loose files, per participant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from grader.intake.found import Finding, Found, clean
from grader.intake.shelf import Shelf, only_zip
from grader.intake.values import Student, Unmatched

_NAME = re.compile(
    r"(?P<name>.+)_(?P<id>[0-9]+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL
)


def recognised(shelf: Shelf) -> bool:
    """Tell whether more than half of what lies here is named as Moodle does."""
    named = sum(_NAME.fullmatch(name) is not None for name in shelf.entries)
    return named > len(shelf.entries) / 2


def find(shelf: Shelf) -> Iterator[Finding]:
    """Return each participant's folder, or bring the loose files together."""
    loose: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for entry, is_folder in shelf.entries.items():
        match = _NAME.fullmatch(entry)
        if match is None:
            yield Unmatched(what=f"{shelf.where}/{clean(entry)}", why="is not named as Moodle names hand-ins")
        elif match["kind"] != "file":
            why = f"is no file that was handed in, but Moodle's '{match['kind']}'"
            yield Unmatched(what=f"{shelf.where}/{clean(entry)}", why=why)
        elif is_folder:
            yield from _folder(shelf, entry, match)
        else:
            file = match["file"] or ""
            loose[match["name"], match["id"]][entry if file in {"", ".", ".."} else file] = entry
    for (name, number), files in sorted(loose.items()):
        label = f"{name}_{number}"
        inner = only_zip(files, ())
        path = shelf.take(files[inner]) if inner else shelf.gather(label, files)
        yield Found(f"{shelf.where}/{label}", clean(label), path, "moodle", (_student(name, number),))


def _folder(shelf: Shelf, entry: str, match: re.Match[str]) -> Iterator[Finding]:
    where = f"{shelf.where}/{entry}"
    if not shelf.names_in(entry):
        yield Unmatched(what=clean(where), why="is empty, or cannot be read")
    else:
        people = (_student(match["name"], match["id"]),)
        yield Found(where, clean(entry), shelf.take(entry), "moodle", people)


def _student(name: str, number: str) -> Student:
    # With blind marking everybody is called Participant, in the site's language; the worksheet says the same.
    participant = f"Participant {number}"
    known = "" if name == "Participant" else clean(name)
    return Student(id=participant, name=known, keys=(number,))
