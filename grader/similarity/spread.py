"""How alike the pairs of a class are, taken together."""

from __future__ import annotations

from collections import Counter

from grader.resemblance import Spread

STEPS = 1_000
"""Steps from 0 to all alike: a class of thousands has millions of pairs, of which only these are counted."""


class Tally:
    """Counts pairs by their likeness."""

    def __init__(self) -> None:
        """Begin with none."""
        self._counts: Counter[int] = Counter()

    def add(self, likeness: float) -> None:
        """Count a pair that is so alike, from 0 to 1."""
        self._counts[round(STEPS * likeness)] += 1

    def spread(self) -> Spread:
        """Return what was counted."""
        tens = [0] * 10
        for step, count in self._counts.items():
            tens[min(step * 10 // STEPS, 9)] += count
        return Spread(pairs=self._counts.total(), median=self._at(0.5), most=self._at(0.95), tens=tuple(tens))

    def _at(self, part: float) -> float:
        """Return the per cent that `part` of all pairs do not exceed."""
        seen = 0
        for step in sorted(self._counts):
            seen += self._counts[step]
            if seen >= part * self._counts.total():
                return per_cent(step / STEPS)
        return 0.0


def per_cent(part: float) -> float:
    """Return a part of one in per cent, with one decimal."""
    return round(100 * part, 1)
