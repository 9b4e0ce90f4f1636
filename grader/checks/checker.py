"""The checker process: takes a Job, runs the checks, gives an Answer.

Alone: `__main__.py` of this package. Forked from a process that has imported everything: `serve`.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.checks.app import AppSession
from grader.checks.choice import Choice, choose
from grader.checks.ending import end_everything
from grader.errors import CheckerError, UsageError
from grader.job import Answer, Job
from grader.lesson import Lesson, Surroundings, load_lesson
from grader.results import SandboxInfo
from grader.sandbox import make_sandbox
from grader.sandbox.base import Sandbox, StartError
from grader.sandbox.hostprocess import Link
from grader.sandbox.inside.supervisor import become_subreaper
from grader.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ERRORS = "errors.txt"
"""What a forked checker writes to standard error, in the job's scratch folder."""
UNUSED = ("doctest", "pastebin", "setuponly", "setupplan", "stepwise")
"""Plugins of pytest's own that do nothing unless an option of theirs is given."""
STOCK = Path(__file__).parent / "stock"


def serve(
    job_text: str,
    lifeline: Connection,
    answers: Connection,
    template: socket.socket,
    container: tuple[socket.socket, socket.socket, Connection] | None = None,
) -> None:
    """Grade in a process that was forked for it.

    `template` is the requests socket of a `HostTemplate`, `container` are lifeline, control and output of
    a waiting container.
    """
    os.setsid()
    job = Job.model_validate_json(job_text)
    assert job.scratch is not None
    errors = os.open(job.scratch / ERRORS, os.O_WRONLY | os.O_CREAT, 0o600)
    for target in (1, 2):
        os.dup2(errors, target)
    become_subreaper()
    settle(job.scratch)
    sys.dont_write_bytecode = True
    threading.Thread(target=_watch_lifeline, args=(job, lifeline.fileno()), daemon=True).start()
    link = _link(*container) if container is not None else None
    answers.send_bytes(check(job, template, link).encoded())


def _link(lifeline: socket.socket, control: socket.socket, output: Connection) -> Link:
    """Take over a container; whoever made it waits for its end."""
    return Link(lifeline, control, os.dup(output.fileno()), lambda: None)


def settle(scratch: Path | None) -> None:
    """Make sure that nothing configures pytest from outside, and where temporary files go."""
    for name in [name for name in os.environ if name.startswith("PYTEST_")]:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    if scratch is not None:
        tempfile.tempdir = str(scratch)


def _watch_lifeline(job: Job, lifeline: int) -> None:
    os.read(lifeline, 1)
    end_everything(job.scratch)


def check(
    job: Job,
    template: socket.socket | None = None,
    container: Link | None = None,
    host: Link | None = None,
) -> Answer:
    """Choose the lesson where there is a choice, then run its checks; see `make_sandbox` for what is warm."""
    try:
        return _check(job, partial(make_sandbox, template=template, container=container, host=host))
    except UsageError as error:
        info = SandboxInfo(name=job.sandbox.name)
        return Answer(lesson=job.lessons[0], refused=str(error), sandbox=info)


def _check(job: Job, sandbox_of: Callable[[SandboxSettings, set[Path]], Sandbox]) -> Answer:
    clock = Clock()
    with sandbox_of(job.sandbox, hidden_from_apps(job.lessons)) as sandbox:
        if job.submission.discovery.app is not None:
            sandbox.prepare(job.submission, job.limits)
        if not job.only_choose:
            clock.time("import", import_pytest)  # meanwhile the app host imports FastAPI
        if job.submission.discovery.app is not None:
            with contextlib.suppress(StartError):  # the first start tells
                sandbox.prove(job.submission, job.limits)
        lessons = [load_lesson(root) for root in job.lessons]
        # While the lesson is open, an app may need the settings of any.
        settings = {name: value for lesson in lessons for name, value in lesson.environment.items()}
        session = AppSession(sandbox, job.submission, job.limits, Surroundings(settings=settings))
        choice = clock.time("choose", lambda: choose(lessons, session))
        answer = Answer(
            lesson=choice.lesson.root, chosen=choice.reason, near_tie=choice.near_tie, sandbox=sandbox.info
        )
        if choice.near_tie or job.only_choose:
            return answer
        session.surroundings = choice.lesson.surroundings
        report = clock.time("checks", lambda: _run_pytest(job, choice, session))
        failure = session.failure
    return answer.model_copy(
        update={
            "tests": tuple(report.get("tests", ())),
            "collectors": tuple(c for c in report.get("collectors", ()) if c.get("outcome") == "failed"),
            "start_failure": failure.failure if failure else None,
            "reliable": session.reliable,
            "app": session.app,
            "python": session.python,
            "durations": clock.durations,
        }
    )


