"""Runs a lesson's pytest suite in a process of its own and reads what it found."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from grader.errors import CheckerError
from grader.job import Answer, Job

CHECKER_SECONDS = 600.0
"""Above what all the bounds inside can add up to: reaching it is a fault of the grader."""
MOST_ANSWER = 64 * 1024 * 1024

Run = Callable[[Job], Answer]
"""Runs the checks of a job; raises CheckerError when the checker died, hung or answered nonsense."""


def run_checks(job: Job) -> Answer:
    """Run the checker process for `job`.

    Raises:
        CheckerError: it died, hung, or answered nonsense.
    """
    with (
        tempfile.TemporaryFile() as errors,
        tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as scratch,
        _checker(errors.fileno()) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            placed = job.model_copy(update={"scratch": Path(scratch)})
            process.stdin.write(placed.model_dump_json().encode() + b"\n")
            process.stdin.flush()  # and left open: closing it tells the checker to end
        except BrokenPipeError:
            pass  # it died at once; its words are read below
        timer = threading.Timer(CHECKER_SECONDS, process.kill)
        timer.start()
        try:
            output = process.stdout.read(MOST_ANSWER)
        finally:
            timer.cancel()
        errors.seek(0)
        return read_answer(output, errors.read()[-2000:].decode("utf-8", "replace"))


@contextmanager
def _checker(errors: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start the checker in a session of its own; it is gone when the context ends."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "grader.checks.checker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with process:  # closes its ends of the pipes, which ends the checker, and waits
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def read_answer(output: bytes, errors: str) -> Answer:
    """Read what a checker wrote; `errors` is the tail of its standard error.

    Raises:
        CheckerError: it is no answer.
    """
    try:
        return Answer.model_validate_json(output)
    except ValidationError:
        detail = errors.strip() or "it said nothing"
        raise CheckerError(f"the checker process ended without a result: {detail}") from None
