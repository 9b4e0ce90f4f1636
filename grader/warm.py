"""Runs many checkers quickly: each is forked from a process that has imported what all of them need."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from grader.checkerprocess import CHECKER_SECONDS, MOST_ANSWER
from grader.checks.fuzz.engines import EngineTemplate
from grader.checks.template import ERRORS, Wanted
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

END_SECONDS = 30.0


class WarmRunner:
    """A `Run` for many jobs, several at a time; a context manager."""

    def __init__(self, containers: int = 0) -> None:
        """Start the templates; returns at once.

        With `containers`, that many wait for the jobs in the `docker` sandbox that can use them.
        """
        self._stack = ExitStack()
        self._hosts = self._stack.enter_context(HostTemplate())
        self._engines = self._stack.enter_context(EngineTemplate())
        warm = (self._hosts.requests, self._engines.requests)
        self._checkers = self._stack.enter_context(CheckerTemplate(warm))
        self._containers = containers
        self._pools: dict[tuple[SandboxSettings, Limits], ContainerPool] = {}
        self._probed: dict[tuple[SandboxSettings, Path | None], SandboxInfo] = {}
        self._lock = threading.Lock()

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
            output = self._answer(self._placed(job, Path(scratch)))
            errors = Path(scratch, ERRORS)
            told = errors.read_bytes()[-2000:] if errors.exists() else b""
            answer = read_answer(output, told.decode("utf-8", "replace"))
        if answer.sandbox.layers:
            self._probed[job.sandbox, job.submission.python] = answer.sandbox
        return answer

    def _placed(self, job: Job, scratch: Path) -> Job:
        """Add the folder, and what attacking the same kind of sandbox has shown before."""
        known = self._probed.get((job.sandbox, job.submission.python))
        probed = known if job.has_app else None  # where nothing runs, a report tells of no sandbox
        sandbox = job.sandbox.model_copy(update={"probed": job.sandbox.probed or probed})
        return job.model_copy(update={"scratch": scratch, "sandbox": sandbox})

    def _answer(self, job: Job) -> bytes:
        container = self._container(job)
        try:
            with self._checkers.fork(job, container) as checker:
                if container:
                    container.release()
                return checker.answer(job)
        finally:
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


class CheckerTemplate:
    """The process that forks checkers, as seen from here; one that has died is replaced."""

    def __init__(self, warm: tuple[socket.socket, socket.socket]) -> None:
        """Start it; returns at once, requests wait until it is ready.

        `warm` are the requests sockets of a `HostTemplate` and an `EngineTemplate`.
        """
        self._warm = warm
        self._lock = threading.Lock()
        self._start()

    def _start(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        self._requests, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        descriptors = [end.fileno() for end in (far, *self._warm)]
        with far:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-P", "-m", "grader.checks.template"),
                    *map(str, descriptors),
                    self._folder.name,
                ],
                pass_fds=descriptors,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self._requests.close()
        with self._process:  # closes its standard input, which ends it and the lessons' templates
            pass
        self._folder.cleanup()

    def fork(self, job: Job, container: Link | None) -> Checker:
        """Return a new checker, to which copies of the ends of `container` are given.

        Raises:
            CheckerError: none can be forked.
        """
        single = job.lessons[0] if job.digest and not job.plain else ""
        wanted = Wanted(str(single), job.digest, job.has_app).encoded()
        near, far = socket.socketpair()
        descriptors = [far.fileno()]
        if container:
            descriptors += [container.lifeline.fileno(), container.control.fileno(), container.output]
        with far, self._lock:
            for last in (False, True):
                try:
                    socket.send_fds(self._requests, [wanted], descriptors)
                    break
                except OSError as error:
                    if last:
                        near.close()
                        raise CheckerError(f"no checker process can be forked: {error}") from None
                    self.__exit__()
                    self._start()
        return Checker(near)


class Checker:
    """A forked checker; it is gone when its context ends."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._received = bytearray()

    def answer(self, job: Job) -> bytes:
        """Send the job and return the answer, b"" where the checker died without one.

        Raises:
            CheckerError: there was none in time.
        """
        with suppress(BrokenPipeError, ConnectionResetError):  # it died at once
            self._channel.sendall(job.model_dump_json().encode() + b"\n")
        try:
            self._read(CHECKER_SECONDS)
        except TimeoutError:
            raise CheckerError(f"the checker process gave no answer within {CHECKER_SECONDS:g} s") from None
        return bytes(self._received).partition(b"\n")[2]

    def _read(self, seconds: float) -> None:
        """Read until the checker has ended, or has said more than any answer.

        Raises:
            TimeoutError: it does not end.
        """
        deadline = time.monotonic() + seconds
        with suppress(ConnectionResetError):
            while len(self._received) <= MOST_ANSWER:
                self._channel.settimeout(max(0.001, deadline - time.monotonic()))
                part = self._channel.recv(1 << 20)
                if not part:
                    return
                self._received += part

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        with self._channel:
            with suppress(OSError):
                self._channel.shutdown(socket.SHUT_WR)  # asks it to end, where it has not
            try:
                self._received[MOST_ANSWER:] = b""
                self._read(END_SECONDS)
            except TimeoutError:
                self._kill()

    def _kill(self) -> None:
        number = bytes(self._received[:20]).partition(b"\n")[0]
        if number.isdigit():
            with suppress(ProcessLookupError):
                os.killpg(int(number), signal.SIGKILL)
