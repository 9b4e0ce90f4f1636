"""Clones of GitHub Classroom (`<assignment>-<username>`) and of Classroom 50 (with the classroom before)."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from grader.intake.found import Finding, Found, clean
from grader.intake.gitclock import committed
from grader.intake.known import Known
from grader.intake.lessons import after_lesson, lesson_within
from grader.intake.shelf import Shelf, is_zip, stem
from grader.intake.values import Student

_MANY = 2


def usernames(names: Sequence[str], known: Known) -> Mapping[str, str]:
    """Return the username of each folder that is named as a clone.

    The first way that says something counts: the assignment that is given; usernames of the roster at the
    end; a lesson's id in the name; the longest beginning up to a `-` that all names share. A name is never
    split at its last `-`, because usernames contain it.
    """
    if known.assignment:
        return _after_assignment(names, known.assignment)
    return (
        _by_roster(names, known.usernames)
        or {name: rest for name in names if (rest := after_lesson(name, known.lessons)[1])}
        or _by_shared_prefix(names)
    )


def find(shelf: Shelf, clones: Mapping[str, str], known: Known) -> Iterator[Finding]:
    """Return the clones: each entry with its username."""
    for entry, username in clones.items():
        prefix = stem(entry)[: -len(username)]
        path = shelf.take(entry)
        yield Found(
            where=f"{shelf.where}/{entry}",
            folder=clean(entry),
            path=path,
            origin="github",
            people=(Student(id=clean(username), username=clean(username)),),
            who=username,
            lesson=lesson_within(prefix, known.lessons),
            submitted=committed(path) if path.is_dir() else None,
        )


def candidates(shelf: Shelf) -> list[str]:
    """Return what may be a clone: folders, and zips of repositories."""
    return [name for name, is_folder in shelf.entries.items() if is_folder or is_zip(name)]


def _after_assignment(names: Sequence[str], assignment: str) -> dict[str, str]:
    pattern = re.compile(rf"(?:.+?-)??{re.escape(assignment.rstrip('-'))}-(?P<user>.+)", re.I | re.DOTALL)
    matches = ((name, pattern.fullmatch(stem(name))) for name in names)
    return {name: match["user"] for name, match in matches if match}


def _by_roster(names: Sequence[str], roster: Collection[str]) -> dict[str, str]:
    """Take the usernames of the roster for endings; of several, the one whose prefix most folders share."""
    splits = {name: [(p, rest) for p, rest in _splits(name) if rest.casefold() in roster] for name in names}
    count = Counter(prefix.casefold() for name in names for prefix, _ in _splits(name))
    best = {
        name: max(pairs, key=lambda pair: (count[pair[0].casefold()], len(pair[1])))
        for name, pairs in splits.items()
        if pairs
    }
    shared = {prefix.casefold() for prefix, _ in best.values() if count[prefix.casefold()] >= _MANY}
    if not shared:
        return {}
    found = {}
    for name in names:
        if name in best and best[name][0].casefold() in shared:
            found[name] = best[name][1]
        elif fitting := [prefix for prefix in shared if stem(name).casefold().startswith(prefix)]:
            found[name] = stem(name)[len(max(fitting, key=len)) :]
    return {name: username for name, username in found.items() if username}


def _splits(name: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer("-", stem(name)):
        yield name[: match.end()], stem(name)[match.end() :]


def _by_shared_prefix(names: Sequence[str]) -> dict[str, str]:
    if len(names) < _MANY:
        return {}
    shared = "".join(itertools.takewhile(bool, map(_same, zip(*map(stem, names), strict=False))))
    prefix = shared[: shared.rfind("-") + 1]
    return {name: stem(name)[len(prefix) :] for name in names} if prefix.strip("-") else {}


def _same(chars: tuple[str, ...]) -> str:
    return chars[0] if len(set(chars)) == 1 else ""
