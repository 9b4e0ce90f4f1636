"""Makes untrusted text fit to be shown, whatever the format: all that they share stands here.

Nothing that these functions return moves the cursor, hides or turns text around. What is markup
in one format only (tags, Markdown, control characters in JSON) is the business of its module.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from grader.printable import escape

LINE = 240
"""Characters of one line that are shown."""
SENTENCE = 1_000
BLOCK = 20_000
"""Characters of a text that are looked at at all."""

CUT = " ..."

_COMMAND = re.compile(r"^((?:\x1b\[[0-9;]*m|[^\S\n])*)(:)(?=:[\w-]*(?: .*)?::)|(#)(?=#\w*\[)", re.MULTILINE)
"""A line beginning `::name ...::`, whatever its colour; `##[name]` or `##name[` anywhere."""


def as_escape(char: str) -> str:
    r"""Write an ASCII character as `\x3a`."""
    return f"\\x{ord(char):02x}"


def as_entity(char: str) -> str:
    """Write a character for HTML and XML, where it stays what it is."""
    return f"&#{ord(char)};"


def inert(text: str, written: Callable[[str], str] = as_escape) -> str:
    """Return a whole output of which no line is a command to the CI service that logs it.

    GitHub Actions, Azure Pipelines, TeamCity and their like obey what a job prints. One character
    of each command is `written` otherwise, in the way of the format. Only the finished text tells
    where its lines begin.
    """
    return _COMMAND.sub(lambda found: f"{found[1] or ''}{written(found[2] or found[3])}", text)


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
