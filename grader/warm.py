"""Runs many checkers quickly: each is forked from a process that has imported what all of them need."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from grader.checks import checker
from grader.errors import CheckerError
from grader.job import Answer, Job
from grader.runner import CHECKER_SECONDS, MOST_ANSWER, read_answer
from grader.sandbox.warmhost import HostTemplate

PRELOADED = [
    "grader.checks.checker",
    "grader.checks.fuzz.confirm",
    "grader.checks.plugin",
    "grader.checks.stock.test_contract",
    "grader.sandbox.process",
    "pytest_jsonreport.plugin",
]
END_SECONDS = 30.0


class WarmRunner:
    """A `Run` for many jobs, several at a time; a context manager."""

    def __init__(self) -> None:
        """Start both templates; returns at once."""
        self._template = HostTemplate()
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._template.__exit__(kind, error, traceback)

    def __call__(self, job: Job) -> Answer:
        """Run a checker for `job`.

        Raises:
            CheckerError: it died, hung, or answered nonsense.
        """
        with tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as scratch:
            placed = job.model_copy(update={"scratch": Path(scratch)})
            with self._checker(placed) as answers:
                output = _receive(answers)
            errors = Path(scratch, checker.ERRORS)
            told = errors.read_bytes()[-2000:] if errors.exists() else b""
            return read_answer(output, told.decode("utf-8", "replace"))

    @contextmanager
    def _checker(self, job: Job) -> Iterator[Connection]:
        """Fork a checker; it is gone when the context ends."""
        answers, far_answers = self._context.Pipe(duplex=False)
        far_lifeline, lifeline = self._context.Pipe(duplex=False)
        arguments = (job.model_dump_json(), far_lifeline, far_answers, self._template.requests)
        process = self._context.Process(target=checker.serve, args=arguments)
        with answers:
            with far_answers, far_lifeline:
                process.start()
            try:
                yield answers
            finally:
                lifeline.close()
                _end(process)


def _receive(answers: Connection) -> bytes:
    if not answers.poll(CHECKER_SECONDS):
        raise CheckerError(f"the checker process gave no answer within {CHECKER_SECONDS:g} s")
    try:
        return answers.recv_bytes(MOST_ANSWER)
    except EOFError:
        return b""


def _end(process: ForkServerProcess) -> None:
    process.join(END_SECONDS)
    if process.is_alive() and process.pid:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.join()
    process.close()
