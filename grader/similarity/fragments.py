"""What two hand-ins share, as it stands in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from grader.resemblance import Excerpt, Fragment
from grader.similarity.index import Entry, Place
from grader.similarity.tiles import Tile, tiles
from grader.similarity.work import Source

MOST_FRAGMENTS = 12
"""Fragments of a pair that are shown, the largest ones."""
MOST_LINES = 60
"""Lines of a fragment that are shown."""


def shared_fragments(
    left: Entry, right: Entry, holders: Mapping[int, int]
) -> tuple[tuple[Fragment, ...], bool]:
    """Return the largest shared fragments in the order of the left hand-in, and whether there are more.

    `holders` gives the number of students by run.
    """
    found = list(tiles([place.run for place in left.places], [place.run for place in right.places]))
    kept = sorted(found[:MOST_FRAGMENTS])
    told = tuple(_fragment(number, tile, left, right, holders) for number, tile in enumerate(kept, 1))
    return told, len(found) > len(kept)


def _fragment(number: int, tile: Tile, left: Entry, right: Entry, holders: Mapping[int, int]) -> Fragment:
    ours = left.places[tile.left : tile.left + tile.size]
    theirs = right.places[tile.right : tile.right + tile.size]
    mine, other = _excerpt(ours), _excerpt(theirs)
    return Fragment(
        number=number,
        left=mine,
        right=other,
        tokens=tile.size + ours[0].source.length - 1,
        same_words=_words(ours[0].source, mine) == _words(theirs[0].source, other),
        holders=min(holders[place.run] for place in ours if place.run is not None),
    )


def _excerpt(places: Sequence[Place]) -> Excerpt:
    """Return the lines that runs next to each other cover, those left aside that they hardly touch."""
    source = places[0].source
    tokens = source.tokens[places[0].token : places[-1].token + source.length]
    covered, whole = (Counter(token.first for token in some) for some in (tokens, source.tokens))
    numbers = {line for line, count in covered.items() if 2 * count >= whole[line]} or set(covered)
    first, last = min(numbers), max(token.last for token in tokens if token.first in numbers)
    lines = source.lines[first - 1 : last]
    return Excerpt(file=source.path, first=first, last=last, lines=lines[:MOST_LINES])


def _words(source: Source, excerpt: Excerpt) -> list[str]:
    """Return what stands in the lines that are shown: they may begin before the match, and end after it."""
    return [t.text for t in source.tokens if excerpt.first <= t.last and t.first <= excerpt.last]
