"""Writes strings and lists as TOML: pure. `tomllib` only reads."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

WIDTH = 108

_ESCAPES = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\r": "\\r"}
_CONTROL = re.compile(r"[\\\x00-\x08\x0b-\x1f\x7f]")


def string(text: str) -> str:
    """Return any text: on one line where it is one, else between triple quotes."""
    if "\n" in text:
        return '"""\n' + _escaped(text) + '"""'
    if (
        '"' in text
        and "'" not in text
        and not _CONTROL.search(text)
        and "\t" not in text
        and '"""' not in text
    ):
        return f"'{text}'"
    # `'''` and `\"\"\"` on one line would look like the beginning of a longer string.
    plain = _CONTROL.sub(_escape, text).replace('"', '\\"').replace("\t", "\\t")
    return '"' + plain.replace("'''", "''\\u0027") + '"'


def prose(text: str, before: int) -> str:
    """Return a text whose line ends mean nothing, broken into lines where it is long.

    `before` is the number of characters that stand before it on its first line.
    """
    flat = string(text)
    if before + len(flat) <= WIDTH + 2:
        return flat
    lines = textwrap.wrap(
        "x" * (before + 3) + _escaped(text), WIDTH, break_long_words=False, break_on_hyphens=False
    )
    return '"""' + " \\\n".join(lines)[before + 3 :] + '"""'


def strings(texts: Sequence[str]) -> str:
    """Return a list of texts, one a line where there are many."""
    flat = f"[{', '.join(map(string, texts))}]"
    if len(flat) <= WIDTH - 20:
        return flat
    return "[\n" + "".join(f"    {string(text)},\n" for text in texts) + "]"


def _escaped(text: str) -> str:
    """Escape for between triple quotes: what would end them, and what TOML allows in no string."""
    plain = _CONTROL.sub(_escape, text)
    plain = re.sub(r'"{3,}', lambda run: '\\"' * len(run[0]), plain)
    return plain[:-1] + '\\"' if plain.endswith('"') else plain


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"\\u{ord(match[0]):04x}")
