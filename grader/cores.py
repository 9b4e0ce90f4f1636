"""Which cores of the machine a process runs on (Linux; elsewhere the system alone decides)."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

if sys.platform == "linux":
    import fcntl

STAT = Path("/proc/self/stat")
PROCESSOR = 36
"""Field of `STAT` after the process' name: where it ran last, see proc(5)."""
MOST_CORES = 1 << 16


class Seats:
    """Rows of seats, one on each core: whoever is forked from the process that made them may take one."""

    def __init__(self) -> None:
        """Seats are locks on a file's bytes: a process that ends, however it does, has left its own."""
        self._file = os.memfd_create("seats") if sys.platform == "linux" else -1

    def take(self) -> None:
        """Stay, with all that this process starts, on the core where it is now, or where fewer sit.

        For those that take turns, as who asks and who answers do: each finds the other's work in the
        core's cache, and neither wakes a core that sleeps, which in a virtual machine may take longer than
        an answer. Who sits waits for the other to have done its turn (`SCHED_BATCH`, see sched(7)): it is
        not woken between the head of an answer and its body.
        """
        if sys.platform == "linux":
            os.sched_setaffinity(0, {self._first_free()})
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))

    def _first_free(self) -> int:
        here = int(STAT.read_text().rpartition(")")[2].split()[PROCESSOR])
        nearest = sorted(allowed(), key=lambda core: core != here)
        return next(core for row in count() for core in nearest if self._sit(row, core))

    def _sit(self, row: int, core: int) -> bool:
        """Take the seat, if nobody has it; returns whether that is done."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, row * MOST_CORES + core)
        except BlockingIOError:
            return False
        return True


def allowed() -> list[int]:
    """Return the cores that this process may use; empty where nobody tells."""
    return sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
