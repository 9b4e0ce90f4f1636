"""The running submission as checks see it."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from typing import Any

from grader.checks.evidence import exchange
from grader.checks.http import DOCUMENT, Patience, WireRequest
from grader.checks.openapi import DocumentError, read_document
from grader.checks.timedwire import TimedWire
from grader.lesson import Surroundings
from grader.phases import Clock
from grader.results import Exchange, StartFailureKind
from grader.sandbox.base import Limits, RunningApp, Sandbox, StartError
from grader.submission import Submission

Started = tuple[AbstractContextManager[RunningApp], RunningApp]


class AppSession:
    """Starts the submission again and again during one grading, with one shared patience.

    A start that was asked for nothing but its document is kept for the next stock check module, and the
    document is remembered; not so when the session is `plain`.
    """

    def __init__(  # noqa: PLR0913 (what all starts of a grading share)
        self,
        sandbox: Sandbox,
        submission: Submission,
        limits: Limits,
        surroundings: Surroundings,
        *,
        plain: bool = False,
        clock: Clock | None = None,
    ) -> None:
        """Nothing is started yet; `clock` is told of starts, requests and ends."""
        self._sandbox = sandbox
        self._submission = submission
        self.surroundings = surroundings
        self.limits = limits
        self.patience = Patience()
        self.clock = clock or Clock("checks")
        self.failure: StartError | None = None
        self.reliable = True
        """False when the submission started at one time and failed to at another."""
        self.app = ""
        self.python = ""
        self.document: dict[str, Any] | None = None
        """What a fresh start answered when it was asked for its OpenAPI document."""
        self.plain = plain
        """Whether no short cuts are taken."""
        self._kept: Started | None = None

    def move(self, surroundings: Surroundings) -> None:
        """Give all later starts other surroundings."""
        if surroundings != self.surroundings:
            self.close()
            self.document = None
        self.surroundings = surroundings

    def remember(self, document: dict[str, Any]) -> None:
        """Remember the document of a fresh start."""
        if not self.plain:
            self.document = document

    def keep(self, started: Started) -> bool:
        """Keep a start that is as good as fresh for `take`; returns whether that is done."""
        self.close()
        self._kept = None if self.plain else started
        return not self.plain

    def take(self) -> Started:
        """Return the start that was kept, or a new one; see `start`."""
        if self._kept is None:
            return self.start()
        started, self._kept = self._kept, None
        return started

    def close(self) -> None:
        """End a start that was kept."""
        if self._kept is not None:
            (context, _), self._kept = self._kept, None
            with self.clock.phase("end"):
                context.__exit__(None, None, None)

    def start(self) -> Started:
        """Start the submission afresh; a failure counts when it comes twice.

        Raises:
            StartError: it does not start; known after the first time, not tried again.
        """
        self.close()  # the end of one sweeps up all that run
        if self.failure is not None:
            raise self.failure
        try:
            return self._start()
        except StartError as error:
            if error.failure.kind is not StartFailureKind.TIMEOUT:  # waiting twice would teach nothing
                with contextlib.suppress(StartError):
                    started = self._start()
                    self.reliable = False
                    return started
            self.failure = error
            self.reliable = not self.app
            raise

    def _start(self) -> Started:
        context = self._sandbox.start(self._submission, self.limits, self.surroundings)
        with self.clock.phase("start"):
            running = context.__enter__()
        self.app, self.python = running.app, running.python
        return context, running


class AppHandle:
    """One check module's app. `wire` sends to the current start; `restart()` makes a new one."""

    def __init__(self, session: AppSession, *, deep: bool, kept: bool = False) -> None:
        """Start the app; with `kept`, one will do that was asked for nothing but its document.

        Raises:
            StartError: it does not start.
        """
        self.deep = deep
        self.limits = session.limits
        self._session = session
        self._context: AbstractContextManager[RunningApp] | None = None
        self.unchanged: bool
        """Whether the app was as good as fresh when the check began."""
        self.doubted: bool
        """Whether a check has failed on this start: what it left behind may make others fail."""
        self._run(session.take() if kept else session.start())

    def restart(self) -> None:
        """Replace the app by a fresh process with a fresh working copy."""
        self._end()
        self._run(self._session.start())

    def _run(self, started: Started) -> None:
        self._context, self._running = started
        session = self._session
        self.wire = TimedWire(self._running.connect, session.limits, session.patience, session.clock)
        self._mark = 0
        self._worn = False
        self.doubted = False
        self.unchanged = True

    @property
    def plain(self) -> bool:
        """Whether no short cuts are taken."""
        return self._session.plain

    def wear_out(self) -> None:
        """Say that the next check needs a fresh app: this one may have ended, or be blocked."""
        self._worn = True

    def doubt(self) -> None:
        """Say that a check has failed: where the app may have ended, or be blocked, it is worn out."""
        self.doubted = True
        if self.plain or not self.answered:
            self.wear_out()

    @property
    def answered(self) -> bool:
        """Whether the app answered all that the check has asked so far."""
        return all(response.status is not None for _, response in self.wire.recorded)

    def close(self) -> None:
        """End the app, or leave it to the next check module that does not mind."""
        fresh = self._context is not None and not self._worn and not self.wire.used
        if fresh and self._context is not None and self._session.keep((self._context, self._running)):
            self._context = None
        self._end()

    def _end(self) -> None:
        if self._context is not None:
            with self._session.clock.phase("end"):
                self._context.__exit__(None, None, None)
            self._context = None

    def begin(self) -> None:
        """Make ready for the next check: forget exchanges and output so far.

        Raises:
            StartError: a fresh app was needed, and did not start.
        """
        if self._worn:
            self.restart()
        self.unchanged = not self.wire.changed
        self.wire.recorded.clear()
        self._mark = self._running.log_position()

    def log(self) -> str:
        """Return what the app printed since the check began."""
        return self._running.log_since(self._mark)

    def stop(self, seconds: float = 10.0) -> bool:
        """Ask the app to end, as Ctrl-C does; return whether it has. The next check gets a fresh one."""
        self.wear_out()
        with self._session.clock.phase("end"):
            return self._running.stop(seconds)

    def peak_memory(self) -> int | None:
        """Return the most resident memory that the app's process has had, in bytes; None when unknown."""
        return self._running.peak_memory()

    def list_files(self) -> tuple[str, ...]:
        """Return the files that the app sees and has written, relative to the submission's root.

        What it wrote beside the submission begins with `../`.
        """
        return self._running.list_files()

    def read_file(self, path: str) -> bytes | None:
        """Return what a file in the working copy holds; None when it is no ordinary file."""
        return self._running.read_file(path)

    def remember(self, document: dict[str, Any]) -> None:
        """Remember the document of this start, where it was asked for nothing else before."""
        if not self.wire.used:
            self._session.remember(document)

    def routes(self) -> tuple[str, ...]:
        """Return the paths that the app documents; empty where its document cannot be read."""
        before = len(self.wire.recorded)
        answer = self.wire.send(WireRequest("GET", DOCUMENT))
        del self.wire.recorded[before:]
        try:
            return tuple(read_document(answer.body)["paths"])
        except DocumentError:
            return ()

    def exited(self) -> str:
        """Say how the app's process ended, or "" while it runs."""
        return self._running.exited()

    def exchanges(self) -> tuple[Exchange, ...]:
        """Return the exchanges since the check began."""
        return tuple(exchange(request, response) for request, response in self.wire.recorded)
