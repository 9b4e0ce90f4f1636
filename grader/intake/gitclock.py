"""When a clone's last commit was made, read from its files: git itself would run the student's settings."""

from __future__ import annotations

import re
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

_MAX_TEXT = 4 * 1024 * 1024
_MAX_COMMIT = 64 * 1024
_REF = re.compile(r"ref: (refs/[\w./+@-]+)\s*")
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_COMMITTER = re.compile(rb"^committer .*> (\d{1,11}) ([+-])(\d\d)([0-5]\d)$", re.MULTILINE)


def committed(clone: Path) -> datetime | None:
    """Return the committer's time of HEAD; None where it is packed, or anything is unusual."""
    store = clone / ".git"
    try:
        name = _head(store)
        return _time(_loose(store, name)) if name else None
    except (OSError, ValueError, OverflowError, RuntimeError, zlib.error):
        return None


def _head(store: Path) -> str:
    text = _read(store, "HEAD").decode()
    if match := _REF.fullmatch(text):
        try:
            text = _read(store, match[1]).decode()
        except FileNotFoundError:
            text = _packed_ref(_read(store, "packed-refs").decode(), match[1])
    return text.strip() if _HASH.fullmatch(text.strip()) else ""


def _packed_ref(text: str, ref: str) -> str:
    lines = (line.split(" ", 1) for line in text.splitlines())
    return next((words[0] for words in lines if words[1:] == [ref]), "")


def _loose(store: Path, name: str) -> bytes:
    packed = _read(store, f"objects/{name[:2]}/{name[2:]}")
    return zlib.decompressobj().decompress(packed, _MAX_COMMIT)


def _time(commit: bytes) -> datetime | None:
    match = _COMMITTER.search(commit)  # the first one stands above the message
    if match is None or not commit.startswith(b"commit "):
        return None
    offset = timedelta(hours=int(match[3]), minutes=int(match[4]))
    zone = timezone(offset if match[2] == b"+" else -offset)
    return datetime.fromtimestamp(int(match[1]), zone)


def _read(store: Path, relative: str) -> bytes:
    """Read a file of the store, but nothing that a link leads to."""
    if store.is_symlink():
        raise ValueError("a link")
    path = store / relative
    if path.resolve(strict=True) != store.resolve(strict=True) / relative or not path.is_file():
        raise ValueError("a link")
    with path.open("rb") as file:
        return file.read(_MAX_TEXT)
