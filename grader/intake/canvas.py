"""A bulk download of Canvas: loose files named after student, number and attachment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.answers import FILES as ANSWERS
from grader.intake.found import Finding, Found, clean
from grader.intake.shelf import Shelf, only_zip
from grader.intake.values import Student, Unmatched
from grader.settings import FILE as PROJECT

_NAME = re.compile(
    r"(?:(?P<name>.+?)_)??(?P<late>LATE_)?(?P<user>[0-9]+|anon_[^_]+)_(?P<att>[0-9]+)_(?P<file>.+)", re.DOTALL
)
_AGAIN = re.compile(r"(?P<base>.+)-[0-9]{1,3}(?P<ending>\.[^.]+)", re.DOTALL)
_KNOWN = {*ANSWERS, PROJECT, "requirements.txt"}


@dataclass(frozen=True)
class _File:
    entry: str
    name: str
    user: str
    late: bool
    attachment: int
    file: str


def recognised(shelf: Shelf) -> bool:
    """Tell whether more than half of what lies here is named as Canvas does."""
    named = sum(_parsed(name) is not None for name, is_folder in shelf.entries.items() if not is_folder)
    return named > len(shelf.entries) / 2


def find(shelf: Shelf) -> Iterator[Finding]:
    """Gather the files of each student."""
    students: dict[str, list[_File]] = defaultdict(list)
    for entry, is_folder in shelf.entries.items():
        file = None if is_folder else _parsed(entry)
        if file is None:
            yield Unmatched(what=f"{shelf.where}/{clean(entry)}", why="is not named as Canvas names hand-ins")
        else:
            students[file.user].append(file)
    for user in sorted(students):
        yield _found(shelf, user, students[user])


def newest(files: Sequence[_File]) -> dict[str, _File]:
    """Return the files under the names that students gave them.

    Canvas calls a file that is handed in again `main-1.py`: of `main.py` and `main-1.py` the one with the
    higher number counts. Where only numbered ones are there, they may be parts, and stay as they are; a
    single one of code is `main.py` again.
    """
    plain = {file.file for file in files}
    versions: dict[str, list[_File]] = defaultdict(list)
    for file in files:
        versions[_base(file.file)].append(file)
    kept: dict[str, _File] = {}
    for base, group in versions.items():
        if base in plain or (len(group) == 1 and (base.endswith((".py", ".zip")) or base in _KNOWN)):
            kept[base] = max(group, key=lambda file: (file.attachment, file.file))
        else:
            kept |= {file.file: file for file in sorted(group, key=lambda file: file.attachment)}
    return kept


def _found(shelf: Shelf, user: str, files: Sequence[_File]) -> Found:
    kept = newest(files)
    first = files[0]
    label = f"{first.name}_{user}" if first.name else user
    older = sorted({file.file for file in files} - {file.file for file in kept.values()})
    return Found(
        where=f"{shelf.where}/{label}",
        folder=clean(label),
        path=_path(shelf, label, kept),
        origin="canvas",
        people=(Student(id=user, name=clean(first.name), keys=(user,)),),
        late=any(file.late for file in files),
        attempt=max(file.attachment for file in files),
        notes=(f"Handed in again; older files left out: {clean(', '.join(older))}.",) if older else (),
    )


def _path(shelf: Shelf, label: str, kept: Mapping[str, _File]) -> Path:
    """Return the student's zip, where that is all of the work; else all files together."""
    if inner := only_zip(kept, ()):
        return shelf.take(kept[inner].entry)
    return shelf.gather(label, {name: kept[name].entry for name in sorted(kept)})


def _parsed(name: str) -> _File | None:
    match = _NAME.fullmatch(name)
    if match is None or len(match["att"]) > 18:
        return None
    file = name if match["file"] in {".", ".."} else match["file"]
    return _File(name, match["name"] or "", match["user"], bool(match["late"]), int(match["att"]), file)


def _base(name: str) -> str:
    match = _AGAIN.fullmatch(name)
    return f"{match['base']}{match['ending']}" if match else name
