"""Measures in blocks: all things once, in turn, so that a busy minute of the machine meets them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from benchmarks.speed import ours
from benchmarks.speed.classroom import Classroom, HandIn
from benchmarks.speed.limit import limit
from benchmarks.speed.measuring import Cost, mean
from benchmarks.speed.recording import Recording, record
from benchmarks.speed.targets import CHOSEN, DOCKER, LIMIT, NAMED, ONE, PEER, TWO

Measured = tuple[str, Cost]
Measurement = Callable[[], Iterator[Measured]]


def measure_block(parts: Sequence[str], classroom: Classroom, block: int) -> Iterator[Measured]:
    """Yield what a hand-in takes by each way of `parts`, backwards in every other block.

    Raises:
        MeasuringError: something was not graded as it must be.
    """
    backwards = block % 2 == 1
    singles: Measurement = lambda: _singles(parts, classroom.samples(block))  # noqa: E731
    classes: Measurement = lambda: _classes(parts, classroom, backwards=backwards)  # noqa: E731
    for measurement in (classes, singles) if backwards else (singles, classes):
        yield from measurement()


def _singles(parts: Sequence[str], chosen: Sequence[HandIn]) -> Iterator[Measured]:
    ways: dict[str, Callable[[HandIn], Cost]] = {}
    if "peer" in parts:
        ways[PEER] = ours.peer
    if "cold" in parts:
        ways[NAMED] = lambda handin: ours.cold(handin, named=True)
        ways[CHOSEN] = lambda handin: ours.cold(handin, named=False)
    if "limit" in parts:
        ways[LIMIT] = lambda handin: limit(handin, _recorded(handin))
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for handin in chosen:
        for name, way in ways.items():
            costs[name].append(way(handin))
    for name, found in costs.items():
        yield name, mean(found)


@cache
def _recorded(handin: HandIn) -> Recording:
    """Return what a grading asks the hand-in, and say how much that is."""
    found = record(handin)
    right = "right" if handin.right else "mistaken"
    print(f"{handin.lesson}, {right}: {sum(map(len, found))} requests to {len(found)} starts", flush=True)
    return found


def _classes(parts: Sequence[str], classroom: Classroom, *, backwards: bool) -> Iterator[Measured]:
    count = len(classroom.handins)
    runs = []
    if "batch" in parts:
        runs += [(ONE, 1, "import"), (TWO, 2, "import")]
    if "docker" in parts:
        runs += [(DOCKER, 2, "docker")]
    for name, jobs, sandbox in reversed(runs) if backwards else runs:
        cost = ours.batch(classroom.folder, count, jobs, sandbox).each(count)
        # The engine's processes are none of ours.
        yield name, cost if sandbox == "import" else replace(cost, cpu=0.0, memory=0)
