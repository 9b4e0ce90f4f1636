"""A change of a text as one exact replacement of whole lines, as `lesson.toml` holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator


def minimal_edit(before: str, after: str) -> tuple[str, str]:
    """Return `(replace, with)`, both whole lines.

    `replace` is the smallest block of lines of `before` around the change that occurs exactly once in it.
    """
    old, new = _lines(before), _lines(after)
    start = _common(old, new)
    tail = _common(old[start:][::-1], new[start:][::-1])
    for first, last in _windows(start, len(old) - tail, len(old)):
        block = "".join(old[first:last])
        # Also one that overlaps itself is ambiguous, hence not `count`.
        if before.find(block) == before.rfind(block):
            return block, "".join(new[first : len(new) - (len(old) - last)])
    raise AssertionError("the whole text occurs once in itself")


def _lines(text: str) -> list[str]:
    """Split at line feeds only: `splitlines` knows a dozen other line ends."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _common(left: list[str], right: list[str]) -> int:
    """Return how many lines the two have in common at their beginning."""
    pairs = zip(left, right, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def _windows(start: int, end: int, total: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges around `start:end`, the smallest first, those that reach further up first."""
    for extra in range(total - (end - start) + 1):
        for above in range(min(extra, start), -1, -1):
            if end + extra - above <= total:
                yield start - above, end + extra - above
