"""The pytest plugin of the checker: the criterion marker, evidence; `fixtures.py` beside it.

A check that fails is run again before it counts (`confirmation.py`); one that is marked `confirmed` sees to
that itself.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

import pytest

from grader.checks import fixtures
from grader.checks.app import AppHandle, AppSession
from grader.checks.confirmation import Confirmation, evidence_of
from grader.checks.outcome import check_result
from grader.job import Job
from grader.lesson import Lesson
from grader.results import Outcome

Begin = Callable[[], tuple[Job, AppSession]]
"""Called once, when the checks are collected: what they are to be run on."""


class CheckerPlugin:
    """Registered by the checker with everything that one grading needs."""

    def __init__(self, lesson: Lesson, begin: Begin) -> None:
        """Serve the checks of `lesson` for the submission that `begin` names."""
        self._lesson = lesson
        self._begin = begin
        self._confirmation = Confirmation()

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declare the markers, and make the fixtures known with what they hand on."""
        config.addinivalue_line("markers", "criterion(id): the criterion that this check belongs to")
        config.addinivalue_line("markers", "confirmed: confirms its failures on a fresh app itself")
        config.stash[fixtures.LESSON] = self._lesson
        config.stash[fixtures.CONFIRMATION] = self._confirmation
        config.pluginmanager.register(fixtures, "grader-fixtures")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Learn what is graded before the first check runs, and tell the clock that they do."""
        job, app_session = self._begin()
        session.config.stash[fixtures.JOB] = job
        session.config.stash[fixtures.SESSION] = app_session
        with app_session.clock.phase("checks"):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> Generator[None, object, object]:
        """Let no check of the app fail that has not been confirmed."""
        app = pyfuncitem.funcargs.get("app_handle")
        if not isinstance(app, AppHandle):
            return (yield)
        try:
            return (yield)
        except Exception as first:
            self._confirmation.judge(pyfuncitem, app, first)
            return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Attach the check's result, as JSON, to what pytest-json-report writes."""
        report = yield
        if report.when == "call" or (report.when == "setup" and report.failed):
            error = call.excinfo.value if call.excinfo else None
            job = item.config.stash[fixtures.JOB]
            wanted = error is not None or job.keep_passed
            evidence = evidence_of(item) if wanted else ((), "")
            result = check_result(item, error, evidence, keep_passed=job.keep_passed)
            item.user_properties.append(
                ("check", result.model_dump(mode="json", exclude_computed_fields=True))
            )
            report.user_properties = list(item.user_properties)
            if job.stop_early and result.criterion is not None and result.outcome is Outcome.FAILED:
                item.session.shouldstop = "a check failed"
        return report
