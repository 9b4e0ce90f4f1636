"""Which pairs of a class are most alike."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from grader.resemblance import Spread
from grader.similarity.index import Entry
from grader.similarity.spread import Tally


class Scored(NamedTuple):
    """Two hand-ins, and how alike they are, from 0 to 1: shared runs over runs, both sides counted."""

    likeness: float
    identical: int
    """Number of files that both have."""
    left: Entry
    right: Entry


def most_alike(entries: Sequence[Entry], top: int) -> tuple[list[Scored], Spread]:
    """Compare all, except those of the same student; return the `top` most alike, and all in numbers."""
    tally = Tally()
    best = heapq.nsmallest(top, _candidates(entries, tally), key=_order)
    return best, tally.spread()


def _candidates(entries: Sequence[Entry], tally: Tally) -> Iterator[Scored]:
    """Yield the pairs that share anything; `tally` counts the others, too."""
    for left, right in itertools.combinations(entries, 2):
        if left.same_students(right):
            continue
        shared = len(left.runs & right.runs)
        likeness = 2 * shared / max(1, len(left.runs) + len(right.runs))
        tally.add(likeness)
        identical = len(left.files.keys() & right.files.keys())
        if shared or identical:
            yield Scored(likeness, identical, left, right)


def _order(pair: Scored) -> tuple[float, int, str, str]:
    return -pair.likeness, -pair.identical, pair.left.handin.id, pair.right.handin.id
