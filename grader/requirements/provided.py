"""What the interpreter that runs the app has already: it is used as it is, never installed again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from grader.requirements.read import Asked

MAX_TOLD = 8
_FIRST = ("fastapi", "pydantic", "starlette", "sqlalchemy")
_SITES = ("site-packages", "dist-packages")

Needs = Callable[[str], Sequence[str]]
"""From the name of a provided package to its `Requires-Dist` lines."""


@dataclass(frozen=True)
class Missing:
    """What is left to install."""

    asked: tuple[Asked, ...]
    """Asked for by the submission itself."""
    extras: tuple[Asked, ...]
    """Belongs to an extra of a provided package, for example `itsdangerous` to `fastapi[all]`."""


@cache
def provided_here() -> Mapping[str, str]:
    """Return the version of each package that this interpreter has, by normalised name.

    The names of the folders tell it: reading the metadata of them all would take longer than a start.
    """
    folders = [Path(entry) for entry in sys.path if Path(entry).name in _SITES]
    infos = [path.stem for folder in reversed(folders) for path in folder.glob("*-*.*-info")]
    return {canonicalize_name(stem.split("-")[0]): stem.split("-")[1] for stem in infos}


def needs_here(name: str) -> Sequence[str]:
    """Return the `Requires-Dist` lines of a package of this interpreter."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def missing(asked: Sequence[Asked], provided: Mapping[str, str], needs: Needs) -> Missing:
    """Return what of `asked` is not provided, with the extras of what is."""
    rest = [one for one in asked if one.name not in provided]
    extras: list[Asked] = []
    waiting = [one for one in asked if one.name in provided and one.requirement.extras]
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if one.text in seen:
            continue
        seen.add(one.text)
        for needed in _of_extras(one, needs):
            if needed.name not in provided:
                extras.append(needed)
            elif needed.requirement.extras:
                waiting.append(needed)
    return Missing(tuple(rest), tuple(extras))


def _of_extras(one: Asked, needs: Needs) -> list[Asked]:
    """Return what the extras of a provided package add to it."""
    found = []
    for line in needs(one.name):
        needed = Requirement(line)
        marker = needed.marker
        if marker is None or marker.evaluate({"extra": ""}):
            continue
        if any(marker.evaluate({"extra": extra}) for extra in one.requirement.extras):
            found.append(Asked(needed, one.place))
    return found


def other_versions(asked: Sequence[Asked], provided: Mapping[str, str]) -> tuple[str, ...]:
    """Return a note on the packages that are provided in another version than the one asked for."""
    differing = [one for one in asked if one.name in provided and not _fits(one, provided[one.name])]
    differing.sort(key=lambda one: _FIRST.index(one.name) if one.name in _FIRST else len(_FIRST))
    if not differing:
        return ()
    told = [f"{one.name} {provided[one.name]} ({one.place}: {one.text})" for one in differing[:MAX_TOLD]]
    more = f" and {len(differing) - MAX_TOLD} more" if len(differing) > MAX_TOLD else ""
    return (f"Graded with other versions than asked for: {', '.join(told)}{more}.",)


def _fits(one: Asked, version: str) -> bool:
    try:
        return one.requirement.specifier.contains(Version(version), prereleases=True)
    except InvalidVersion:
        return True
