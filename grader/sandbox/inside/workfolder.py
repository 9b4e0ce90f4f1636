"""A submission's working copy: made for each start, and read by checks afterwards.

Read by a descriptor of its folder, which also reaches a folder that only the submission's own namespace
mounts. What lies there is untrusted: bounded, and never through links, which could lead out of it.
"""

from __future__ import annotations

import os
import shutil
import stat
import tarfile
from collections.abc import Iterator

WORK, SCRATCH, STAND_INS = "w", "tmp", "stand-ins"
MOST_FILES = 2000
MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 32
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def make(folder: str, files: int) -> None:
    """Unpack the grader's own tar, open as the descriptor `files`, into the new folder `folder`."""
    os.makedirs(os.path.join(folder, SCRATCH))
    os.lseek(files, 0, os.SEEK_SET)  # every start reads the same open file
    with open(files, "rb") as file, tarfile.open(fileobj=file) as tar:
        for member in tar:
            path = os.path.join(folder, member.name)
            if member.isdir():
                os.makedirs(path, exist_ok=True)
                continue
            content = tar.extractfile(member)
            if content is not None:  # an ordinary file: there is nothing else
                with open(path, "wb") as target:
                    shutil.copyfileobj(content, target)
                os.chmod(path, member.mode | stat.S_IRUSR)
                os.utime(path, (member.mtime, member.mtime))


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
