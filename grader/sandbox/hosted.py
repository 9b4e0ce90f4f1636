"""A sandbox whose submissions are forked from a warm host, wherever that host runs."""

from __future__ import annotations

import contextlib
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar, Self

from grader.discovery import ImportPlan
from grader.lesson import Surroundings
from grader.results import SandboxInfo
from grader.sandbox.base import IsolationError, Limits, StartError
from grader.sandbox.bundle import bundle
from grader.sandbox.diagnosis import diagnose, diagnose_exit, timed_out
from grader.sandbox.forking import Forked, fork
from grader.sandbox.hostedapp import HostedApp
from grader.sandbox.hostprocess import HostProcess
from grader.sandbox.isolation import reaches, too_weak
from grader.sandbox.launching import Launch, Place, job
from grader.sandbox.probing import probe
from grader.sandbox.settings import SandboxName, SandboxSettings
from grader.sandbox.startup import first_success, undiscovered
from grader.submission import Submission


class HostedSandbox(ABC):
    """What the sandboxes have in common; each says where its hosts run and how paths are called there."""

    name: ClassVar[SandboxName]
    given: ClassVar[tuple[str, ...]] = ()
    """Layers that hold by construction, not to be tried from inside."""

    def __init__(self, settings: SandboxSettings) -> None:
        """Nothing is started yet."""
        self._settings = settings
        self._info = settings.probed
        self._plans: dict[str, ImportPlan] = {}

    @property
    def info(self) -> SandboxInfo:
        """Name, level and layers, as attacks have shown; no layers before anything was started."""
        return self._info or SandboxInfo(name=self.name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """End every host and leave nothing behind."""

    @abstractmethod
    def prepare(self, submission: Submission, limits: Limits) -> None:
        """Start the host that `submission` needs, or a new one where it has gone, without waiting for it."""

    @abstractmethod
    def host(self, submission: Submission, limits: Limits) -> HostProcess:
        """Return the host that `submission` needs."""

    @abstractmethod
    def place(self, launch: Launch, stack: contextlib.ExitStack) -> Place:
        """Lay out a new start; `stack` cleans up after it."""

    @contextlib.contextmanager
    def start(
        self, submission: Submission, limits: Limits, surroundings: Surroundings | None = None
    ) -> Iterator[HostedApp]:
        """Start the submission afresh; see `Sandbox.start`."""
        self.prove(submission, limits)
        host = self.host(submission, limits)
        launch = _launch(submission, limits, surroundings or Surroundings())
        known = self._plans.get(submission.digest)
        plans = (known,) if known else submission.discovery.plans
        with contextlib.ExitStack() as stack:
            files = stack.enter_context(bundle(submission.root, launch.surroundings.modules))
            plan, app = first_success(plans, lambda plan: self._attempt(host, launch, plan, files, stack))
            self._plans[submission.digest] = plan
            yield app

    def prove(self, submission: Submission, limits: Limits) -> None:
        """Attack the sandbox before anything of the submission runs in it, once; see `Sandbox.prove`."""
        if self._info is None:
            launch = _launch(submission, limits, Surroundings())
            with contextlib.ExitStack() as stack:
                place = self.place(launch, stack)
                self._info = probe(self.name, self.host(submission, limits), launch, place, self.given)
        if not reaches(self._info.level, self._settings.require):
            raise IsolationError(too_weak(self._info, self._settings.require))

    def _attempt(
        self,
        host: HostProcess,
        launch: Launch,
        plan: ImportPlan,
        files: BinaryIO,
        stack: contextlib.ExitStack,
    ) -> HostedApp:
        """Start once, with one import root, in a new working copy."""
        version = str(host.hello().get("python", "?"))[:20]
        place = self.place(launch, stack)
        forked = fork(host, job(launch, plan, place), files, launch.limits, stack)
        self._refuse_less(host, forked)
        forked.app.app = f"{plan.module}:{launch.location.name}"
        forked.app.python = f"Python {version}{_environment_name(launch.submission)}"
        _await_ready(forked, host, launch)
        return forked.app

    def _refuse_less(self, host: HostProcess, forked: Forked) -> None:
        """Run nothing behind fewer defences than stood when they were attacked."""
        for name, why in forked.problems.items():
            if name not in self.info.unavailable:
                raise StartError(host.unusable(f"a defence that was there before is missing: {name}: {why}"))


def _launch(submission: Submission, limits: Limits, surroundings: Surroundings) -> Launch:
    location = submission.discovery.app
    if location is None:
        raise StartError(undiscovered(submission))
    return Launch(submission, location, limits, surroundings)


def _environment_name(submission: Submission) -> str:
    """Name the environment that was chosen for the submission, for example `, .venv`."""
    python = submission.python
    return "" if python is None else f", {python.parent.parent.name or python}"


def _await_ready(forked: Forked, host: HostProcess, launch: Launch) -> None:
    """Wait for the one line of the submission's process: that it serves, or why it does not.

    Raises:
        StartError: it does not serve.
    """
    app, limits = forked.app, launch.limits
    answer = host.await_line(forked.status, limits.start_seconds)
    if answer is None:
        host.sweep()
        raise StartError(timed_out(limits.start_seconds, app.log()))
    line, descriptors = answer
    for descriptor in descriptors:  # nobody asked for them
        os.close(descriptor)
    if not line:
        raise StartError(diagnose_exit(app.exit_status(), app.log()))
    record = _parse(line)
    if "error" in record:
        raise StartError(diagnose(record["error"], launch.submission))


def _parse(line: bytes) -> dict[str, Any]:
    """Read the submission's word, so anything may stand there."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    return record if isinstance(record, dict) else {"error": {}}
