"""How alike the hand-ins of a class are: what a comparison found, and what its report is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Base: frozen and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Excerpt(Value):
    """Lines of one file."""

    file: str
    first: int
    """Number of the first line, from 1."""
    last: int
    lines: tuple[str, ...]
    """From the first on; a long excerpt is cut."""


class Fragment(Value):
    """A stretch of code that two hand-ins share, as it stands in each."""

    number: int
    """From 1, in the order of the left hand-in."""
    left: Excerpt
    right: Excerpt
    tokens: int
    same_words: bool
    """Names and texts are the same, too; otherwise the structure only."""
    holders: int
    """Students, or groups, in whose hand-ins all parts of it occur at most; these two included."""


class Side(Value):
    """One hand-in of a pair."""

    id: str
    label: str
    folder: str
    share: int
    """Per cent of its own code that the other one has, too."""


class Pair(Value):
    """Two hand-ins that are alike."""

    rank: int
    """1 for the pair that is most alike."""
    likeness: float
    """Per cent, with one decimal: 100 where all of their own code is shared."""
    left: Side
    right: Side
    identical: tuple[tuple[str, str], ...] = ()
    """Files of the left and the right one that are the same byte for byte, and were not given out."""
    fragments: tuple[Fragment, ...] = ()
    more_fragments: bool = False
    """Smaller ones were left out."""


class Spread(Value):
    """How alike the pairs of this class are, taken together."""

    pairs: int
    median: float
    """Per cent: half of all pairs are at most so much alike."""
    most: float
    """Per cent: 95 of 100 pairs are at most so much alike."""
    tens: tuple[int, ...]
    """Number of pairs from 0 to below 10 per cent, from 10 to below 20 and so on; 100 is in the last."""


class LeftOut(Value):
    """Something that could not be compared."""

    what: str
    why: str


class Similarity(Value):
    """The comparison of a class's hand-ins."""

    lesson: str = ""
    title: str = ""
    compared: int
    """Number of hand-ins."""
    given: tuple[str, ...]
    """What was set aside because students were given it."""
    common: int
    """Number of short stretches that were set aside because more than half of the class has them."""
    spread: Spread
    pairs: tuple[Pair, ...]
    """The most alike first."""
    left_out: tuple[LeftOut, ...] = ()
