"""A source that is a folder on disk; links in it are never followed."""

from __future__ import annotations

import itertools
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import IO

from grader.intake.found import clean
from grader.intake.shelf import Workplace, is_results, is_visible, only_zip
from grader.intake.values import Unmatched
from grader.snapshot import MAX_BYTES

_LOOK = 400
_CHUNK = 1024 * 1024


class FolderShelf:
    """A folder with hand-ins."""

    def __init__(self, root: Path, where: str, workplace: Workplace) -> None:
        """List the folder.

        Raises:
            OSError: it cannot be read.
        """
        self.root, self.where, self._workplace = root, where, workplace
        self.entries: dict[str, bool] = {}
        self.passed_over: list[Unmatched] = []
        with os.scandir(root) as found:
            for entry in sorted(found, key=lambda entry: entry.name):
                if is_visible(entry.name):
                    self._list(entry)

    def names_in(self, folder: str) -> Collection[str]:
        """Return the visible names at the top of a folder."""
        files, folders = self._look(folder)
        return [*files, *folders]

    def inside(self, folder: str) -> FolderShelf:
        """Return a folder as a shelf."""
        return FolderShelf(self.root / folder, f"{self.where}/{folder}", self._workplace)

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        return _open(self.root / name)

    def take(self, name: str) -> Path:
        """Return where the entry lies; the zip in it, where that is all."""
        path = self.root / name
        if self.entries[name] and (inner := only_zip(*self._look(name))):
            return path / inner
        return path

    def gather(self, name: str, files: Mapping[str, str]) -> Path:
        """Copy the files into a folder of their own."""
        if sum((self.root / entry).stat().st_size for entry in files.values()) > MAX_BYTES:
            return self._workplace.too_large(name)
        target = self._workplace.place(name)
        target.mkdir()
        for new, entry in files.items():
            _copy(self.root / entry, target / new)
        return target

    def _list(self, entry: os.DirEntry[str]) -> None:
        if why := _unusable(entry):
            self.passed_over.append(Unmatched(what=f"{self.where}/{clean(entry.name)}", why=why))
        elif not entry.is_dir() or not is_results(self.names_in(entry.name)):
            self.entries[entry.name] = entry.is_dir()

    def _look(self, folder: str) -> tuple[list[str], list[str]]:
        try:
            with os.scandir(self.root / folder) as found:
                some = [entry for entry in itertools.islice(found, _LOOK) if is_visible(entry.name)]
        except OSError:
            return [], []
        folders = [entry.name for entry in some if entry.is_dir(follow_symlinks=False)]
        files = [entry.name for entry in some if entry.is_file(follow_symlinks=False)]
        return sorted(files), sorted(folders)


def _unusable(entry: os.DirEntry[str]) -> str:
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "its name is not valid UTF-8; rename it"
    if entry.is_symlink():
        return "is a link, and links are not followed; give what it points to as a source"
    if not entry.is_dir() and not entry.is_file():
        return "is no ordinary file"
    return ""


def _open(path: Path) -> IO[bytes]:
    """Open a file, but never what a link leads to that has taken its place."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")


def _copy(source: Path, target: Path) -> None:
    with _open(source) as file, target.open("xb") as out:
        left = MAX_BYTES
        while left > 0 and (chunk := file.read(min(left, _CHUNK))):
            out.write(chunk)
            left -= len(chunk)
