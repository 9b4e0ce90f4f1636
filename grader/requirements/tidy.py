"""What becomes of a folder of packages: no links, nothing that runs by itself, nobody writes to it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

MAX_BYTES = 1024**3
MAX_FILES = 60_000


class TooLargeError(Exception):
    """The packages take more room than they may; the text says how much that is."""


def tidy(folder: Path) -> None:
    """Delete links, special files and the folder's own `*.pth` files, and make the rest read-only.

    A `.pth` file runs code when an interpreter starts with its folder as one of its own; below that, it is
    data of a package.

    Raises:
        TooLargeError: more than `MAX_FILES` files or `MAX_BYTES` bytes.
    """
    files = size = 0
    for path, mode, length in _entries(folder):
        if stat.S_ISDIR(mode):
            continue
        if not stat.S_ISREG(mode) or (path.suffix.lower() == ".pth" and path.parent == folder):
            path.unlink()
            continue
        files, size = files + 1, size + length
        if files > MAX_FILES or size > MAX_BYTES:
            raise TooLargeError(f"they take more than {MAX_BYTES // 1024**2} MB or {MAX_FILES:,} files")
        path.chmod(0o444 | mode & 0o111)
    for path, mode, _ in list(_entries(folder)):
        if stat.S_ISDIR(mode):
            path.chmod(0o555)
    folder.chmod(0o555)


def remove(folder: Path) -> None:
    """Delete a folder, a read-only one too; leave what cannot be deleted."""
    for base, names, _ in os.walk(folder):
        for name in [".", *names]:
            path = Path(base, name)
            if not path.is_symlink():
                with contextlib.suppress(OSError):
                    path.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)


def inventory(folder: Path) -> str:
    """Return SHA-256 in hex over the sorted paths, kinds and sizes below `folder`: damage shows in it."""
    total = hashlib.sha256()
    for path, mode, length in _entries(folder):
        relative = path.relative_to(folder).as_posix()
        size = length if stat.S_ISREG(mode) else 0
        total.update(os.fsencode(f"{relative}\0{stat.S_IFMT(mode)}\0{size}\n"))
    return total.hexdigest()


def _entries(folder: Path) -> Iterator[tuple[Path, int, int]]:
    """Yield each path below `folder` with its mode and its size; links are not followed."""
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted([*folders, *names]):
            path = Path(base, name)
            found = path.lstat()
            yield path, found.st_mode, found.st_size
