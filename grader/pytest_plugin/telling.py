"""How pytest tells what became of a lesson's checks.

Failed checks look as pytest shows them, with what the check saw in a section below. A check that is blocked
counts as not passed, in a category of its own, as its points are not earned either; one that is unstable
is failed: its author has to look. What an app answered may stand in any text, so all of it is made safe.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import pytest

from grader.checks.wanted import STOCK
from grader.job import Job
from grader.lesson import Lesson
from grader.reporting import messages, wording
from grader.reporting.visible import inert, one_line, visible
from grader.results import CheckResult, Outcome, StartFailure
from grader.sandbox.base import Sandbox

JOB: Final = "grade_job"
MODULES: Final = "grade_modules"
"""Names under which a worker of pytest-xdist is handed what was settled."""
SECTION = "What the check saw"
OURS = STOCK.parent


class Telling:
    """The part of the plugin that speaks; it is there only while an app is judged."""

    def __init__(self, job: Job, lesson: Lesson, sandbox: Sandbox) -> None:
        """Tell about the checks of `lesson` on the submission of `job`, which runs in `sandbox`."""
        self._job = job
        self._lesson = lesson
        self._sandbox = sandbox

    def pytest_report_header(self) -> str:
        """Name what is judged, and what the plugin did not do with it."""
        submission, info = self._job.submission, self._sandbox.info
        head = f"lesson {self._lesson.id}, app {submission.name}, sandbox {info.name} ({info.level})"
        return safe("\n".join(f"grade: {line}" for line in (head, *submission.notes)))

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Hand over to a worker of pytest-xdist."""
        info = self._sandbox.info
        sandbox = self._job.sandbox.model_copy(update={"probed": info if info.layers else None})
        node.workerinput[JOB] = self._job.model_copy(update={"sandbox": sandbox}).model_dump_json()
        node.workerinput[MODULES] = list(node.config.args)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Show the check's own lines and what it saw, nothing of the grader's insides."""
        if call.excinfo is not None and call.excinfo.errisinstance(AssertionError):
            error = call.excinfo.value
            shown = error.with_traceback(_without_ours(error.__traceback__))
            call.excinfo = pytest.ExceptionInfo.from_exception(shown)
        report = yield
        check = _taken(item, report)
        if check is not None and report.failed:
            report.grade = check.outcome.value  # type: ignore[attr-defined]
            if _needs_no_traceback(check, report, item.path):
                report.longrepr = "\n".join(messages.message_lines(check))
            if seen := _seen(check):
                report.sections.append((SECTION, seen))
        quiet = report.passed and not report.sections
        return report if quiet else _made_safe(report, item.config)

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Give blocked checks a category of their own; one that fails while it is set up has failed."""
        outcome = getattr(report, "grade", None)
        if outcome == Outcome.BLOCKED:
            return "blocked", "B", "BLOCKED"
        if outcome == Outcome.FAILED and report.when == "setup":
            return "failed", "F", "FAILED"
        return None

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """List the blocked checks, each with what it waits for."""
        blocked = terminalreporter.stats.get("blocked", ())
        if blocked:
            terminalreporter.section("blocked: cannot be judged until something else is mended", "=")
        for report in blocked:
            terminalreporter.line(f"BLOCKED {report.nodeid} - {one_line(str(report.longrepr))}")


def safe(text: str) -> str:
    """Return lines that steer neither a terminal nor a CI service."""
    return inert(visible(text))


def start_failure_text(failure: StartFailure) -> str:
    """Return why an app did not start, in lines."""
    facts = [*wording.start_facts(failure), ("What to do", [one_line(failure.advice)])]
    told = [f"{wording.START_TITLES[failure.kind]}: {failure.message}", *messages.labelled(facts)]
    return "\n".join(told)


def _is_ours(path: Path) -> bool:
    return OURS in path.parents


def _without_ours(traceback: TracebackType | None) -> TracebackType | None:
    """Return a traceback that ends in the author's line, not in the function that it called."""
    if traceback is None:
        return None
    rest = _without_ours(traceback.tb_next)
    if _is_ours(Path(traceback.tb_frame.f_code.co_filename)):
        return rest
    return TracebackType(rest, traceback.tb_frame, traceback.tb_lasti, traceback.tb_lineno)


def _taken(item: pytest.Item, report: pytest.TestReport) -> CheckResult | None:
    """Take the check's result out of what other plugins write down."""
    found = [value for name, value in report.user_properties if name == "check"]
    for properties in (item.user_properties, report.user_properties):
        properties[:] = [pair for pair in properties if pair[0] != "check"]
    return CheckResult.model_validate(found[0]) if found else None


def _needs_no_traceback(check: CheckResult, report: pytest.TestReport, module: Path) -> bool:
    """Tell whether the message says it all: the lines that raised it are not the author's."""
    if check.outcome is Outcome.ERROR:
        return False
    return check.outcome is not Outcome.FAILED or report.when == "setup" or _is_ours(module)


def _seen(check: CheckResult) -> str:
    facts, commands = messages.evidence(check), messages.curl_lines(check)
    if commands:
        facts.append(("Try it", ["while `fastapi dev` runs:", *filter(None, [messages.curl_remark(check)])]))
    return "\n".join([*messages.labelled(facts), *commands])


def _made_safe(report: pytest.TestReport, config: pytest.Config) -> pytest.TestReport:
    """Return the report with every text of it made safe, by way of the form in which it can travel."""
    data = config.hook.pytest_report_to_serializable(config=config, report=report)
    for part in ("longrepr", "sections"):
        data[part] = _each_text(data[part])
    made: pytest.TestReport = config.hook.pytest_report_from_serializable(config=config, data=data)
    return made


def _each_text(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, dict):
        return {key: _each_text(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_each_text(inner) for inner in value)
    return value
