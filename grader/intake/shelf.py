"""A source to look through, be it a folder or a bulk zip: what lies at its top, and how to take it out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import IO, Protocol

from grader.answers import FILES as ANSWERS
from grader.intake.slug import slug
from grader.intake.values import Unmatched
from grader.settings import FILE as PROJECT
from grader.snapshot import MAX_BYTES, is_ignored

RESULTS = "batch.json"
"""Marks a folder of results of our own."""


class Shelf(Protocol):
    """What formats read hand-ins from. Nothing is unpacked before it is taken."""

    @property
    def where(self) -> str:
        """Name of the source, and the path below it."""

    @property
    def entries(self) -> Mapping[str, bool]:
        """Names at the top, sorted, and whether each is a folder; hidden and ignored ones are left out."""

    @property
    def passed_over(self) -> Collection[Unmatched]:
        """What at the top cannot be used."""

    def names_in(self, folder: str) -> Collection[str]:
        """Return the visible names at the top of one of the folders; a few hundred at most."""

    def inside(self, folder: str) -> Shelf:
        """Return one of the folders as a shelf."""

    def open(self, name: str) -> IO[bytes]:
        """Open a file at the top for reading."""

    def take(self, name: str) -> Path:
        """Return a path at which `open_submission` opens an entry; one that is too large is refused there."""

    def gather(self, name: str, files: Mapping[str, str]) -> Path:
        """Bring files at the top together as one submission called `name`: new name -> entry."""


class Workplace:
    """The private folder in which hand-ins are laid, under names made harmless."""

    def __init__(self, root: Path) -> None:
        """Work in `root`, which the caller deletes."""
        self._root = root
        self._taken: set[str] = set()

    def place(self, name: str, ending: str = "") -> Path:
        """Return a path that nothing lies at yet; its last part is `name` made harmless."""
        safe = f"{slug(name)}{ending}"
        if safe not in self._taken:
            self._taken.add(safe)
            return self._root / safe
        return Path(tempfile.mkdtemp(prefix=".", dir=self._root)) / safe

    def too_large(self, name: str) -> Path:
        """Return a hole of a size that `open_submission` refuses in words that fit; it takes no room."""
        path = self.place(name, ".zip")
        with path.open("wb") as hole:
            hole.truncate(MAX_BYTES + 1)
        return path


def stem(name: str) -> str:
    """Return the name of an entry without the ending of a file that can be handed in."""
    base, ending = os.path.splitext(name)  # noqa: PTH122  (a name, not a path)
    return base if base and ending.lower() in {".zip", ".py"} else name


def is_zip(name: str) -> bool:
    """Tell whether a file of this name is opened as a zip."""
    return name.lower().endswith(".zip")


def can_be_graded(name: str) -> bool:
    """Tell whether a file of this name is a submission by itself."""
    return is_zip(name) or name.endswith(".py") or name in ANSWERS


def is_visible(name: str) -> bool:
    """Tell whether a name is one that a person put there."""
    return not name.startswith(".") and not is_ignored([name])


def is_results(names: Collection[str]) -> bool:
    """Tell whether a folder with these names holds results of ours, and no work of a student's."""
    work = (name for name in names if can_be_graded(name) or name in {PROJECT, "app", "src"})
    return RESULTS in names and not any(work)


def only_zip(files: Collection[str], folders: Collection[str]) -> str:
    """Return the zip that is all of the work in a folder; "" where there is other code, or several zips."""
    zips = [name for name in files if is_zip(name)]
    code = [name for name in files if name.endswith(".py") or name in {*ANSWERS, PROJECT}]
    return zips[0] if len(zips) == 1 and not code and not folders else ""
