"""The pytest plugin of the checker: the criterion marker, evidence, confirmation; `fixtures.py` beside it.

A check that fails is run again on a fresh app before it counts. A check marked `confirmed` sees to
that itself. Where its criterion is lost already, one that failed on a fresh app need not fail there again.
"""

from __future__ import annotations

from collections.abc import Callable, Generator

import pytest

from grader.checks import fixtures
from grader.checks.app import AppHandle, AppSession
from grader.checks.failure import Blocked, Unstable
from grader.checks.outcome import Evidence, check_result
from grader.job import Job
from grader.lesson import Lesson
from grader.results import Outcome
from grader.sandbox.base import StartError

Begin = Callable[[], tuple[Job, AppSession]]
"""Called once, when the checks are collected: what they are to be run on."""


class CheckerPlugin:
    """Registered by the checker with everything that one grading needs."""

    def __init__(self, lesson: Lesson, begin: Begin) -> None:
        """Serve the checks of `lesson` for the submission that `begin` names."""
        self._lesson = lesson
        self._begin = begin
        self._lost: set[str] = set()
        """Criteria of which a check has failed, and failed again."""

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declare the markers, and make the fixtures known with what they hand on."""
        config.addinivalue_line("markers", "criterion(id): the criterion that this check belongs to")
        config.addinivalue_line("markers", "confirmed: confirms its failures on a fresh app itself")
        config.stash[fixtures.LESSON] = self._lesson
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
        """Run a failed check a second time, on a fresh app."""
        try:
            return (yield)
        except AssertionError as first:
            app = pyfuncitem.funcargs.get("app_handle")
            if not isinstance(app, AppHandle) or pyfuncitem.get_closest_marker("confirmed"):
                raise
            evidence = app.exchanges(), app.log()
            if _criterion(pyfuncitem) in self._lost and app.fresh and not app.plain:
                app.wear_out_if_used()
                raise
            second, fresh = _run_again(pyfuncitem, app)
            if second is None:
                pyfuncitem.user_properties.append(("evidence", evidence))
                raise Unstable(
                    f"It failed once and passed on a fresh app. The first time: {first}"
                ) from first
            # Told as it went on the fresh app, where it went alike: there a student can repeat it.
            alike = isinstance(second, AssertionError) and _course(fresh) == _course(evidence)
            pyfuncitem.user_properties.append(("evidence", fresh if alike else evidence))
            self._lost.add(_criterion(pyfuncitem))
            raise (second if alike else first) from None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Attach the check's result, as JSON, to what pytest-json-report writes."""
        report = yield
        if report.when == "call" or (report.when == "setup" and report.failed):
            evidence = _evidence(item)
            error = call.excinfo.value if call.excinfo else None
            job = item.config.stash[fixtures.JOB]
            result = check_result(item, error, evidence, keep_passed=job.keep_passed)
            item.user_properties.append(
                ("check", result.model_dump(mode="json", exclude_computed_fields=True))
            )
            report.user_properties = list(item.user_properties)
            if job.stop_early and result.criterion is not None and result.outcome is Outcome.FAILED:
                item.session.shouldstop = "a check failed"
        return report


def _criterion(item: pytest.Item) -> str:
    """Return the criterion of a check; one without any stands for itself."""
    marker = item.get_closest_marker("criterion")
    return str(marker.args[0]) if marker and marker.args else item.nodeid


def _run_again(item: pytest.Function, app: AppHandle) -> tuple[BaseException | None, Evidence]:
    """Call the check's function once more on a fresh app; return what it raised, and the evidence.

    What made it fail may have ended or blocked the app, so the next check gets a fresh one too.
    """
    try:
        app.restart()
        item.obj(**{name: item.funcargs[name] for name in item._fixtureinfo.argnames})
    except (AssertionError, StartError, Blocked) as error:
        app.wear_out_if_used()
        return error, (app.exchanges(), app.log())
    return None, ((), "")


def _course(evidence: Evidence) -> list[tuple[str, int | None]]:
    return [(exchange.method, exchange.status) for exchange in evidence[0]]


def _evidence(item: pytest.Item) -> Evidence:
    """Return exchanges and log of the run that is told; of the only one where there was no second."""
    kept = [value for name, value in item.user_properties if name == "evidence"]
    item.user_properties[:] = [pair for pair in item.user_properties if pair[0] != "evidence"]
    if kept:
        evidence: Evidence = kept[0]  # type: ignore[assignment]
        return evidence
    app = getattr(item, "funcargs", {}).get("app_handle")
    return (app.exchanges(), app.log()) if isinstance(app, AppHandle) else ((), "")
