"""The checker process as the runner sees it. Light to import: it is begun before all that takes time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack, suppress
from typing import Self

CHECKER_SECONDS = 600.0
"""Above what all the bounds inside can add up to: reaching it is a fault of the grader."""
MOST_ANSWER = 64 * 1024 * 1024
END_SECONDS = 30.0


class CheckerProcess:
    """A checker for one job, in a session of its own; it and all below it are gone when the context ends.

    It imports what it needs as soon as the context begins, so a job that comes later finds it ready. With
    `host`, it also starts the app host under the grader's own interpreter meanwhile; a job that cannot use
    that ends it.
    """

    def __init__(self, *, host: bool) -> None:
        """Nothing is started yet."""
        self._host = ["host"] if host else []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._errors = stack.enter_context(tempfile.TemporaryFile())
            folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
            scratch = stack.enter_context(folder)
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "grader.checks", scratch, *self._host],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                start_new_session=True,
            )
            stack.callback(self._end)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_details: object) -> None:
        self._stack.close()

    def ask(self, job: str) -> tuple[bytes, str]:
        """Send the job, a line of JSON, once; return the answer and the tail of its standard error."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):  # it died at once; its words are read below
            self._process.stdin.write(job.encode() + b"\n")
            self._process.stdin.flush()  # and left open: closing it tells the checker to end
        timer = threading.Timer(CHECKER_SECONDS, self._process.kill)
        timer.start()
        try:
            output = self._process.stdout.read(MOST_ANSWER)
        finally:
            timer.cancel()
        self._errors.seek(0)
        return output, self._errors.read()[-2000:].decode("utf-8", "replace")

    def _end(self) -> None:
        """Close our ends of the pipes, which ends the checker, and wait."""
        with self._process as process:
            if process.stdin is not None:
                with suppress(BrokenPipeError):
                    process.stdin.close()
            try:
                process.wait(timeout=END_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
