"""A submission's working copy: made for each start, and read by checks afterwards.

Read by a descriptor of its folder, which also reaches a folder that only the submission's own namespace
mounts. What lies there is untrusted: bounded, and never through links, which could lead out of it.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator

WORK, SCRATCH, STAND_INS = "w", "tmp", "stand-ins"
MOST_FILES = 2000
MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 32
PART = 1024 * 1024
Entry = tuple[str, int, int, int]
"""Path, size (of a folder -1), permissions, and time of the last change in nanoseconds."""
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def make(folder: str, files: int) -> None:
    """Lay out a `bundle` of the grader, open as the descriptor `files`, in the new folder `folder`."""
    os.makedirs(os.path.join(folder, SCRATCH))
    with open(files, "rb") as file:  # every start reads the same open file: where it stands means nothing
        end = file.seek(-8, os.SEEK_END)
        length = int.from_bytes(file.read(8), "big")
        file.seek(end - length)
        entries: list[Entry] = json.loads(file.read(length))
        file.seek(0)
        for name, size, mode, modified in entries:
            path = os.path.join(folder, name)
            if size < 0:
                os.makedirs(path, exist_ok=True)
                continue
            with open(path, "wb") as target:
                for done in range(0, size, PART):
                    target.write(file.read(min(PART, size - done)))
            os.chmod(path, mode | stat.S_IRUSR)
            os.utime(path, ns=(modified, modified))


def clear(top: str) -> None:
    """Delete all that lies in the folder `top`, whatever its permissions and however deep."""
    number = 0
    while names := os.listdir(top):
        for name in names:
            for inner in _emptied(os.path.join(top, name)):
                number += 1
                # Level by level at the top: a deep tree needs neither recursion nor long paths.
                os.rename(inner, os.path.join(top, f".{number}-{os.getpid()}"))


def _emptied(path: str) -> Iterator[str]:
    """Delete a file, or a folder with its files; its inner folders are yielded, to be moved away first."""
    if not stat.S_ISDIR(os.lstat(path).st_mode):
        os.unlink(path)
        return
    os.chmod(path, stat.S_IRWXU)
    for name in os.listdir(path):
        inner = os.path.join(path, name)
        if stat.S_ISDIR(os.lstat(inner).st_mode):
            os.chmod(inner, stat.S_IRWXU)
            yield inner
        else:
            os.unlink(inner)
    os.rmdir(path)


def list_files(folder: int, name: str) -> tuple[str, ...]:
    """Return the ordinary files in the open folder as POSIX paths, sorted; at most `MOST_FILES`.

    They are relative to the working copy of the submission `name`; what lies beside it begins with `../`.
    """
    inside, found = f"{WORK}/{name}/", []
    for path in _walk(folder):
        if not path.startswith(STAND_INS + "/"):
            found.append(path[len(inside) :] if path.startswith(inside) else _beside(path))
        if len(found) == MOST_FILES:
            break
    return tuple(sorted(found))


def _beside(path: str) -> str:
    """Name a file that is not in the working copy, as seen from there."""
    within = path.startswith(WORK + "/")
    return "../" + path[len(WORK) + 1 :] if within else "../../" + path


def _walk(folder: int, above: str = "", depth: int = 0) -> Iterator[str]:
    for name in sorted(os.listdir(folder)):
        try:
            mode = os.lstat(name, dir_fd=folder).st_mode
            if stat.S_ISREG(mode):
                yield above + name
            elif stat.S_ISDIR(mode) and depth < DEEPEST:
                inner = os.open(name, _FOLDER, dir_fd=folder)
                try:
                    yield from _walk(inner, f"{above}{name}/", depth + 1)
                finally:
                    os.close(inner)
        except OSError:
            continue  # it has gone meanwhile, or is not to be read


def read_file(folder: int, name: str, path: str) -> bytes | None:
    """Return what the ordinary file `path` of the working copy of `name` holds, cut to `MOST_BYTES`.

    None when there is none; a link anywhere on the way counts as no file.
    """
    parts = path.split("/")
    if not all(parts) or ".." in parts:
        return None
    try:
        descriptor = _open([WORK, name, *parts], folder)
    except (OSError, ValueError):
        return None
    try:
        ordinary = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return _content(descriptor) if ordinary else None
    finally:
        os.close(descriptor)


def _open(parts: list[str], folder: int) -> int:
    opened = os.dup(folder)
    try:
        for part in parts[:-1]:
            inner = os.open(part, _FOLDER, dir_fd=opened)
            os.close(opened)
            opened = inner
        # Without waiting: a named pipe would never open.
        return os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=opened)
    finally:
        os.close(opened)


def _content(descriptor: int) -> bytes:
    parts: list[bytes] = []
    left = MOST_BYTES
    while left and (part := os.read(descriptor, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