def hidden_from_apps(lessons: Iterable[Path]) -> set[Path]:
    """Return what no submission may read: the folders of `lessons` and of all that lie beside them.

    Not the folder around them: the interpreter of the app may be in there, too.
    """
    around = {root.parent for root in lessons}
    return {file.parent for folder in around for file in folder.glob("*/lesson.toml")}


def import_pytest() -> None:
    """Import what runs the checks."""
    importlib.import_module("pytest_jsonreport.plugin")
    importlib.import_module("grader.checks.plugin")


def _run_pytest(job: Job, choice: Choice, session: AppSession) -> dict[str, Any]:
    """Run the lesson's and the stock check modules; nothing of the submission is ever collected."""
    import pytest
    from pytest_jsonreport.plugin import JSONReport

    from grader.checks.plugin import CheckerPlugin

    reporter = JSONReport()
    with tempfile.TemporaryDirectory(prefix="grade-checker-") as empty:
        os.chdir(empty)
        configuration = Path(empty, "pytest.ini")
        configuration.write_text("[pytest]\n")
        arguments = [
            *map(str, check_modules(choice.lesson, has_app=job.submission.discovery.app is not None)),
            f"--rootdir={choice.lesson.root}",
            f"--confcutdir={choice.lesson.root}",  # no conftest.py above it
            f"-c{configuration}",
            "--import-mode=importlib",
            "--continue-on-collection-errors",
            "--json-report-file=",
            "--json-report-omit=log,streams,environment,warnings,keywords,traceback",
            *(
                "-ppytest_jsonreport.plugin",
                "-q",
                "--no-header",
                "--no-summary",
                "--capture=fd",
                "-pno:cacheprovider",
                "-pno:logging",
                "-pno:threadexception",
                "-pno:unraisableexception",  # it collects garbage twice
                *(f"-pno:{name}" for name in UNUSED),
            ),
        ]
        code = pytest.main(arguments, plugins=[reporter, CheckerPlugin(job, choice.lesson, session)])
        os.chdir("/")
    if code not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}:
        raise CheckerError(f"pytest ended with exit code {int(code)}")
    return reporter.report or {}


def check_modules(lesson: Lesson, *, has_app: bool = True) -> list[Path]:
    """Return the check modules that a lesson's rubric needs, behaviour before contract before fuzz.

    Where an app is optional and there is none, no check is about it.
    """
    criteria = lesson.criteria
    if lesson.optional_app and not has_app:
        return [STOCK / "test_answers.py"]
    stock = {
        "test_contract.py": any(c.contract for c in criteria),
        "test_fuzz.py": any(c.fuzz for c in criteria),
        "test_live.py": any(c.live for c in criteria),
        "test_answers.py": any(c.answer for c in criteria),
        "test_observations.py": lesson.contract is not None,
    }
    own = sorted(lesson.checks_folder.glob("test_*.py"))
    return own + [STOCK / name for name, needed in stock.items() if needed]


class Clock:
    """Measures phases, in seconds."""

    def __init__(self) -> None:
        self.durations: dict[str, float] = {}

    def time(self, phase: str, work: Callable[[], Any]) -> Any:
        """Call `work` and note how long it took."""
        started = time.monotonic()
        try:
            return work()
        finally:
            self.durations[phase] = round(time.monotonic() - started, 3)
