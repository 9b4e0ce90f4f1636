"""Runs many checkers quickly: each is forked from a process that has imported what all of them need."""

from __future__ import annotations

import multiprocessing
import multiprocessing.util
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TYPE_CHECKING, Self

from grader.checkerprocess import CHECKER_SECONDS, MOST_ANSWER
from grader.checks import checker
from grader.errors import CheckerError, UsageError
from grader.job import Answer, Job
from grader.results import SandboxInfo
from grader.runner import read_answer
from grader.sandbox.base import Limits
from grader.sandbox.hostprocess import Link
from grader.sandbox.settings import SandboxSettings
from grader.sandbox.warmhost import HostTemplate

if TYPE_CHECKING:
    from grader.sandbox.docker.pool import ContainerPool

PRELOADED = [
    "grader.checks.checker",
    "grader.checks.fuzz.confirm",
    "grader.checks.fuzz.engine",
    "grader.checks.plugin",
    "grader.checks.stock.test_contract",
    "grader.sandbox.process",
    "pytest_jsonreport.plugin",
]
END_SECONDS = 30.0
LONGEST_TEMPORARY = 60
_STARTING = threading.Lock()
SHORT = "/tmp"  # noqa: S108 (multiprocessing makes a private folder there)


class WarmRunner:
    """A `Run` for many jobs, several at a time; a context manager."""

    def __init__(self, containers: int = 0) -> None:
        """Start both templates; returns at once.

        With `containers`, that many wait for the jobs in the `docker` sandbox that can use them.
        """
        self._template = HostTemplate()
        self._stack = ExitStack()
        self._stack.enter_context(self._template)
        self._containers = containers
        self._pools: dict[tuple[SandboxSettings, Limits], ContainerPool] = {}
        self._probed: dict[tuple[SandboxSettings, Path | None], SandboxInfo] = {}
        self._lock = threading.Lock()
        _keep_addresses_short()
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self._stack.close()

    def __call__(self, job: Job) -> Answer:
        """Run a checker for `job`.

        Raises:
            CheckerError: it died, hung, or answered nonsense.
        """
        with tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as scratch:
            with self._checker(self._placed(job, Path(scratch))) as answers:
                output = _receive(answers)
            errors = Path(scratch, checker.ERRORS)
            told = errors.read_bytes()[-2000:] if errors.exists() else b""
            answer = read_answer(output, told.decode("utf-8", "replace"))
        if answer.sandbox.layers:
            self._probed[job.sandbox, job.submission.python] = answer.sandbox
        return answer

    def _placed(self, job: Job, scratch: Path) -> Job:
        """Add the folder, and what attacking the same kind of sandbox has shown before."""
        probed = self._probed.get((job.sandbox, job.submission.python))
        sandbox = job.sandbox.model_copy(update={"probed": job.sandbox.probed or probed})
        return job.model_copy(update={"scratch": scratch, "sandbox": sandbox})

    @contextmanager
    def _checker(self, job: Job) -> Iterator[Connection]:
        """Fork a checker; it is gone when the context ends."""
        answers, far_answers = self._context.Pipe(duplex=False)
        far_lifeline, lifeline = self._context.Pipe(duplex=False)
        container = self._container(job)
        arguments = (
            job.model_dump_json(),
            far_lifeline,
            far_answers,
            self._template.requests,
            _sent(container) if container else None,
        )
        process = self._context.Process(target=checker.serve, args=arguments)
        with answers:
            with far_answers, far_lifeline, _main_untold():
                process.start()
            if container:
                container.release()
            try:
                yield answers
            finally:
                lifeline.close()
                _end(process)
                if container:
                    container.end()

    def _container(self, job: Job) -> Link | None:
        """Take a waiting container, where the job can use one; None where the engine has none to give."""
        if not self._containers or job.sandbox.name != "docker" or job.submission.packages is not None:
            return None
        from grader.sandbox.docker.pool import ContainerPool

        key = (job.sandbox.model_copy(update={"probed": None}), job.limits)
        with suppress(UsageError):  # the checker meets it again, and tells
            with self._lock:
                if key not in self._pools:
                    pool = ContainerPool(job.sandbox, job.limits, self._containers)
                    self._pools[key] = self._stack.enter_context(pool)
            return self._pools[key].take()
        return None


@contextmanager
def _main_untold() -> Iterator[None]:
    """Hide which script this process runs: multiprocessing would run it again in each that it starts.

    So a script that grades needs no `if __name__ == "__main__"`.
    """
    main = vars(sys.modules["__main__"])
    with _STARTING:
        known: dict[str, object] = {name: main[name] for name in ("__file__", "__spec__") if name in main}
        main.update(dict.fromkeys(known))
        try:
            yield
        finally:
            main.update(known)


def _keep_addresses_short() -> None:
    """Let multiprocessing make its folder where a socket's address fits: 107 bytes at most, unix(7)."""
    known = tempfile.tempdir
    if len(tempfile.gettempdir()) > LONGEST_TEMPORARY and os.path.isdir(SHORT):  # noqa: PTH112
        tempfile.tempdir = SHORT
    try:
        multiprocessing.util.get_temp_dir()  # made once, and known from then on
    finally:
        tempfile.tempdir = known


def _sent(container: Link) -> tuple[socket.socket, socket.socket, Connection]:
    """Return the ends of a link in a form that a new process can be given."""
    return container.lifeline, container.control, Connection(os.dup(container.output), writable=False)


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
