"""Makes untrusted text fit to be shown: nothing in it moves the cursor, hides or turns text around."""

from __future__ import annotations

import re

from grader.printable import escape

LINE = 240
"""Characters of one line that are shown."""
SENTENCE = 1_000
BLOCK = 20_000
"""Characters of a text that are looked at at all."""

CUT = " ..."


def visible(text: str) -> str:
    r"""Write control characters, bidirectional marks, odd spaces and lone surrogates as `\x1b`, `\u202e`.

    Line ends stay; everything else that is returned is printable.
    """
    return "".join(char if char.isprintable() or char == "\n" else escape(char) for char in text)


def one_line(text: str, limit: int = SENTENCE) -> str:
    """Return `text` as one visible line of at most about `limit` characters."""
    joined = re.sub(r"[ \t\r\n]+", " ", text[:BLOCK]).strip()
    return visible(joined[:limit]) + (CUT if len(joined) > limit else "")


def block(text: str, most: int) -> list[str]:
    """Return the first `most` lines of `text`, visible and cut, and a remark on how many were left out."""
    lines = [
        line.rstrip() for line in text[:BLOCK].replace("\r\n", "\n").expandtabs(4).strip("\n").split("\n")
    ]
    shown = [cut_line(line) for line in lines[:most]]
    if len(lines) > most:
        shown.append(f"... {len(lines) - most} more {'line' if len(lines) - most == 1 else 'lines'}")
    return shown


def cut_line(line: str) -> str:
    """Return one visible line of at most about `LINE` characters."""
    return visible(line[:LINE]) + (CUT if len(line) > LINE else "")
