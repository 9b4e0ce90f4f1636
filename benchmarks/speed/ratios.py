"""Ratios between what was measured in the same blocks, and the guard's verdict on them; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from benchmarks.speed.measuring import Cost
from benchmarks.speed.targets import TARGETS, Target

Kind = Literal["wall", "cpu"]
Record = Mapping[str, Sequence[Cost]]
"""What a hand-in took, by the name of what was measured; one `Cost` for each block."""


@dataclass(frozen=True)
class Ratio:
    """The median of the blocks' ratios, with its range."""

    median: float
    lowest: float
    highest: float


def ratio(slow: Sequence[Cost], quick: Sequence[Cost], kind: Kind) -> Ratio | None:
    """Compare block by block; None where a side was not measured."""
    pairs = [(getattr(one, kind), getattr(other, kind)) for one, other in zip(slow, quick, strict=True)]
    if not pairs or not all(one and other for one, other in pairs):
        return None
    found = [one / other for one, other in pairs]
    return Ratio(median(found), min(found), max(found))


def compared(record: Record) -> Iterator[tuple[Target, Ratio | None, Ratio | None]]:
    """Yield each target whose two sides were measured, with its ratios of wall and of CPU time."""
    for target in TARGETS:
        if target.slow in record and target.quick in record:
            sides = record[target.slow], record[target.quick]
            yield target, ratio(*sides, "wall"), ratio(*sides, "cpu")


def shortfalls(record: Record, cores: int) -> list[str]:
    """Say which ratios are below what the guard insists on, on a machine with so many cores."""
    return [
        f"{target.quick}: only {found.median:.2f} times quicker in {kind} time than {target.slow}; "
        f"at least {least:g} must hold"
        for target, wall, cpu in compared(record)
        for kind, found, least in (("wall", wall, target.least_wall), ("CPU", cpu, target.least_cpu))
        if found is not None and least is not None and found.median < least and cores >= target.cores
    ]
