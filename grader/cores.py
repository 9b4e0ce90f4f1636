"""Which cores of the machine a process runs on (Linux; elsewhere the system alone decides)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

STAT = Path("/proc/self/stat")
PROCESSOR = 36
"""Field of `STAT` after the process' name: where it ran last, see proc(5)."""


def stay() -> None:
    """Stay on the core where this process is now, with all that it starts.

    For those that take turns, as who asks and who answers do: each finds the other's work in the core's
    cache, and neither wakes a core that sleeps, which in a virtual machine may take longer than an answer.
    """
    if sys.platform == "linux":
        os.sched_setaffinity(0, {int(STAT.read_text().rpartition(")")[2].split()[PROCESSOR])})


def allowed() -> list[int]:
    """Return the cores that this process may use; empty where nobody tells."""
    return sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
