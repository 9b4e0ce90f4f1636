"""The grader with one lesson, as files that run from wherever they are put: no wheel, no clone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from grader import __version__
from grader.data import data_folder
from grader.errors import GraderError
from grader.lesson import Lesson

NAME = "fastapi-grader"
PACKAGE = Path(__file__).resolve().parent.parent
CARRIED = Path(__file__).resolve().parent / "carried"
ARGUMENTS = "arguments.txt"

_DATA = ("specs", "feedback_templates")
_JUDGING = ("questions.toml", "contract.json", "corpus.json", "signatures.json")

Files = Mapping[str, bytes]
"""Contents by relative path, with `/`; sorted."""


def portable(lesson: Lesson, arguments: Sequence[str], scripts: Sequence[str]) -> Files:
    """Return everything that grades `lesson`, with `scripts` of the folder `carried` at the top.

    The grader's package stands beside a METADATA, so that it knows its version; in its data there are the
    feedback templates and this lesson alone, without solutions, and with mutants that are names only.
    The same grader and lesson give the same bytes.

    Raises:
        GraderError: what the grader requires cannot be told.
    """
    needed = requirements()
    told = [f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {__version__}", *_each("Requires-Dist: ", needed)]
    folder = f"fastapi_grader-{__version__}.dist-info"
    files = {
        ARGUMENTS: _lines(arguments),
        "requirements.txt": _lines(needed),
        f"{folder}/METADATA": _lines(told),
        **{name: (CARRIED / name).read_bytes() for name in (*scripts, "README.txt")},
        **dict(_package()),
        **dict(_tree(data_folder("feedback_templates"), "grader/data/feedback_templates")),
        **{f"grader/data/specs/{lesson.id}/{name}": data for name, data in judging_files(lesson)},
    }
    return dict(sorted(files.items()))


def requirements() -> tuple[str, ...]:
    """Return what the grader needs installed, without extras.

    A source tree says it itself: the metadata of an editable install are as old as that install.

    Raises:
        GraderError: the grader is neither in a source tree nor installed.
    """
    project = PACKAGE.parent / "pyproject.toml"
    if project.is_file():
        told = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {})
        if told.get("name") == NAME:
            return _without_extras(told["dependencies"])
    try:
        asked = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        raise GraderError(f"{NAME} is not installed: what it requires cannot be told; install it") from None
    return _without_extras(asked)


def judging_files(lesson: Lesson) -> Iterator[tuple[str, bytes]]:
    """Yield what grading reads of a lesson: relative path and content."""
    yield "lesson.toml", without_edits(lesson).encode()
    for name in _JUDGING:
        if (path := lesson.root / name).is_file():
            yield name, path.read_bytes()
    for folder in ("checks", "environment"):
        yield from _tree(lesson.root / folder, folder)


def without_edits(lesson: Lesson) -> str:
    """Return `lesson.toml` with mutants that keep their misconceptions, but not how they are made.

    An edit quotes the solution; where a lesson is carried, a submission's code may be able to read it.
    """
    told = tomllib.loads((lesson.root / "lesson.toml").read_text(encoding="utf-8"))
    kept = ("id", "misconception", "kills", "starts", "because")
    told["mutants"] = [
        {**{key: mutant[key] for key in kept if key in mutant}, "folder": "left-out"}
        for mutant in told.get("mutants", [])
    ]
    told.pop("equivalents", None)
    return "".join(f"{key} = {_toml(value)}\n" for key, value in told.items())


def _toml(value: Any) -> str:
    """Write a value on one line; strings, numbers and booleans are as in JSON, but for DEL."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _package() -> Iterator[tuple[str, bytes]]:
    for name, data in _tree(PACKAGE, "grader"):
        if not name.startswith(tuple(f"grader/data/{folder}/" for folder in _DATA)):
            yield name, data


def _tree(root: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files below `root` but for caches and hidden ones."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and "__pycache__" not in parts and not any(p.startswith(".") for p in parts):
            yield "/".join((prefix, *parts)), path.read_bytes()


def _without_extras(asked: Sequence[str]) -> tuple[str, ...]:
    """Return what is required in any case, written in one way; markers other than extras stay."""
    read = map(Requirement, asked)
    return tuple(sorted(str(one) for one in read if "extra" not in str(one.marker or "")))


def _each(before: str, texts: Sequence[str]) -> list[str]:
    return [before + text for text in texts]


def _lines(texts: Sequence[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()
