"""How the process behind `grade batch` grows with the class: peak memory and CPU time per hand-in.

`python benchmarks/batch_memory.py [HAND-INS ...]` (default: 100 1000 10000), each in a process of its own.
The grading itself, which other processes do, is replaced by a finished report: what is measured is
collecting, opening, storing, deciding, rendering the pages and the class page.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from grader.batch.batch import Batch, Lessons
from grader.batch.publish import Wanted, publish
from grader.batch.terms import Terms
from grader.grading import grade
from grader.intake.collect import collect
from grader.lesson import Lesson, find_lesson, specs_folder
from grader.results import Report
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission, open_submission

LESSON = "q08-status-codes"
SAMPLE = Path(__file__).parents[1] / "submissions" / "q08-almost-right"
MIB = 1024 * 1024


class Finished:
    """A backend that has the answer already."""

    slots = 2

    def __init__(self, report: Report) -> None:
        self._report = report

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None: ...

    def grade(self, opened: Submission, lessons: Sequence[Lesson], terms: Terms) -> Report:  # noqa: ARG002
        """Return the report under the submission's name."""
        named = self._report.submission.model_copy(update={"name": opened.name, "digest": opened.digest})
        return self._report.model_copy(update={"submission": named})


def measure(hand_ins: int) -> None:
    """Take a class of so many to its gradebook, and print what that took."""
    with open_submission(SAMPLE) as opened:
        report = grade(opened, find_lesson(specs_folder(), LESSON))
    source = next(SAMPLE.rglob("*.py")).read_text()
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        for number in range(hand_ins):
            place = Path(folder, "class", f"todo-student{number:05}")
            place.mkdir(parents=True)
            (place / "main.py").write_text(f"{source}\nNUMBER = {number}\n")
        before, started = peak(), cpu()
        with collect([Path(folder, "class")]) as intake:
            batch = Batch(
                Path(folder, "results"),
                intake,
                Terms.here(SandboxSettings()),
                Lessons(specs_folder(), LESSON),
            )
            batch.open(regrade=False)
            graded = sum(1 for _ in batch.grade(Finished(report)))
        between, halfway = peak(), cpu()
        publish(Path(folder, "results"), batch.manifest, Wanted())
        page = Path(folder, "results", "index.html").stat().st_size
    grading, publishing = (1000 * seconds / graded for seconds in (halfway - started, cpu() - halfway))
    print(
        f"{graded:6} hand-ins: peak {before / MIB:4.0f} MiB before, {between / MIB:4.0f} after grading, "
        f"{peak() / MIB:4.0f} after publishing; CPU per hand-in "
        f"{grading:.1f} ms, then {publishing:.1f} ms; class page {page / MIB:.1f} MiB",
        flush=True,
    )


def peak() -> int:
    """Return this process's peak memory so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def cpu() -> float:
    """Return this process's CPU time so far, in seconds."""
    return time.process_time()


def main() -> None:
    """Measure each size in a fresh process."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return
    for size in sys.argv[1:] or ["100", "1000", "10000"]:
        subprocess.run([sys.executable, __file__, "--one", size], check=True)


if __name__ == "__main__":
    main()
