"""How what a hand-in takes grows with the class, with its app, and with the checks of its lesson."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed import ours
from benchmarks.speed.classroom import write_class
from benchmarks.speed.generated import LESSON, write_hand_ins, write_lesson
from benchmarks.speed.measuring import Cost

SIZES = (5, 50, 200)
"""Endpoints of an app, and checks of a lesson; the other stays at the least meanwhile."""
HAND_INS = 10
JOBS = 2


@dataclass(frozen=True)
class Grown:
    """What a hand-in took at one size."""

    what: str
    size: int
    cost: Cost
    times: float
    """Its wall time, divided by that at the first size."""


def growth(lessons: Sequence[str], classes: Sequence[int]) -> Iterator[Grown]:
    """Measure classes of so many, then generated apps and lessons; in batches on two workers.

    Raises:
        MeasuringError: something was not graded.
    """
    yield from _grown("hand-ins", classes, lambda size: _class(lessons, size))
    yield from _grown("endpoints", SIZES, lambda size: _generated(size, SIZES[0]))
    yield from _grown("checks", SIZES, lambda size: _generated(SIZES[0], size))


def _grown(what: str, sizes: Sequence[int], measured: Callable[[int], Cost]) -> Iterator[Grown]:
    first = 0.0
    for size in sizes:
        cost = measured(size)
        first = first or cost.wall
        yield Grown(what, size, cost, cost.wall / first)


def _class(lessons: Sequence[str], size: int) -> Cost:
    with tempfile.TemporaryDirectory(prefix="grade-speed-") as folder:
        write_class(Path(folder), lessons, size)
        return ours.batch(Path(folder), size, JOBS).each(size)


def _generated(endpoints: int, checks: int) -> Cost:
    with tempfile.TemporaryDirectory(prefix="grade-speed-") as folder:
        specs, handed_in = Path(folder, "specs"), Path(folder, "class")
        write_lesson(specs, endpoints, checks)
        write_hand_ins(handed_in, endpoints, HAND_INS)
        options = ("--specs", str(specs), "--lesson", LESSON)
        return ours.batch(handed_in, HAND_INS, JOBS, options=options).each(HAND_INS)
