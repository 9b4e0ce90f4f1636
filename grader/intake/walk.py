"""Looks through a source: which platform's way of naming it follows, and where its lessons lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.intake import canvas, github, gradescope, moodle, plain
from grader.intake.found import Finding, Found
from grader.intake.known import Known
from grader.intake.lessons import lesson_named
from grader.intake.shelf import Shelf

_EXPORTS = (gradescope, moodle, canvas)
_DEEPEST = 4


def is_one(shelf: Shelf, known: Known, *, may_wrap: bool) -> bool:
    """Tell whether a source is itself one hand-in: see `plain.is_one`.

    A student's zip `may_wrap` it in a folder, unless that is called as a platform calls hand-ins.
    """
    if any(export.recognised(shelf) for export in _EXPORTS):
        return False
    if plain.is_one(shelf) or not may_wrap:
        return plain.is_one(shelf)
    names = list(shelf.entries)
    wraps = len(names) == 1 and shelf.entries[names[0]] and not github.usernames(names, known)
    return wraps and plain.is_one(shelf.inside(names[0]))


def search(shelf: Shelf, known: Known, lesson: str = "", depth: int = 0) -> Iterator[Finding]:
    """Yield the hand-ins of a source, and what was passed over.

    Exports of platforms are tried first. A folder called like a lesson holds that lesson's hand-ins; one
    that is all that lies there, and is an export or a class itself, only wraps it. What is left are clones
    and hand-ins that a teacher has laid together.
    """
    yield from shelf.passed_over
    for export in _EXPORTS:
        if export.recognised(shelf):
            yield from (_of(lesson, finding) for finding in export.find(shelf))
            return
    if depth < _DEEPEST and (inner := _wrapped(shelf, known)):
        yield from search(shelf.inside(inner), known, lesson, depth + 1)
        return
    rest = list(shelf.entries)
    for name in _lesson_folders(shelf, known) if depth < _DEEPEST else ():
        rest.remove(name)
        yield from search(shelf.inside(name), known, lesson_named(name, known.lessons), depth + 1)
    clones = github.usernames([name for name in github.candidates(shelf) if name in rest], known)
    for found in (github.find(shelf, clones, known), plain.find(shelf, [n for n in rest if n not in clones])):
        yield from (_of(lesson, finding) for finding in found)


def _of(lesson: str, finding: Finding) -> Finding:
    is_open = isinstance(finding, Found) and not finding.lesson
    return replace(finding, lesson=lesson) if isinstance(finding, Found) and is_open else finding


def _wrapped(shelf: Shelf, known: Known) -> str:
    """Return the only folder of a shelf, where the class lies in it."""
    names = list(shelf.entries)
    if len(names) != 1 or not shelf.entries[names[0]] or lesson_named(names[0], known.lessons):
        return ""
    inner = shelf.inside(names[0])
    is_export = any(export.recognised(inner) for export in _EXPORTS)
    is_class = plain.likely(inner) > 1 and not plain.is_one(inner)
    return names[0] if is_export or is_class else ""


def _lesson_folders(shelf: Shelf, known: Known) -> list[str]:
    """Return the folders that are called like a lesson and are no hand-ins themselves."""
    return [
        name
        for name, is_folder in shelf.entries.items()
        if is_folder and lesson_named(name, known.lessons) and not plain.is_one(shelf.inside(name))
    ]
