"""How numbers and untrusted text stand in the cell of a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from grader.printable import escape

FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula, also behind space."""
GUARD = "'"
"""Stands before a text that would be one."""


def text_cell(text: str) -> str:
    """Return `text` on one line, control characters visible, and never a formula."""
    dangerous = text.startswith(("\t", "\r")) or text.lstrip().startswith(FORMULA)
    return (GUARD if dangerous else "") + visible(text)


def visible(text: str) -> str:
    """Return `text` on one line, with control, bidirectional and broken characters escaped."""
    return "".join(char if _shown(char) else escape(char) for char in text)


def _shown(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"


def number_cell(number: float | None) -> str:
    """Return a number with no more decimals than it needs, two at the most; empty for None."""
    if number is None:
        return ""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def listed(words: Iterable[str], most: int = 10) -> str:
    """Return words as a list, cut to the first `most`."""
    all_of_them = list(words)
    more = f" and {len(all_of_them) - most} more" if len(all_of_them) > most else ""
    return ", ".join(all_of_them[:most]) + more
