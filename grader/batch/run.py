"""Many hand-ins, so many at a time, in memory that does not grow with the class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice

from grader.batch.manifest import Done
from grader.intake.values import Handin


def run_all(handins: Iterable[Handin], work: Callable[[Handin], Done], slots: int) -> Iterator[Done]:
    """Yield each hand-in's result as it comes; stops taking new ones when the caller stops asking."""
    waiting = iter(handins)
    with ThreadPoolExecutor(slots, thread_name_prefix="grade") as pool:
        running: set[Future[Done]] = {pool.submit(work, handin) for handin in islice(waiting, slots)}
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(work, handin) for handin in islice(waiting, len(finished))}
            for future in finished:
                yield future.result()
