"""Whether two ways of writing a name mean the same person; pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from grader.intake.slug import fold

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MAX_WORDS = 12


def ordered(name: str) -> frozenset[str]:
    """Return keys that are equal for a name in any order, case and accent: `Müller, Anna`, `anna muller`.

    There are two where umlauts may be written as two letters (`Mueller`).
    """
    return frozenset(" ".join(sorted(words)) for words in _spellings(name))


def squeezed(name: str) -> frozenset[str]:
    """Return the name without its spaces, from each of its words on: `annamuller`, `mulleranna`."""
    return frozenset(
        "".join((*words[start:], *words[:start]))
        for words in _spellings(name)
        for start in range(min(len(words), _MAX_WORDS))
    )


def _spellings(name: str) -> Iterator[list[str]]:
    lower = unicodedata.normalize("NFC", name).casefold()
    for text in dict.fromkeys((lower, lower.translate(_GERMAN))):
        if words := _words(fold(text)):
            yield words


def _words(text: str) -> list[str]:
    return "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text).split()
