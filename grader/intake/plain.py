"""Hand-ins that a teacher has laid together: folders, zips, Python files, files of answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from grader.answers import FILES as ANSWERS
from grader.intake.found import Finding, Found, clean
from grader.intake.shelf import Shelf, can_be_graded, is_zip, stem
from grader.intake.values import Student, Unmatched
from grader.settings import FILE as PROJECT

_MARKS = frozenset({"main.py", "app.py", "api.py", "__init__.py", PROJECT, "requirements.txt", *ANSWERS})
_PARTS = frozenset({"app", "src", "tests"})
_MANY = 2


def is_one(shelf: Shelf) -> bool:
    """Tell whether a source is itself one hand-in, rather than a class of them.

    It is when a project's file lies at its top (`main.py`, `app.py`, `api.py`, `__init__.py`,
    `pyproject.toml`, `requirements.txt`, answers) or a folder `app` or `src`, and fewer than two of its
    other folders and zips look like hand-ins themselves.
    """
    marked = any(name in (_PARTS if is_folder else _MARKS) for name, is_folder in shelf.entries.items())
    return marked and likely(shelf) < _MANY


def likely(shelf: Shelf) -> int:
    """Count what looks like a hand-in: zips, and folders with a project's file or folder at their top."""
    return sum(
        not (_MARKS | _PARTS).isdisjoint(shelf.names_in(name)) if is_folder else is_zip(name)
        for name, is_folder in shelf.entries.items()
        if name not in _PARTS
    )


def find(shelf: Shelf, names: Collection[str]) -> Iterator[Finding]:
    """Return those of the entries that can be graded, each called after its student."""
    for name in names:
        where = f"{shelf.where}/{name}"
        if shelf.entries[name]:
            if not shelf.names_in(name):
                yield Unmatched(what=clean(where), why="is empty, or cannot be read")
                continue
        elif not can_be_graded(name):
            why = "cannot be graded: it is no folder, .zip, .py or file of answers"
            yield Unmatched(what=clean(where), why=why)
            continue
        called = clean(stem(name))
        people = (Student(id=called),) if called else ()
        yield Found(where, clean(name), shelf.take(name), "plain", people, who=called)
