"""What a checker does: takes a Job, runs the checks, gives an Answer.

`__main__.py` of this package is one that runs alone, `template.py` forks those that have imported everything.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import socket
import tempfile
from pathlib import Path
from typing import Any, NamedTuple, Self

from grader.checks.app import AppSession
from grader.checks.choice import Choice, choose
from grader.checks.wanted import hidden_from_apps
from grader.errors import UsageError
from grader.job import Answer, Job
from grader.lesson import Surroundings, load_lesson
from grader.phases import Clock
from grader.results import SandboxInfo
from grader.sandbox import make_sandbox
from grader.sandbox.base import Sandbox, StartError
from grader.sandbox.hostprocess import Link


class Given(NamedTuple):
    """What is warm already."""

    template: socket.socket | None = None
    """The requests socket of a `HostTemplate`."""
    container: Link | None = None
    """A waiting container; whoever made it waits for its end."""
    host: Link | None = None
    """A host under the grader's own interpreter, with the usual limits."""


def settle(scratch: Path | None) -> None:
    """Make sure that nothing configures pytest from outside, and where temporary files go."""
    for name in [name for name in os.environ if name.startswith("PYTEST_")]:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    if scratch is not None:
        tempfile.tempdir = str(scratch)


def check(job: Job, given: Given = Given()) -> Answer:  # noqa: B008 (it is immutable)
    """Choose the lesson where there is a choice, then run its checks."""
    try:
        with Grading(job, given) as grading:
            answer = _check(grading)
    except UsageError as error:
        return refusal(job, error)
    return grading.measured(answer)


def refusal(job: Job, error: UsageError) -> Answer:
    """Return the answer where nothing was run."""
    return Answer(lesson=job.lessons[0], refused=str(error), sandbox=SandboxInfo(name=job.sandbox.name))


def _check(grading: Grading) -> Answer:
    job = grading.job
    if not job.only_choose:
        import_pytest()  # meanwhile the app host imports FastAPI
    grading.prove()
    lessons = [load_lesson(root) for root in job.lessons]
    # While the lesson is open, an app may need the settings of any.
    settings = {name: value for lesson in lessons for name, value in lesson.environment.items()}
    session = grading.open_session(Surroundings(settings=settings))
    with grading.clock.phase("choose"):
        choice = choose(lessons, session)
    if choice.near_tie or job.only_choose:
        return grading.answer(choice)
    from grader.checks.suite import run_suite

    session.move(choice.lesson.surroundings)
    with tempfile.TemporaryDirectory(prefix="grade-checker-") as folder:
        found = run_suite(choice.lesson, lambda: (job, session), Path(folder), has_app=job.has_app)
    return grading.answer(choice, found)


def import_pytest() -> None:
    """Import what runs the checks."""
    importlib.import_module("grader.checks.suite")


class Grading:
    """A job under way: its sandbox, which is open as long as this context, and its app."""

    session: AppSession

    def __init__(self, job: Job, given: Given) -> None:
        self.job = job
        self.clock = Clock("checker")
        self._given = given
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        """Open the sandbox, and begin to start the app's host.

        Raises:
            UsageError: it cannot be used.
        """
        job, given = self.job, self._given
        sandbox = make_sandbox(
            job.sandbox,
            hidden_from_apps(job.lessons),
            template=given.template,
            container=given.container,
            host=given.host,
        )
        self._sandbox: Sandbox = self._stack.enter_context(sandbox)
        if job.has_app:
            with self.clock.phase("sandbox"):
                self._sandbox.prepare(job.submission, job.limits)
        return self

    def __exit__(self, *_details: object) -> None:
        with self.clock.phase("end"):
            self._stack.close()

    def prove(self) -> None:
        """Attack the sandbox before anything of the submission runs.

        Raises:
            UsageError: it is not what was asked for.
        """
        if self.job.has_app:
            # The first start tells why none is possible.
            with self.clock.phase("sandbox"), contextlib.suppress(StartError):
                self._sandbox.prove(self.job.submission, self.job.limits)

    def open_session(self, surroundings: Surroundings) -> AppSession:
        """Return what starts the app."""
        job = self.job
        self.session = AppSession(
            self._sandbox, job.submission, job.limits, surroundings, plain=job.plain, clock=self.clock
        )
        self._stack.callback(self.session.close)
        return self.session

    def answer(self, choice: Choice, found: dict[str, Any] | None = None) -> Answer:
        """Return what was found; `found` is pytest-json-report's, None where no checks were run."""
        base = Answer(
            lesson=choice.lesson.root,
            chosen=choice.reason,
            near_tie=choice.near_tie,
            sandbox=self._sandbox.info,
        )
        if found is None:
            return base
        failure = self.session.failure
        return base.model_copy(
            update={
                "tests": tuple(found.get("tests", ())),
                "collectors": tuple(c for c in found.get("collectors", ()) if c.get("outcome") == "failed"),
                "start_failure": failure.failure if failure else None,
                "reliable": self.session.reliable,
                "app": self.session.app,
                "python": self.session.python,
            }
        )

    def measured(self, answer: Answer) -> Answer:
        """Add to an answer how long each phase took, and how often it began."""
        durations, counts = self.clock.durations(), dict(self.clock.counts)
        return answer.model_copy(update={"durations": durations, "counts": counts})
