"""A folder for Classroom 50: `autograder.py` with all that it needs beside it."""

from __future__ import annotations

from pathlib import Path

from grader.errors import UsageError
from grader.files import write_atomically
from grader.services.portable import Files

SCRIPTS = ("autograder.py",)
MOST = 10 * 1024 * 1024
"""Bytes that Classroom 50's runner fetches, packed; unpacked files of that size are far below it."""


def write_bundle(folder: Path, files: Files) -> None:
    """Write `files` into a folder that is new or empty.

    Raises:
        UsageError: there is something in it, or they are more than the runner fetches.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is there already; name a new folder, or remove it first")
    if sum(map(len, files.values())) > MOST:
        raise UsageError(f"the bundle is larger than {MOST:,} bytes, which Classroom 50 does not fetch")
    for name, data in files.items():
        write_atomically(folder / name, data)
