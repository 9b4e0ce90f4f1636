"""The command line of the benchmark."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.classroom import LESSONS

PARTS = ("peer", "cold", "batch", "docker", "limit", "growth")
USUAL = ("peer", "cold", "batch", "docker", "limit")
GUARDED = ("peer", "cold", "batch", "docker")
GUARD_LESSONS = ("q08-status-codes", "q21-http-methods")


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the arguments; what `--guard` leaves open is small.

    Exits with 2 when they cannot be used.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="How quick is grading?")
    parser.add_argument("--part", type=_parts, help=f"of {','.join(PARTS)} (default: all but growth)")
    parser.add_argument("--rounds", type=_positive, help="blocks (default: 3)")
    parser.add_argument("--submissions", type=_positive, help="hand-ins of a batch (default: 40)")
    parser.add_argument("--lessons", type=_listed, help=f"(default: {','.join(LESSONS)})")
    parser.add_argument(
        "--submissions-growth", type=_sizes, default=(10, 100, 1000), help="(default: 10,100,1000)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write what was measured")
    parser.add_argument("--guard", action="store_true", help="be quick; exit with 1 below the least ratios")
    options = parser.parse_args(arguments)
    options.part = options.part or (GUARDED if options.guard else USUAL)
    options.rounds = options.rounds or (1 if options.guard else 3)
    options.lessons = options.lessons or (GUARD_LESSONS if options.guard else LESSONS)
    options.submissions = options.submissions or (24 if options.guard else 40)
    if options.submissions < 2 * len(options.lessons):
        parser.error(f"--submissions {options.submissions}: give two for each lesson at least")
    return options


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def _parts(text: str) -> tuple[str, ...]:
    parts = _listed(text)
    if unknown := [part for part in parts if part not in PARTS]:
        raise argparse.ArgumentTypeError(f"no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    return parts


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: give a number from 1 on")
    return number


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(_positive(size) for size in _listed(text))
