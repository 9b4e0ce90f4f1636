"""Copies a student's folder into a private snapshot, bounded, and computes its digest."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import SubmissionError
from grader.printable import printable

MAX_FILES = 20_000
MAX_BYTES = 200 * 1024 * 1024
MAX_DEPTH = 40
MAX_NOTES = 20

# fmt: off
IGNORED_FOLDERS = frozenset([
    ".git", ".venv", "venv", "node_modules", "site-packages", "__pycache__", "__MACOSX",
    ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox",
])
# fmt: on
IGNORED_FILES = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])
_CHUNK = 1024 * 1024


def is_ignored(parts: Sequence[str]) -> bool:
    """Tell whether a relative path is a cache, a repository's store or an environment, by its names alone."""
    name = parts[-1]
    return name in IGNORED_FILES or name.endswith(".pyc") or not IGNORED_FOLDERS.isdisjoint(parts)


def folder_name(name: str) -> str:
    """Return a name for the snapshot's folder: the student's own where it is harmless.

    A root that holds `__init__.py` is a package called like its folder, so the name matters;
    dots would split it.
    """
    safe = re.sub(r"[^\w\- ()]", "_", name)[:64].strip()
    return safe or "submission"


@dataclass
class Copy:
    """One run of copying `source` to `target`; fill it with `run()`."""

    source: Path
    target: Path
    notes: list[str] = field(default_factory=list)
    files: int = 0
    size: int = 0

    def run(self) -> tuple[str, ...]:
        """Copy the folder and return notes on what was left out.

        Raises:
            SubmissionError: too many files, too many bytes, too deep, or a path that cannot be written.
        """
        base = self.source.resolve()
        # The list is complete before the first write: the snapshot may lie inside the source.
        entries = list(self._walk(base))
        self.target.mkdir()
        for path, relative in entries:
            try:
                self._copy(path, self.target / relative)
            except OSError as error:
                self.notes.append(f"{printable(relative)} could not be copied: {error.strerror}")
        more = [f"... and {len(self.notes) - MAX_NOTES} more were left out."]
        return tuple(self.notes[:MAX_NOTES] + (more if len(self.notes) > MAX_NOTES else []))

    def _walk(self, base: Path) -> Iterator[tuple[Path, str]]:
        """Yield each folder and file to copy with its relative path, parents first, in sorted order."""
        waiting: list[tuple[Path, str, tuple[Path, ...]]] = [(base, "", (base,))]
        while waiting:
            folder, prefix, above = waiting.pop()
            for entry in self._entries(folder, prefix):
                relative = f"{prefix}{entry.name}"
                real = self._real(Path(entry.path), relative, base)
                if real is None:
                    continue
                if real.is_dir():
                    if real in above or (real / "pyvenv.cfg").is_file():
                        continue
                    waiting.append((real, f"{relative}/", (*above, real)))
                self._count(len(above))
                yield real, relative

    def _entries(self, folder: Path, prefix: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as found:
                return sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.notes.append(f"The folder {printable(prefix)} could not be read: {error.strerror}")
            return []

    def _real(self, path: Path, relative: str, base: Path) -> Path | None:
        """Return where an entry's content lies, or None for what must not be copied."""
        if is_ignored([path.name]):
            return None
        try:
            real = path.resolve(strict=True) if path.is_symlink() else path
            mode = real.stat().st_mode
        except (OSError, RuntimeError):
            self.notes.append(f"The link {printable(relative)} points to nothing and was left out.")
            return None
        if not real.is_relative_to(base):
            self.notes.append(
                f"The link {printable(relative)} points outside the submission and was left out."
            )
            return None
        return real if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else None

    def _count(self, depth: int) -> None:
        self.files += 1
        if self.files > MAX_FILES:
            raise SubmissionError(
                f"The submission has more than {MAX_FILES:,} files; hand in only your own source files."
            )
        if depth > MAX_DEPTH:
            raise SubmissionError(f"The submission nests folders deeper than {MAX_DEPTH} levels.")

    def _copy(self, path: Path, target: Path) -> None:
        if path.is_dir():
            target.mkdir()
            return
        with path.open("rb") as source, target.open("xb") as out:
            while chunk := source.read(_CHUNK):
                self.size += len(chunk)
                if self.size > MAX_BYTES:
                    raise SubmissionError(
                        f"The submission is larger than {MAX_BYTES // 1024**2} MB; "
                        "leave out data and environments."
                    )
                out.write(chunk)


def copy_folder(source: Path, target: Path) -> tuple[str, ...]:
    """Copy `source` to the new folder `target`; see `Copy.run`."""
    return Copy(source, target).run()


def digest(root: Path) -> str:
    """Return SHA-256 in hex over the sorted (POSIX path, content) pairs of the files below `root`."""
    files = (Path(folder) / name for folder, _, names in os.walk(root) for name in names)
    total = hashlib.sha256()
    for relative, path in sorted((os.fsencode(file.relative_to(root).as_posix()), file) for file in files):
        with path.open("rb") as content:
            inner = hashlib.file_digest(content, "sha256").digest()
        total.update(len(relative).to_bytes(8, "big") + relative + inner)
    return total.hexdigest()
