"""What a sandbox is: the protocol that every way of running a submission keeps."""

from __future__ import annotations

import socket
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

from grader.errors import UsageError

if TYPE_CHECKING:  # the host is started before any of these is imported
    from grader.lesson import Surroundings
    from grader.results import SandboxInfo, StartFailure
    from grader.submission import Submission

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What bounds a running submission. Sizes in bytes, times in seconds."""

    start_seconds: float = 20.0
    """Wall time from the start to the app being ready to serve."""
    request_seconds: float = 5.0
    """Wall time for one request, from connecting to the last byte."""
    cpu_seconds: int = 120
    """CPU time of one app start, all requests included."""
    memory: int = 1024 * MIB
    """Address space of each of the submission's processes."""
    memory_together: int = 2048 * MIB
    """Resident memory of all of them; looked at a few times a second."""
    file_size: int = 256 * MIB
    open_files: int = 256
    processes: int = 300
    """Processes and threads together; less than 300 cannot be set everywhere."""
    disk: int = 512 * MIB
    """All files of one start together."""
    files: int = 20_000
    """How many files and folders."""
    output: int = 32 * MIB
    """What the submission may print before it is stopped."""
    log_tail: int = 64 * 1024
    """How much of its output is kept."""
    response_body: int = 5 * MIB


class StartError(Exception):
    """The submission did not start; carries the reason for the report."""

    def __init__(self, failure: StartFailure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class IsolationError(UsageError):
    """The sandbox is not as isolated as was asked for; the text says what is missing."""


class RunningApp(Protocol):
    """A started submission. It is untrusted: all that comes from it is bounded data."""

    @property
    def app(self) -> str:
        """The object that is served, for example `main:app`."""

    @property
    def python(self) -> str:
        """Version of the interpreter that runs it."""

    def connect(self) -> socket.socket:
        """Open a new connection to the app's listener; raises OSError when it is gone."""

    def log(self) -> str:
        """Return the tail of what the app printed so far."""

    def log_position(self) -> int:
        """Return how many bytes the app printed so far."""

    def log_since(self, position: int) -> str:
        """Return what the app printed after `position`, cut to the tail that was kept."""

    def exited(self) -> str:
        """Say how the app's process ended, or return "" while it runs."""

    def stop(self, seconds: float) -> bool:
        """Ask the app to end, as Ctrl-C does; return whether it has ended within `seconds`."""

    def peak_memory(self) -> int | None:
        """Return the most resident memory that the app's process has had, in bytes; None when unknown."""

    def list_files(self) -> tuple[str, ...]:
        """Return the files in the working copy and beside it, relative to the submission's root."""

    def read_file(self, path: str) -> bytes | None:
        """Return what a file in the working copy holds; None when it is no ordinary file."""


class Sandbox(Protocol):
    """A place where submissions run; a context manager that leaves nothing behind."""

    @property
    def info(self) -> SandboxInfo:
        """Name and isolation layers in force."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_details: object) -> None: ...

    def prepare(self, submission: Submission, limits: Limits) -> None:
        """Begin what every start of `submission` needs, without waiting for it."""

    def prove(self, submission: Submission, limits: Limits) -> None:
        """Attack the sandbox from a process like those of `submission`, before anything of it runs; once.

        Raises:
            IsolationError: it does not reach the level that was asked for.
            UsageError: it cannot be used at all.
            StartError: no process of that kind can be started.
        """

    def start(
        self, submission: Submission, limits: Limits, surroundings: Surroundings = ...
    ) -> AbstractContextManager[RunningApp]:
        """Start the submission afresh: a new process, a new working copy of its files.

        The settings of `surroundings` are added to the rebuilt environment, its modules are found before
        the submission's own. Leaving the context kills the whole process tree and deletes the working copy.

        Raises:
            StartError: the submission does not start.
        """
