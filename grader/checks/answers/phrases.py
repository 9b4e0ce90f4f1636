"""Finds an author's phrases in a student's sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from grader.checks.answers.prose import FUNCTION_WORDS
from grader.checks.answers.words import SCOPE, Sentence, Word, denies, sentences, stem

GAP = 5
"""Other words that may stand between two words of a phrase."""
NEAR = 3
"""The same where a phrase is not so: of two things that are said, it may not join the halves."""
SWAPPED, SKIPPED, OTHER = 4, 6, 7
"""Letters from which a word may have two letters swapped, one missing or too many, another one."""


@dataclass(frozen=True)
class _Slot:
    words: tuple[str, ...]
    denied: bool

    def takes(self, word: Word, *, strict: bool) -> bool:
        """Tell whether `word` is meant; with `strict` it must be denied as the slot says."""
        wanted = "denied" if self.denied else "said"
        return (not strict or word.polarity in {wanted, "either"}) and any(
            stem(own) == word.stem or _one_slip(own, word.text) for own in self.words
        )


@cache
def _slots(phrase: str) -> tuple[_Slot, ...]:
    return tuple(
        _Slot(tuple(word.lstrip("!").lower().split("|")), word.startswith("!")) for word in phrase.split()
    )


def find(phrase: str, text: str, gap: int = GAP) -> str:
    """Return the student's own words that say `phrase`, with at most `gap` others between two, or ""."""
    return _find(phrase, text, gap, strict=True)


def mentions(phrase: str, text: str) -> str:
    """Return the words of `phrase` in `text`, whether said or denied, or ""."""
    return _find(phrase, text, GAP, strict=False)


def find_any(phrases: Iterable[str], text: str, gap: int = GAP) -> str:
    """Return the student's words that say one of the phrases, the longest of them, or ""."""
    return max((find(phrase, text, gap) for phrase in phrases), key=len, default="")


def _find(phrase: str, text: str, gap: int, *, strict: bool) -> str:
    slots = _slots(phrase)
    for sentence in _parsed(text):
        if place := _match(slots, sentence, gap, strict):
            start, end = _with_denial(slots, sentence, place[0]), place[1]
            return " ".join(text[sentence[start].start : sentence[end - 1].end].split())
    return ""


@cache
def _parsed(text: str) -> tuple[Sentence, ...]:
    return sentences(text)


def _match(slots: tuple[_Slot, ...], sentence: Sentence, gap: int, strict: bool) -> tuple[int, int] | None:
    """Return where a phrase begins and ends in a sentence, counted in words.

    Where a phrase denies one word, what it says of the others is not looked at: "not" reaches them, too.
    """
    denying = any(slot.denied for slot in slots)
    taken = [
        [slot.takes(word, strict=strict and slot.denied >= denying) for word in sentence] for slot in slots
    ]

    def end_of(slot: int, place: int) -> int:
        if place >= len(sentence) or not taken[slot][place]:
            return 0
        if slot == len(slots) - 1:
            return place + 1
        ends = (end_of(slot + 1, later) for later in range(place + 1, place + 2 + gap))
        return next((end for end in ends if end), 0)

    return next(((start, end) for start in range(len(sentence)) if (end := end_of(0, start))), None)


def _with_denial(slots: tuple[_Slot, ...], sentence: Sentence, start: int) -> int:
    """Return where the words to show begin: at the denial where the phrase has one."""
    before = range(start - 1, max(start - 1 - SCOPE, -1), -1) if any(slot.denied for slot in slots) else ()
    return next((index for index in before if denies(sentence[index].text)), start)


def _one_slip(own: str, written: str) -> bool:
    """Tell whether a word is misspelt in one place: not at its ends, where it may be another word."""
    short, long = sorted([own, written], key=len)
    if len(short) < SWAPPED or len(long) > len(short) + 1 or own[0] != written[0]:
        return False
    same = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if same >= len(short) - 1 or written in FUNCTION_WORDS:
        return False
    a, b = short[same:], long[same:]
    if len(short) < len(long):
        return a == b[1:] and (len(short) >= SKIPPED or b[0] == long[same - 1])
    if a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]:
        return True
    return a[1:] == b[1:] and len(short) >= OTHER
