"""Reads what a submission's own pyproject.toml says to the grader and to `fastapi dev`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import SubmissionError
from grader.printable import printable
from grader.snapshot import is_ignored

FILE = "pyproject.toml"
MAX_SIZE = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """What the submission chose for itself."""

    lesson: str = ""
    """`[tool.grade] lesson`."""
    entrypoint: str | None = None
    """`[tool.fastapi] entrypoint`, as fastapi-cli reads it."""
    folder: str = "."
    """The folder of the pyproject.toml, relative to the root: the entrypoint is meant from there."""
    notes: tuple[str, ...] = ()


def working_folders(root: Path) -> Iterator[Path]:
    """Yield the folders from which the student may have run `fastapi dev`, the root first.

    A folder that holds one folder and no Python file is only a wrapping: the next one counts too.
    """
    folder = root
    for _ in range(5):
        yield folder
        inner = [path for path in folder.iterdir() if path.is_dir() and not _hidden(path)]
        if len(inner) != 1 or (folder / FILE).exists() or any(folder.glob("*.py")):
            return
        folder = inner[0]


def read_settings(root: Path) -> Settings:
    """Read the first pyproject.toml of the working folders; a broken one becomes a note.

    Raises:
        SubmissionError: a setting is there and is no text.
    """
    for folder in working_folders(root):
        path = folder / FILE
        if path.is_file():
            relative = folder.relative_to(root).as_posix()
            try:
                return _settings(_load(path), relative, printable(path.relative_to(root).as_posix()))
            except (OSError, ValueError, RecursionError) as error:
                reason = printable(str(error)) or type(error).__name__
                return Settings(
                    folder=relative, notes=(f"{FILE} was not used, it is no valid TOML: {reason}.",)
                )
    return Settings()


def _hidden(path: Path) -> bool:
    return path.name.startswith(".") or is_ignored([path.name])


def _load(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        data = file.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise ValueError("it is larger than 1 MB")
    return tomllib.loads(data.decode("utf-8-sig"))


def _settings(document: dict[str, Any], folder: str, file: str) -> Settings:
    lesson = _text(document, "grade", "lesson", file, 'lesson = "q03-path-parameters"')
    entrypoint = _text(document, "fastapi", "entrypoint", file, 'entrypoint = "main:app"')
    return Settings(lesson=lesson or "", entrypoint=entrypoint, folder=folder)


def _text(document: dict[str, Any], table: str, key: str, file: str, example: str) -> str | None:
    tools = document.get("tool", {})
    values = tools.get(table, {}) if isinstance(tools, dict) else {}
    if not isinstance(values, dict):
        raise SubmissionError(
            f"{file}: `tool.{table}` must be a table; write [tool.{table}] and below it {example}."
        )
    value = values.get(key)
    if value is None or isinstance(value, str):
        return value
    raise SubmissionError(f"{file}: `{key}` in [tool.{table}] must be text in quotes, for example {example}.")
