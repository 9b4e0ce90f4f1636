"""Reads which packages a submission asks for; what is no plain name of a package is refused with its line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from grader.printable import printable
from grader.requirements.texts import logical_lines, read_text
from grader.settings import working_folders
from grader.tomllines import line_of

LIST, PROJECT = "requirements.txt", "pyproject.toml"
MAX_LINE = 1_000
MAX_ASKED = 400

_ONLY_NAMES = "is not installed: only names of packages are"
_NOT_FOLLOWED = "is not followed: write its lines into this file"
_OPTIONS = {
    "-e": _ONLY_NAMES,
    "--editable": _ONLY_NAMES,
    "-r": _NOT_FOLLOWED,
    "--requirement": _NOT_FOLLOWED,
    "-c": _NOT_FOLLOWED,
    "--constraint": _NOT_FOLLOWED,
}
_OTHER_OPTION = "is not used: the grader decides where packages come from, and takes only ready-built ones"
_ADDRESSES = ("://", "git+", "file:")
_PATHS = (".", "/", "~", "\\")
_ARCHIVES = (".whl", ".zip", ".tar.gz", ".tgz")
_UNCLEAR = "is no requirement; write the package's name, or `name==1.2`"

Lines = Callable[[str], Iterable[tuple[int, str]]]
"""From a file's text to its requirements with their lines."""


@dataclass(frozen=True)
class Asked:
    """One package that is asked for."""

    requirement: Requirement
    place: str
    """Where, for example `requirements.txt, line 3`."""

    @cached_property
    def name(self) -> str:
        """Its normalised name."""
        return canonicalize_name(self.requirement.name)

    @property
    def bare(self) -> str:
        """Its name with its extras, without a version."""
        extras = ",".join(sorted(self.requirement.extras))
        return f"{self.name}[{extras}]" if extras else self.name

    @property
    def pin(self) -> str:
        """Its name with the version that is asked for, without extras; "" when any version will do."""
        return f"{self.name}{self.requirement.specifier}" if self.requirement.specifier else ""

    @property
    def text(self) -> str:
        """The requirement without its marker: one word."""
        return f"{self.bare}{self.requirement.specifier}"


@dataclass(frozen=True)
class Reading:
    """What the files of a submission ask for."""

    asked: tuple[Asked, ...] = ()
    notes: tuple[str, ...] = ()


class RefusedLineError(ValueError):
    """A line that asks for something else than a package by its name; the text says why."""


def read_requirements(root: Path, app: str = "") -> Reading:
    """Read the nearest requirements.txt and pyproject.toml from the app's folder up to `root`.

    Where both name a package, requirements.txt has the say.

    Args:
        root: the snapshot.
        app: the file that holds the app, relative to `root` in POSIX form; "" when it was not found.
    """
    folders = _folders(root, app)
    asked: list[Asked] = []
    notes: list[str] = []
    for name, lines in ((LIST, logical_lines), (PROJECT, _project_lines)):
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if path is not None:
            file = printable(path.relative_to(root).as_posix())
            _read(file, path, lines, asked, notes)
    if not asked and not notes:
        notes += _other_tools(folders)
    return Reading(tuple(asked), tuple(notes))


def _folders(root: Path, app: str) -> Sequence[Path]:
    return [root / parent for parent in PurePosixPath(app).parents] if app else list(working_folders(root))


def _read(file: str, path: Path, lines: Lines, asked: list[Asked], notes: list[str]) -> None:
    known = {one.name for one in asked}
    try:
        for number, line in lines(read_text(path)):
            if len(asked) >= MAX_ASKED:
                notes.append(f"{file}, line {number}: from here on it is not read: it asks for too much.")
                return
            try:
                found = parse(line)
            except RefusedLineError as error:
                notes.append(f"{file}, line {number}: `{printable(line, 80)}` {error}.")
            else:
                if found is not None and canonicalize_name(found.name) not in known:
                    asked.append(Asked(found, f"{file}, line {number}"))
    except (OSError, ValueError) as error:
        notes.append(f"{file} is not read: {printable(str(error))}.")


def parse(line: str) -> Requirement | None:
    """Return what a logical line asks for; None when its marker is about another machine.

    Raises:
        RefusedLineError: it is an option, an address, a path, or nonsense.
    """
    if line.startswith("-"):
        option = line.replace("=", " ").split()[0]
        raise RefusedLineError(_OPTIONS.get(option) or _OPTIONS.get(line[:2], _OTHER_OPTION))
    if any(mark in line for mark in _ADDRESSES) or line.startswith(_PATHS) or line.endswith(_ARCHIVES):
        raise RefusedLineError(_ONLY_NAMES)
    if " --" in line:
        raise RefusedLineError(_OTHER_OPTION)
    requirement = _requirement(line)
    if requirement.url is not None:
        raise RefusedLineError(_ONLY_NAMES)
    return requirement if _is_for_here(requirement) else None


def _requirement(line: str) -> Requirement:
    try:
        requirement = Requirement(line if len(line) <= MAX_LINE else "")
    except (InvalidRequirement, ValueError, RecursionError):
        raise RefusedLineError(_UNCLEAR) from None
    if any(one.operator == "===" for one in requirement.specifier):
        raise RefusedLineError(_UNCLEAR)
    return requirement


def _is_for_here(requirement: Requirement) -> bool:
    try:
        return requirement.marker is None or requirement.marker.evaluate()
    except (ValueError, RecursionError):
        raise RefusedLineError(_UNCLEAR) from None


def _project_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield `[project] dependencies`; a file that is no TOML is told where its settings are read."""
    dependencies = _table(text, "project").get("dependencies", [])
    rows = text.splitlines()
    first = line_of(text, ("project", "dependencies"))
    for value in dependencies if isinstance(dependencies, list) else []:
        line = str(value).strip()
        after = (number for number in range(first, len(rows) + 1) if line in rows[number - 1])
        yield next(after, first), line


def _table(text: str, *names: str) -> dict[str, Any]:
    try:
        value: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    for name in names:
        value = value.get(name, {}) if isinstance(value, dict) else {}
    return value if isinstance(value, dict) else {}


def _other_tools(folders: Sequence[Path]) -> Iterator[str]:
    for folder in folders:
        path = folder / PROJECT
        if path.is_file() and _table(read_text(path), "tool", "poetry", "dependencies"):
            yield (
                f"{PROJECT}: [tool.poetry.dependencies] is not read; name the packages in "
                "[project] dependencies or in requirements.txt."
            )
            return
