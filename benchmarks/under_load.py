"""Is the verdict on concurrent apps the same on a busy machine? `python benchmarks/under_load.py [ID...]`.

Checks lessons that judge by what happens at the same time twice in one run: on the machine as it is, and
beside so many processes that compute without end. Prints how much longer it took, and every verdict that
changed; exits with 1 when one did.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from grader.lesson import Lesson, find_lesson, specs_folder
from grader.matrix import Verdict
from grader.verification.check import Options, check_lesson
from grader.warm import WarmRunner

LESSONS = ("q11-async-and-sync", "q20-background-tasks", "q22-lifespan", "m1e2-async-flow")
PER_CORE = 4
"""Processes that compute without end, for each core."""

Verdicts = dict[str, dict[str, Verdict]]
"""By the name of what was tried, then by criterion."""


def main(lesson_ids: Sequence[str]) -> int:
    """Measure, and print a line per lesson and one per changed verdict."""
    changed = 0
    with WarmRunner() as run:
        for lesson in (find_lesson(specs_folder(), name) for name in lesson_ids or LESSONS):
            alone, seconds = _verdicts(lesson, run)
            with _busy((os.cpu_count() or 1) * PER_CORE):
                loaded, longer = _verdicts(lesson, run)
                load = os.getloadavg()[0]
            other = [name for name in alone if alone[name] != loaded.get(name)]
            changed += len(other)
            told = f"{len(alone)} trials, {len(other)} judged otherwise"
            print(
                f"{lesson.id:24} {told}, {longer / seconds:.1f} times as long (load {load:.0f})", flush=True
            )
            for name in other:
                print(f"  {name}: {alone[name]} became {loaded.get(name)}")
    return 1 if changed else 0


def _verdicts(lesson: Lesson, run: WarmRunner) -> tuple[Verdicts, float]:
    started = time.monotonic()
    check = check_lesson(lesson.root, run, Options(jobs=1))
    verdicts = {f"{trial.kind} {trial.name}": trial.verdicts for trial in check.trials}
    return verdicts, time.monotonic() - started


@contextmanager
def _busy(processes: int) -> Iterator[None]:
    workers = [multiprocessing.Process(target=_compute, daemon=True) for _ in range(processes)]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in workers:
            worker.kill()
            worker.join()


def _compute() -> None:
    while True:
        sum(range(10_000))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
