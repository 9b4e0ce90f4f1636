"""Reads what a submission left in its working copy: untrusted, so bounded and never through links."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

MOST_FILES = 2000
MOST_BYTES = 64 * 1024 * 1024


def list_files(top: Path, root: Path) -> tuple[str, ...]:
    """Return the ordinary files below `top` as POSIX paths relative to `root`, sorted; at most `MOST_FILES`.

    What lies beside `root` begins with `../`.
    """
    found: list[str] = []
    for path in _walk(top):
        found.append(Path(os.path.relpath(path, root)).as_posix())
        if len(found) == MOST_FILES:
            break
    return tuple(sorted(found))


def _walk(top: Path) -> Iterator[Path]:
    for folder, _folders, names in os.walk(top):  # does not follow links
        for name in names:
            path = Path(folder, name)
            try:
                if stat.S_ISREG(path.lstat().st_mode):
                    yield path
            except OSError:
                continue  # it has gone meanwhile


def read_file(root: Path, path: str) -> bytes | None:
    """Return what the ordinary file `path` below `root` holds, cut to `MOST_BYTES`; None when there is none.

    A link anywhere on the way counts as no file: it could lead out of the working copy.
    """
    parts = Path(path).parts
    if not parts or Path(path).is_absolute() or ".." in parts:
        return None
    try:
        folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        for part in parts[:-1]:
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = inner
        # Without waiting: a named pipe would never open.
        descriptor = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    except OSError:
        return None
    finally:
        os.close(folder)
    try:
        ordinary = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return _content(descriptor) if ordinary else None
    finally:
        os.close(descriptor)


def _content(descriptor: int) -> bytes:
    parts: list[bytes] = []
    left = MOST_BYTES
    while left and (part := os.read(descriptor, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
