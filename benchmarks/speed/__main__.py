"""How quick is grading? `python -m benchmarks.speed --help`.

It is compared with what a teacher would do without us. All is measured in the same run, in blocks, and told
as ratios: seconds differ from machine to machine. The start of a batch counts: whole wall time, from the
command to the last page, divided by the hand-ins. docs/scaling.md says how to read what is printed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.speed.arguments import parse
from benchmarks.speed.blocks import measure_block
from benchmarks.speed.classroom import Classroom, write_class
from benchmarks.speed.engine import why_no_docker
from benchmarks.speed.growth import Grown, growth
from benchmarks.speed.measuring import Cost, MeasuringError
from benchmarks.speed.ratios import compared, shortfalls
from benchmarks.speed.table import costs_table, growth_table, ratios_table, share_told

SECOND_LOOK = 2
"""Blocks more, before the guard refuses: one bad minute of the machine must not."""
Costs = dict[str, list[Cost]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit code: 1 when the guard refuses, 2 when measuring failed."""
    options = parse(arguments)
    try:
        costs = _blocks(options) if set(options.part) != {"growth"} else {}
        grown = _growth(options) if "growth" in options.part else []
    except MeasuringError as error:
        print(f"cannot measure: {error}", file=sys.stderr)
        return 2
    for told in (costs and costs_table(costs), costs and ratios_table(costs), share_told(costs)):
        print(f"\n{told}" if told else "")
    if grown:
        print(growth_table(grown))
    if options.json:
        options.json.write_text(json.dumps(_as_json(costs, grown), indent=1), encoding="utf-8")
    below = shortfalls(costs, _cores()) if options.guard else []
    for line in below:
        print(f"guard: {line}")
    return 1 if below else 0


def _blocks(options: Namespace) -> Costs:
    """Measure as many blocks as are asked for; the guard looks again before it refuses."""
    costs: Costs = {}
    with tempfile.TemporaryDirectory(prefix="grade-speed-") as folder:
        classroom = write_class(Path(folder), options.lessons, options.submissions)
        parts = _parts(options.part)
        _measure(parts, classroom, costs, options.rounds)
        if options.guard and shortfalls(costs, _cores()):
            _measure(parts, classroom, costs, SECOND_LOOK)
    return costs


def _measure(parts: Sequence[str], classroom: Classroom, costs: Costs, blocks: int) -> None:
    """Add so many blocks to `costs`, and say what goes on."""
    done = max(map(len, costs.values()), default=0)
    for block in range(done, done + blocks):
        for name, cost in measure_block(parts, classroom, block):
            costs.setdefault(name, []).append(cost)
            print(f"block {block + 1}: {name}: {cost.wall:.3f} s a hand-in", flush=True)


def _growth(options: Namespace) -> list[Grown]:
    found = []
    for one in growth(options.lessons, options.submissions_growth):
        found.append(one)
        print(f"{one.size} {one.what}: {one.cost.wall:.3f} s a hand-in", flush=True)
    return found


def _parts(asked: Sequence[str]) -> list[str]:
    """Return the parts that can be measured here."""
    why = why_no_docker() if "docker" in asked else ""
    if why:
        print(f"Docker is left out: {why}")
    return [part for part in asked if part != "docker" or not why]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _as_json(costs: Costs, grown: Sequence[Grown]) -> dict[str, Any]:
    return {
        "growth": [asdict(one) for one in grown],
        "costs": {name: [asdict(cost) for cost in found] for name, found in costs.items()},
        "ratios": [
            {**asdict(target), "wall_ratio": wall and asdict(wall), "cpu_ratio": cpu and asdict(cpu)}
            for target, wall, cpu in compared(costs)
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
