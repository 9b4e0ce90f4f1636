"""Reads a submission's text file: bounded, in whichever encoding its editor or shell wrote."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

MAX_SIZE = 512 * 1024


def read_text(path: Path) -> str:
    """Return the text of `path`; what is no text in it becomes replacement characters.

    Raises:
        ValueError: it is larger than `MAX_SIZE` bytes.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise ValueError(f"it is larger than {MAX_SIZE // 1024} KB")
    return data.decode(_encoding(data), errors="replace").removeprefix("\ufeff")


def _encoding(data: bytes) -> str:
    """Tell UTF-16, which `>` writes in PowerShell, from UTF-8; it may come without its mark."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in data[:2]:
        return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    return "utf-8-sig"


def logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number (from 1), as pip reads it.

    A backslash at the end joins the next line; comments, blank lines and hashes are left out: which
    file it is decides the grader's index, so a hash has nothing to protect here.
    """
    rows = iter(enumerate(text.splitlines(), start=1))
    for number, row in rows:
        line = _bare(row)
        while line.endswith("\\"):
            _, more = next(rows, (0, ""))
            line = f"{line[:-1].rstrip()} {_bare(more)}".rstrip()
        line = " ".join(word for word in line.split() if not word.startswith("--hash="))
        if line:
            yield number, line


def _bare(row: str) -> str:
    """Return a row without its comment, which begins at a `#` that follows a blank."""
    row = row.strip()
    if row.startswith("#"):
        return ""
    return row.replace("\t#", " #").partition(" #")[0].rstrip()
