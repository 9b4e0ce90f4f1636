"""What the grader does: one submission as a student starts it, a class as an instructor does."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed.classroom import HandIn
from benchmarks.speed.measuring import SECONDS, Cost, MeasuringError, measure

GRADE = (sys.executable, "-m", "grader")
PEER = (sys.executable, str(Path(__file__).with_name("peer.py")))
EACH_SECONDS = 60.0
"""So long may one hand-in of a class take."""


def peer(handin: HandIn) -> Cost:
    """Judge a submission as a teacher would without us."""
    return measure([*PEER, str(handin.folder), handin.app])


def cold(handin: HandIn, *, named: bool) -> Cost:
    """Grade a submission in a new process, with its lesson named or chosen by the grader.

    Raises:
        MeasuringError: a right one lost points, a mistaken one lost none, or no lesson was found.
    """
    lesson = ["--lesson", handin.lesson] if named else []
    return measure(
        [*GRADE, str(handin.folder), "--sandbox", "import", *lesson], expected=[0 if handin.right else 1]
    )


def batch(
    folder: Path,
    count: int,
    jobs: int,
    sandbox: str = "import",
    options: Sequence[str] = (),
) -> Cost:
    """Grade the class of `count` in `folder`, and return what all of it took, start-up and pages included.

    Raises:
        MeasuringError: a hand-in was not graded.
    """
    with tempfile.TemporaryDirectory(prefix="grade-speed-") as scratch:
        out = Path(scratch, "results")
        command = [*GRADE, "batch", str(folder), "--out", str(out), "--jobs", str(jobs)]
        cost = measure([*command, "--sandbox", sandbox, *options], seconds=SECONDS + count * EACH_SECONDS)
        refuse_ungraded(out / "gradebook.csv", count)
    return cost


def refuse_ungraded(gradebook: Path, count: int) -> None:
    """See that all were graded, some for review perhaps, as a busy machine makes them.

    Raises:
        MeasuringError: one was not, or is missing.
    """
    with gradebook.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    bad = [row for row in rows if row["status"] not in {"graded", "review"}]
    if bad:
        raise MeasuringError(f"{bad[0]['lesson']}: a hand-in was not graded: {bad[0]['remarks']}")
    if len(rows) != count:
        raise MeasuringError(f"{len(rows)} of {count} hand-ins were graded")
