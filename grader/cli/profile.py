"""The option `--profile`: where the time of a grading, or of a batch, went."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.phases import TOTAL, Clock

if TYPE_CHECKING:
    from grader.batch.profile import Tally
    from grader.intake.values import Intake
    from grader.job import Answer, Job
    from grader.results import Report
    from grader.runner import Run

SLOWEST = 5

profile_option = click.option(
    "--profile", is_flag=True, help="Tell where the time went: phases, and what was slowest."
)


class Profiling:
    """Measures the command that grades one submission; costs next to nothing, also where nobody asked."""

    def __init__(self) -> None:
        """Begin the phase `command`."""
        self._age = process_age()
        self._answer: Answer | None = None
        self.clock = Clock("command")

    def watch(self, run: Run) -> Run:
        """Return what runs checkers as `run` does, and remembers what the first says: it does the grading."""

        def watched(job: Job) -> Answer:
            answer = run(job)
            self._answer = self._answer or answer
            return answer

        return watched

    def tell(self, report: Report, printed: Sequence[str]) -> None:
        """Print the profile below a report for people, beside one for machines.

        `printed` are the formats that went to standard output.
        """
        from grader.reporting.profile import Profile, render
        from grader.reporting.terminal import echo, screen_of

        counts = self._answer.counts if self._answer else {}
        profile = Profile(self._durations(report), counts, slowest_checks(self._answer))
        stream = sys.stdout if tuple(printed) == ("terminal",) else sys.stderr
        echo("\n" + render(profile, unicode=screen_of(stream).unicode), stream)

    def _durations(self, report: Report) -> dict[str, float]:
        """Return the seconds of all phases; those of the report are a part of the command's."""
        own = self.clock.durations()
        own["command"] = max(own["command"] - report.durations.get(TOTAL, 0.0), 0.0)
        if self._age is not None:
            own["startup"] = self._age
        return {**own, **report.durations}


def slowest_checks(answer: Answer | None) -> tuple[tuple[str, float], ...]:
    """Return the checks whose calls took longest, with their seconds."""
    tests = answer.tests if answer else ()
    timed = [(_name(test), test.get("call", {}).get("duration", 0.0)) for test in tests]
    return tuple(sorted(timed, key=lambda pair: (-pair[1], pair[0]))[:SLOWEST])


def _name(test: dict[str, Any]) -> str:
    """Return the id of a check as the report has it."""
    told = (
        properties["check"]["id"] for properties in test.get("user_properties", ()) if "check" in properties
    )
    return str(next(told, test.get("nodeid", "?")))


def batch_tally(out: Path, intake: Intake, workers: int) -> Tally:
    """Return what sums up a batch into the folder `out`; `workers` is 0 when it is not known."""
    from grader.batch.profile import Tally
    from grader.batch.store import Store

    return Tally(Store(out), {handin.id: handin.label for handin in intake.handins}, workers)


def tell_batch(tally: Tally) -> None:
    """Print what was summed up."""
    from grader.reporting.profile import render_batch
    from grader.reporting.terminal import echo

    echo("\n" + render_batch(tally.profile()))


def process_age() -> float | None:
    """Return for how many seconds this process has run; None where the system does not tell (Linux does)."""
    try:
        after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2]
        started = int(after_name.split()[19]) / os.sysconf("SC_CLK_TCK")  # field 22 of proc(5)
        return max(time.clock_gettime(time.CLOCK_BOOTTIME) - started, 0.0)
    except (OSError, ValueError, IndexError, AttributeError):
        return None
