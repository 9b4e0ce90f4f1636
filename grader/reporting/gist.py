"""A criterion in one line, for services that show no more."""

from __future__ import annotations

from grader.reporting import messages, wording
from grader.reporting.visible import inert, one_line
from grader.results import CriterionResult, Outcome, Report

LINE = 400
"""Characters."""


def went_wrong(criterion: CriterionResult, report: Report) -> str:
    """Say why a criterion was not passed; "" when it was and nobody needs to look."""
    findings = wording.findings(criterion)
    if criterion.outcome is Outcome.BLOCKED and not findings:
        return safe(_start(report) or wording.waits_for(criterion, report))
    if not findings:
        return "" if criterion.outcome is Outcome.PASSED else safe(wording.waits_for(criterion, report))
    told = messages.message_lines(findings[0])
    return safe(told[0] if told else findings[0].title)


def expectation(criterion: CriterionResult, report: Report) -> str:
    """Say what went wrong and what was expected."""
    findings = wording.findings(criterion)
    expected = findings[0].expected if findings else ""
    wrong = went_wrong(criterion, report)
    return safe(f"{wrong} Expected: {expected}") if expected and expected not in wrong else wrong


def safe(text: str, limit: int = LINE) -> str:
    """Return one visible line that is no command to the service, wherever it prints it."""
    return inert(one_line(text, limit))


def _start(report: Report) -> str:
    failure = report.start_failure
    return f"{wording.START_TITLES[failure.kind]}. {failure.message}" if failure is not None else ""
