"""Where two sequences share stretches, in whatever order these stand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_TILES = 40
"""Stretches of one pair that are looked for."""


class Tile(NamedTuple):
    """Positions `left` and `right`, from which `size` items are the same."""

    left: int
    right: int
    size: int


def tiles(left: Sequence[int | None], right: Sequence[int | None]) -> Iterator[Tile]:
    """Yield the longest common stretch, then the longest of what is left, and so on (greedy string tiling).

    Items are numbers from 0, and None, which equals nothing. Each belongs to one tile at most.
    """
    fresh = itertools.count(-1, -1)  # stand for what equals nothing, or nothing any more
    ours, theirs = ([next(fresh) if item is None else item for item in items] for items in (left, right))
    for _ in range(MOST_TILES):
        found = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match()
        if not found.size:
            return
        yield Tile(*found)
        for used, start in ((ours, found.a), (theirs, found.b)):
            used[start : start + found.size] = itertools.islice(fresh, found.size)
