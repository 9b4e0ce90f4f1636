"""Begins and ends a pytest run whose checks judge an app in a sandbox."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, cast, get_args

import pytest

from grader.checks.app import AppHandle, AppSession
from grader.checks.plugin import CheckerPlugin
from grader.checks.wanted import hidden_from_apps
from grader.errors import AmbiguousAppError, GraderError, UsageError
from grader.grading import refuse_ambiguous
from grader.job import Job
from grader.lesson import load_lesson
from grader.preparing import prepare
from grader.pytest_plugin.lessons import chosen_lesson, modules_to_run
from grader.pytest_plugin.telling import JOB, MODULES, Telling, safe, start_failure_text
from grader.sandbox import make_sandbox
from grader.sandbox.base import StartError
from grader.sandbox.choice import Wish, choose_sandbox
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission, open_submission


def begin(config: pytest.Config) -> None:
    """Open the app that `config` names, and register what the checks need.

    A worker of pytest-xdist is told by the process that started it what was opened and decided there.

    Raises:
        pytest.UsageError: no such app or lesson, or it cannot be run.
    """
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    with ExitStack() as stack:
        try:
            if worker is not None:
                job, config.args = Job.model_validate_json(worker[JOB]), list(worker[MODULES])
            else:
                job = stack.enter_context(_opened(config))
            lesson = load_lesson(job.lessons[0])
            sandbox = stack.enter_context(make_sandbox(job.sandbox, hidden_from_apps(job.lessons)))
            # An author wants to know of each check that passes only sometimes: no short cuts.
            session = AppSession(sandbox, job.submission, job.limits, lesson.surroundings, plain=True)
            stack.callback(session.close)
            if worker is None and lesson.needs_app and not config.getoption("collectonly"):
                _try(session)
        except GraderError as error:
            raise pytest.UsageError(safe(str(error))) from None
        config.pluginmanager.register(CheckerPlugin(lesson, lambda: (job, session)), "grade-checks")
        config.pluginmanager.register(Telling(job, lesson, sandbox), "grade-telling")
        config.add_cleanup(stack.pop_all().close)


@contextmanager
def _opened(config: pytest.Config) -> Iterator[Job]:
    """Open the app, and settle which checks are run."""
    named, folder = config.getoption("grade_lesson"), config.invocation_params.dir
    given = config.getoption("file_or_dir")
    lesson = chosen_lesson(named, given, folder)
    with open_submission(config.getoption("grade_app")) as opened:
        if lesson.needs_app:
            _refuse_ambiguous(opened)
        place = _place(config, opened)
        has_app = opened.discovery.app is not None
        config.args = modules_to_run(lesson, named, given, folder, has_app=has_app)
        yield Job(
            submission=prepare(opened, place),
            lessons=(lesson.root,),
            sandbox=place,
            deep=config.getoption("grade_deep"),
        )


def _place(config: pytest.Config, opened: Submission) -> SandboxSettings:
    wish = config.getoption("grade_sandbox") or os.environ.get("GRADE_SANDBOX") or "auto"
    if wish not in get_args(Wish):
        raise UsageError(f"GRADE_SANDBOX={wish}: choose from {', '.join(get_args(Wish))}")
    return SandboxSettings(name=choose_sandbox(cast("Wish", wish), own_interpreter=opened.python is not None))


def _refuse_ambiguous(opened: Submission) -> None:
    try:
        refuse_ambiguous(opened)
    except AmbiguousAppError:
        names = ", ".join(f"{candidate.file}:{candidate.name}" for candidate in opened.discovery.candidates)
        raise UsageError(
            f"{opened.name} holds several apps: {names}; keep one, or name it in its pyproject.toml under "
            "[tool.fastapi] entrypoint"
        ) from None


def _try(session: AppSession) -> None:
    """Start the app once, so that one that does not start is told once, not by each check."""
    try:
        AppHandle(session, deep=False).close()
    except StartError as error:
        raise UsageError(start_failure_text(error.failure)) from None
