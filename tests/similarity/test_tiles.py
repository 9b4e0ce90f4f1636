"""Stretches that two sequences share."""

from __future__ import annotations

import pytest

from grader.similarity.tiles import Tile, tiles


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([1, 2, 3], [4, 5], []),
        ([1, 2, 3, 4], [9, 2, 3], [Tile(1, 1, 2)]),
        ([1, 2, 3, 8, 4, 5], [4, 5, 9, 1, 2, 3], [Tile(0, 3, 3), Tile(4, 0, 2)]),  # moved
        ([1, 2, 1, 2], [1, 2], [Tile(0, 0, 2)]),  # counted once
        ([1, None, 2], [1, None, 2], [Tile(0, 0, 1), Tile(2, 2, 1)]),  # None equals nothing
    ],
)
def test_the_longest_first_in_whatever_order(
    left: list[int | None], right: list[int | None], expected: list[Tile]
) -> None:
    assert list(tiles(left, right)) == expected
