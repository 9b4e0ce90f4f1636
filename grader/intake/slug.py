"""Ids of hand-ins: readable, and fit as file names everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

MAX_LENGTH = 80
MAX_BYTES = 200
"""File systems end at 255 bytes; a suffix and an ending must still fit."""

_DEVICE = re.compile(r"(con|prn|aux|nul|conin|conout|clock|com\d|lpt\d)")
_HASH = 8
_EMPTY = "unnamed"


def fold(text: str) -> str:
    """Return `text` without case and without accents on Latin, Greek and Cyrillic letters."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(char for char in folded if not "\u0300" <= char <= "\u036f").casefold()
    return unicodedata.normalize("NFC", bare.translate(_LETTERS))


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"})


def slug(text: str, limit: int = MAX_LENGTH) -> str:
    """Return a file name for `text`: letters and digits of any script in lower case, `-` and `_` between."""
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" else _mark(char) for char in fold(text))
    name = _cut(re.sub(r"-{2,}", "-", kept).strip("-_"), limit)
    if not name:
        return _EMPTY
    return f"{_cut(name, limit - 2)}-x" if _DEVICE.fullmatch(name) else name


def unique(wanted: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Make slugs unique: those that clash all get a hash of their place, so that none depends on the order.

    Args:
        wanted: each slug with its places, from the one that changes least to the most exact one.
    """
    names = [name for name, _ in wanted]
    for level in range(max((len(places) for _, places in wanted), default=0)):
        count = Counter(names)
        names = [
            name if count[name] == 1 else _hashed(base, places[level])
            for name, (base, places) in zip(names, wanted, strict=True)
        ]
    return _numbered(names)


def _mark(char: str) -> str:
    return "_" if char == "_" else "-"


def _cut(name: str, limit: int) -> str:
    name = name[:limit]
    while len(name.encode()) > MAX_BYTES:
        name = name[:-1]
    return name.rstrip("-_")


def _hashed(base: str, place: str) -> str:
    digest = hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{_cut(base, MAX_LENGTH - _HASH - 1)}-{digest[:_HASH]}"


def _numbered(names: Sequence[str]) -> list[str]:
    taken = set(names)
    seen: set[str] = set()
    result = []
    for name in names:
        free, number = name, 2
        while free in seen or (free != name and free in taken):
            free = f"{_cut(name, MAX_LENGTH - 7)}-{number}"
            number += 1
        seen.add(free)
        result.append(free)
    return result
