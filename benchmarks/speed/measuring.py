"""What a command takes: wall time, CPU time and memory, of all processes that it starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parents[2]
"""The tree that is measured, whatever else is installed."""
SECONDS = 900.0
TOLD = 2000
"""Characters of a failed command's output that an error quotes."""


class MeasuringError(Exception):
    """Something did not do what it is measured for; the text says what."""


@dataclass(frozen=True)
class Cost:
    """What something took. Times in seconds, memory in bytes; 0 where the system does not tell."""

    wall: float
    cpu: float = 0.0
    """User and system time of all processes. 0 where others did the work, as a Docker engine does."""
    memory: int = 0
    """Most of all processes together, shared pages counted once, as far as it was seen in time."""
    parent: int = 0
    """Most of the process that was started first."""

    def each(self, count: int) -> Cost:
        """Share the times among `count` hand-ins."""
        return Cost(self.wall / count, self.cpu / count, self.memory, self.parent)


def mean(costs: Sequence[Cost]) -> Cost:
    """Return mean times and greatest memory of at least one cost."""
    return Cost(
        fmean(cost.wall for cost in costs),
        fmean(cost.cpu for cost in costs),
        max(cost.memory for cost in costs),
        max(cost.parent for cost in costs),
    )


def measure(command: Sequence[str], expected: Collection[int] = (0,), seconds: float = SECONDS) -> Cost:
    """Run a command in an empty folder, and return what it took.

    Raises:
        MeasuringError: its exit code is none of `expected`: what it did is not what is to be measured.
    """
    with tempfile.TemporaryDirectory(prefix="grade-speed-") as folder:
        result = Path(folder, "result.json")
        empty = Path(folder, "empty")
        empty.mkdir()
        meter = [sys.executable, "-m", "benchmarks.speed.meter", str(result), str(seconds), *command]
        done = subprocess.run(
            meter,
            cwd=empty,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            errors="replace",
        )
        if done.returncode:
            raise MeasuringError(f"the meter failed: {done.stderr[-TOLD:]}")
        told = json.loads(result.read_text(encoding="utf-8"))
    if told["code"] not in expected:
        output = (done.stdout + done.stderr)[-TOLD:]
        raise MeasuringError(f"{' '.join(command)} ended with {told['code']}:\n{output}")
    return Cost(told["wall"], told["cpu"], told["together"], told["parent"])


def _environment() -> dict[str, str]:
    """Return our environment, so that the tree of this benchmark is imported, and no setting interferes."""
    kept = {name: value for name, value in os.environ.items() if name != "GRADE_SANDBOX"}
    return {**kept, "PYTHONPATH": str(ROOT)}
