"""Understands `--app` and `[tool.fastapi] entrypoint`: a module or a file, and a name in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.discovery.localimports import find_module
from grader.discovery.location import ImportPlan
from grader.discovery.sources import Sources
from grader.errors import UsageError
from grader.printable import printable


@dataclass(frozen=True)
class Entrypoint:
    """What an entrypoint names in this submission."""

    file: str
    name: str | None
    plan: ImportPlan | None
    """How a module path is imported: its folder on the path. None for a file path."""


def find_entrypoint(sources: Sources, text: str, folder: str) -> Entrypoint:
    """Find the file of `module:name`, `module`, `path/file.py:name` or `path/file.py`, seen from `folder`.

    Raises:
        UsageError: the text has no such form, or names no file of the submission.
    """
    target, colon, name = text.strip().replace("\\", "/").partition(":")
    if not target or (colon and not name.isidentifier()):
        raise UsageError(f"'{printable(text)}' is no app: write it like main:app or folder/main.py:app.")
    if target.endswith(".py"):
        path = PurePosixPath(folder, target)
        if ".." in path.parts or path.is_absolute() or not sources.exists(str(path)):
            raise UsageError(
                f"'{printable(text)}' names {printable(target)}, which is not in the submission."
            )
        return Entrypoint(str(path), name or None, None)
    for top in (PurePosixPath(folder), PurePosixPath(folder, "src")):
        file = find_module(sources, top, target.split("."))
        if file is not None and file.endswith(".py"):
            return Entrypoint(file, name or None, ImportPlan(target, (str(top),), "entrypoint"))
    raise UsageError(
        f"'{printable(text)}' names the module {printable(target)}, which is not in the submission."
    )
