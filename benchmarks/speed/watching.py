"""Looks at all descendants of this process again and again: their CPU time and memory.

What the system adds up by itself lacks every process that was killed together with its namespace, or whose
parent never waited for it: of a warm batch, all of the students' apps.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from grader.sandbox.inside.processes import children

PAUSE = 0.05
"""Seconds between two looks at the CPU time: what a process does after the last one is not seen."""
MEMORY_EVERY = 20
"""Looks; one at the memory costs some milliseconds."""
TICK = os.sysconf("SC_CLK_TCK")
KIB = 1024


class Watch:
    """Watches until it is left; a context manager. All stays 0 where there is no /proc."""

    def __init__(self, first: int) -> None:
        """`first` is the process that the command began with."""
        self.parent = 0
        """The most memory of the first process, in bytes."""
        self.together = 0
        """The most memory of all at a time, shared pages counted once, in bytes."""
        self._first = first
        self._ticks: dict[tuple[int, bytes], int] = {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @property
    def cpu(self) -> float:
        """User and system time of all processes that were seen, in seconds."""
        return sum(self._ticks.values()) / TICK

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *details: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        looks = 0
        while not self._ended.wait(PAUSE):
            looks += 1
            pids = list(_below(os.getpid()))
            for pid in pids:
                self._note_time(pid)
            if looks % MEMORY_EVERY == 0:
                self.parent = max(self.parent, _bytes(self._first, "status", "VmHWM:"))
                self.together = max(self.together, sum(_bytes(pid, "smaps_rollup", "Pss:") for pid in pids))

    def _note_time(self, pid: int) -> None:
        with contextlib.suppress(OSError):
            # The name may hold spaces and brackets: the fields start after the last ")".
            fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
            began = fields[19]  # numbers are given out again, together with this they are not
            self._ticks[pid, began] = int(fields[11]) + int(fields[12])


def _below(root: int) -> Iterator[int]:
    for child in children(root):
        yield child
        yield from _below(child)


def _bytes(pid: int, file: str, key: str) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8").splitlines():
            if line.startswith(key):
                return int(line.split()[1]) * KIB
    return 0
