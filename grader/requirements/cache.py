"""Where installed packages are kept: one folder per set of requirements, complete or not there."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

from grader.requirements.tidy import inventory, remove, tidy
from grader.requirements.uv import Plan

_PACKAGES, _COMPLETE = "packages", "complete"
_BUILDING = "building-"
_KEPT_FOR = 30 * 24 * 3600.0
_ABANDONED = 24 * 3600.0
_FORMAT = "1"

Build = Callable[[Path, Path], None]
"""Fills a new folder with packages; the first path is an empty folder to work in, the second the new one."""


def cache_folder() -> Path:
    """Return the user's folder for what can be made again."""
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        named = Path(os.environ.get("XDG_CACHE_HOME", ""))
        base = named if named.is_absolute() else Path.home() / ".cache"
    return base / "fastapi-grader" / "packages"


def cached(plan: Plan, build: Build) -> Path:
    """Return the read-only folder with the packages of `plan`; `build` fills it when it is not there.

    A damaged one is made anew. Processes that want the same one at once do not disturb each other.

    Raises:
        OSError: the cache cannot be written.
        TooLargeError: see `tidy`; and whatever `build` raises.
    """
    entry = cache_folder() / _key(plan)
    if _is_whole(entry):
        with contextlib.suppress(OSError):
            os.utime(entry / _COMPLETE)
        return entry / _PACKAGES
    entry.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _forget_old(entry.parent)
    own = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=entry.parent))
    try:
        (own / "work").mkdir()
        build(own / "work", own / _PACKAGES)
        (own / _PACKAGES).mkdir(exist_ok=True)
        tidy(own / _PACKAGES)
        (own / _COMPLETE).write_text(inventory(own / _PACKAGES), encoding="utf-8")
        remove(own / "work")
        _publish(own, entry)
    finally:
        remove(own)
    return entry / _PACKAGES


def _key(plan: Plan) -> str:
    place = (_FORMAT, sys.implementation.cache_tag, sys.version_info[:3], sysconfig.get_platform())
    return hashlib.sha256(json.dumps([place, astuple(plan)]).encode()).hexdigest()[:32]


def _is_whole(entry: Path) -> bool:
    try:
        return (entry / _COMPLETE).read_text(encoding="utf-8") == inventory(entry / _PACKAGES)
    except (OSError, ValueError):
        return False


def _publish(own: Path, entry: Path) -> None:
    """Put a complete folder in place; one that another process has put there meanwhile is as good."""
    while True:
        try:
            own.rename(entry)
        except OSError:
            if _is_whole(entry):
                return
            # Moved away first: deleting takes time, and a half-deleted folder must never be found.
            with contextlib.suppress(FileNotFoundError):
                entry.rename(Path(tempfile.mkdtemp(prefix=_BUILDING, dir=entry.parent)) / "broken")
        else:
            return


def _forget_old(folder: Path) -> None:
    """Delete what nobody has asked for in a month, and what was never finished."""
    now = time.time()
    for entry in folder.iterdir():
        abandoned = entry.name.startswith(_BUILDING)
        with contextlib.suppress(OSError):
            last = (entry if abandoned else entry / _COMPLETE).stat().st_mtime
            if now - last > (_ABANDONED if abandoned else _KEPT_FOR):
                remove(entry)
