"""A report as JSON like that of `check50 --output json`: a check per criterion.

The format: https://cs50.readthedocs.io/projects/check50/en/latest/json_specification.html
"""

from __future__ import annotations

from typing import Any

from grader.reporting import messages, wording
from grader.reporting.gist import safe
from grader.reporting.json_ import written
from grader.reporting.visible import SENTENCE, block, inert, one_line
from grader.results import START, CheckResult, CriterionResult, Outcome, Report, StartFailure

UNTOLD = "It could not be judged."

_PASSED = {Outcome.PASSED: True, Outcome.FAILED: False}
"""A check that was skipped, and one in which the grader failed, has null."""


def render(report: Report) -> str:
    """Return `slug` (the lesson), `results` and `version` (the grader's).

    A failed start is a check of its own, `(start)`, on which all others depend. `data` holds the points,
    which check50 does not have.
    """
    failure = report.start_failure
    results = [_criterion(criterion, report) for criterion in report.criteria]
    if failure is not None:
        results = [_start(report, failure), *results]
    return written({"slug": report.lesson.id, "results": results, "version": report.grader_version})


def _start(report: Report, failure: StartFailure) -> dict[str, Any]:
    help_ = [one_line(failure.advice), *wording.likeness_lines(report)]
    return {
        "name": START,
        "description": "The app starts.",
        "passed": False,
        "log": [inert(line) for line in messages.labelled(wording.start_facts(failure))],
        "cause": {"rationale": safe(failure.message, SENTENCE), "help": _text(help_)},
        "data": {"kind": str(failure.kind), "needs_review": failure.needs_review},
        "dependency": None,
    }


def _criterion(criterion: CriterionResult, report: Report) -> dict[str, Any]:
    blocked = report.start_failure is not None and criterion.outcome is Outcome.BLOCKED
    told = wording.findings(criterion)[: wording.SHOWN_CHECKS]
    return {
        "name": criterion.id,
        "description": safe(criterion.title, SENTENCE),
        "passed": _PASSED.get(criterion.outcome),
        "log": [line for check in told for line in _log(check)],
        "cause": None if criterion.outcome is Outcome.PASSED else _cause(criterion, report),
        "data": {
            "points": criterion.points,
            "max_points": criterion.max_points,
            "needs_review": criterion.needs_review,
        },
        "dependency": next(iter(criterion.blocked_by), START if blocked else None),
    }


def _cause(criterion: CriterionResult, report: Report) -> dict[str, Any]:
    if criterion.outcome is Outcome.BLOCKED:
        return {"rationale": safe(wording.waits_for(criterion, report), SENTENCE)}
    first = next(iter(wording.findings(criterion)), None)
    rationale = safe(wording.fault(first), SENTENCE) if first is not None else ""
    if criterion.outcome is Outcome.ERROR:
        return {"rationale": "The grader ran into an error here.", "error": _error(rationale or UNTOLD)}
    help_ = [*wording.likeness_lines(report, criterion.id), one_line(criterion.hint)]
    return {"rationale": rationale or UNTOLD, "help": _text(help_), **_mismatch(first)}


def _error(rationale: str) -> dict[str, Any]:
    return {"type": "CheckError", "value": rationale, "traceback": [], "data": {}}


def _mismatch(check: CheckResult | None) -> dict[str, str]:
    """Return `expected` and `actual`, which come as a pair or not at all."""
    if check is None or not (check.expected and check.received):
        return {}
    sides = {"expected": check.expected, "actual": check.received}
    return {side: _text(block(text, messages.BODY_LINES)) or "" for side, text in sides.items()}


def _log(check: CheckResult) -> list[str]:
    lines = [one_line(check.title), *messages.message_lines(check)]
    evidence = messages.labelled(messages.evidence(check))
    return [*map(inert, [*filter(None, lines), *evidence]), *messages.short_curl_lines(check)]


def _text(lines: list[str]) -> str | None:
    return inert("\n".join(filter(None, lines))) or None
