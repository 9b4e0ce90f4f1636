"""Where the time of a batch goes, in memory that does not grow with the class."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median

from grader.batch.manifest import Done
from grader.batch.store import Store
from grader.phases import TOTAL
from grader.reporting.profile import BatchProfile

MOST = 1000
"""Hand-ins of which the medians are taken: all of a smaller class, of a larger one some, evenly spread."""
SLOWEST = 3


class Tally:
    """Sums up the reports that one run of a batch made."""

    def __init__(
        self,
        store: Store,
        labels: Mapping[str, str],
        workers: int = 0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Count what goes into `store`.

        Args:
            store: where the reports are found.
            labels: how people call each hand-in, by its id.
            workers: gradings at a time; 0 when it is not known.
            now: a clock, in seconds.
        """
        self._store = store
        self._labels = labels
        self._workers = workers
        self._now = now
        self._seconds = 0.0
        self._graded = 0
        self._totals: dict[str, float] = {}
        self._kept: list[Mapping[str, float]] = []
        self._step = 1
        self._slowest: list[tuple[float, str]] = []

    def follow(self, work: Iterator[Done]) -> Iterator[Done]:
        """Pass on what `work` yields, and count what was graded just now."""
        started = self._now()
        for done in work:
            if done.key and not done.reused and (report := self._store.read(done.key)):
                self.add(done.handin, report.durations)
            self._seconds = self._now() - started
            yield done
        self._seconds = self._now() - started

    def add(self, handin: str, durations: Mapping[str, float]) -> None:
        """Count one hand-in: its id, and its seconds per phase with `total`."""
        for phase, seconds in durations.items():
            self._totals[phase] = self._totals.get(phase, 0.0) + seconds
        if self._graded % self._step == 0:
            self._kept.append(durations)
        if len(self._kept) > MOST:
            self._kept = self._kept[::2]
            self._step *= 2
        self._graded += 1
        slow = (durations.get(TOTAL, 0.0), self._labels.get(handin, handin))
        self._slowest = sorted([*self._slowest, slow], reverse=True)[:SLOWEST]

    def profile(self) -> BatchProfile:
        """Return what was counted so far."""
        medians = {phase: median(one.get(phase, 0.0) for one in self._kept) for phase in self._totals}
        return BatchProfile(
            graded=self._graded,
            seconds=self._seconds,
            totals=self._totals,
            medians=medians,
            idle=self._idle(),
            slowest=tuple((label, seconds) for seconds, label in self._slowest),
        )

    def _idle(self) -> float | None:
        offered = self._workers * self._seconds
        return max(1 - self._totals.get(TOTAL, 0.0) / offered, 0.0) if offered else None
