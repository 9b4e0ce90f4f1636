"""The phases of a grading, and the clock that tells how long each took."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

Phase = Literal[
    "startup",
    "command",
    "open",
    "requirements",
    "checker",
    "sandbox",
    "choose",
    "start",
    "app",
    "checks",
    "end",
    "judge",
    "report",
]

PHASES: dict[Phase, str] = {
    "startup": "Starting the command: its interpreter, and what it imports first.",
    "command": "What else the command does: reading options and lessons, importing what it needs.",
    "open": "Reading the submission: a private copy, its digest, where its app is.",
    "requirements": "Installing what the submission requires.",
    "checker": "Starting the process that judges, until its first check runs, and ending it.",
    "sandbox": "Making the sandbox ready, and attacking its layers.",
    "choose": "Finding the lesson that fits.",
    "start": "Starting the app, all its starts together.",
    "app": "Waiting for the app's answers, all requests together.",
    "checks": "The checks' own work: all else while they run.",
    "end": "Ending the app and its sandbox, and deleting what they wrote.",
    "judge": "From checks to criteria, points and misconceptions.",
    "report": "Rendering and writing the report.",
}
"""What each phase is, in the order in which they come."""
OUTSIDE: tuple[Phase, ...] = ("startup", "command", "report")
"""Phases around a grading: known to `--profile`, never part of a report."""
TOTAL = "total"


class Clock:
    """Measures phases, which may be nested, and may run in several threads at a time.

    At each moment the time belongs to the phase that began last and still goes on. So a phase inside another
    is subtracted from it, requests that are under way together count once, and all phases add up to the
    time since the clock was made.
    """

    def __init__(self, base: Phase, now: Callable[[], float] = time.monotonic) -> None:
        """Begin with the phase `base`, which goes on wherever there is no other; `now` returns seconds."""
        self.counts = Counter[str]([base])
        """How often each phase began."""
        self._now = now
        self._lock = threading.Lock()
        self._seconds: dict[str, float] = {}
        self._running = [base]
        self._since = now()

    @contextmanager
    def phase(self, phase: Phase) -> Iterator[None]:
        """Count the time of a `with` block as that of `phase`."""
        self.begin(phase)
        try:
            yield
        finally:
            self._end(phase)

    def begin(self, phase: Phase) -> None:
        """Count the time from now on as that of `phase`, as far as no other begins."""
        with self._lock:
            self._settle()
            self._running.append(phase)
            self.counts[phase] += 1

    def durations(self) -> dict[str, float]:
        """Return the seconds of each phase until now, in the order of `PHASES`."""
        with self._lock:
            self._settle()
            return in_order(self._seconds)

    def _end(self, phase: Phase) -> None:
        """End one of those called `phase`: of equal ones that run together it does not matter which."""
        with self._lock:
            self._settle()
            self._running.remove(phase)

    def _settle(self) -> None:
        """Give the time since the last change to the phase that had it."""
        now = self._now()
        phase = self._running[-1]
        self._seconds[phase] = self._seconds.get(phase, 0.0) + now - self._since
        self._since = now


def in_order(seconds: Mapping[str, float]) -> dict[str, float]:
    """Return the phases that there are in the order of `PHASES`, in milliseconds' precision."""
    return {phase: round(seconds[phase], 3) for phase in PHASES if phase in seconds}


def put_together(
    before: Mapping[str, float], around: Mapping[str, float], inside: Mapping[str, float]
) -> dict[str, float]:
    """Return the seconds per phase of a whole grading, with their sum as `total`.

    Args:
        before: what was measured before the grading.
        around: the grading's own, of which `checker` lasted as long as the checker's process.
        inside: what that process measured; the rest of its time was spent on starting and ending it.
    """
    parts = (before, around, inside)
    seconds = {phase: sum(part.get(phase, 0.0) for part in parts) for phase in set[str]().union(*parts)}
    seconds["checker"] = max(seconds["checker"] - sum(inside.values()), 0.0)
    phases = in_order(seconds)
    return {**phases, TOTAL: round(sum(phases.values()), 3)}
