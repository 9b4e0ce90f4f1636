"""Publishes a batch and says in a few lines what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.group import EXIT_FULL_MARKS, EXIT_GRADER
from grader.cli.waiting import waiting
from grader.gradebook.table import status
from grader.reporting.visible import inert, one_line, visible

if TYPE_CHECKING:
    from grader.batch.manifest import Manifest
    from grader.batch.publish import Published, Wanted

STATUSES = {"graded": "with a final score", "review": "need review", "not graded": "not graded"}
MOST = 20
"""Lines of one kind that are shown."""


@dataclass(frozen=True)
class Run:
    """The run of `grade batch` that a summary tells of."""

    seconds: float = 0.0
    gone: Sequence[str] = ()
    """Hand-ins of the run before that are not among the sources any more."""
    regraded: bool = False


def report_results(results: Path, manifest: Manifest, wanted: Wanted, run: Run | None = None) -> int:
    """Write tables and pages, print a summary, and return the exit code."""
    from grader.batch.publish import publish

    with waiting("Writing the gradebook and the pages ..."):
        made = publish(results, manifest, wanted)
    for line in _summary(manifest, made, run or Run()):
        click.echo(inert(visible(line)))
    failed = any(one.fault == "grader" or one.again for one in manifest.done.values())
    return EXIT_GRADER if failed else EXIT_FULL_MARKS


def _summary(manifest: Manifest, made: Published, run: Run) -> list[str]:
    marks = made.marks
    took = f" in {run.seconds:.0f} s" if run.seconds else ""
    counts = Counter[str](status(mark) for mark in marks)
    told = ", ".join(f"{counts[word]} {text}" for word, text in STATUSES.items() if counts[word])
    lines = [f"{_count(len(marks), 'hand-in')}{took}: {told or 'nothing graded yet'}"]
    if left := len(manifest.intake.handins) - len(marks):
        lines.append(f"{left} more not finished: run the batch again, and it goes on from here")
    review = [mark for mark in marks if mark.review]
    lines += _listed(
        f"{_count(len(review), 'hand-in')} to look at by hand:",
        [f"{mark.handin.label}: {mark.problem or '; '.join(mark.review)}" for mark in review],
    )
    unmatched = [f"{one.what}: {one.why}" for one in manifest.intake.unmatched]
    lines += _listed("Not matched:", unmatched)
    for heading, remarks in made.remarks.items():
        lines += _listed(f"{heading}:", remarks)
    absent = [student.label for student in manifest.intake.absent]
    lines += _listed(f"{_count(len(absent), 'student')} without a hand-in:", absent)
    lines += _listed("In the run before, but not in these sources:", run.gone)
    if run.regraded and made.regraded:
        lines.append(f"{_count(made.regraded, 'hand-in')} changed by the regrade: see changes.csv")
    return lines + [str(path) for path in made.files]


def _listed(title: str, items: Sequence[str]) -> list[str]:
    """Return a title with its items below it; nothing where there are none."""
    if not items:
        return []
    more = [f"  ... and {len(items) - MOST} more"] if len(items) > MOST else []
    return [title, *(f"  {one_line(item)}" for item in items[:MOST]), *more]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
