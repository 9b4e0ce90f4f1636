"""From what a pytest item raised to a check's result."""

from __future__ import annotations

import inspect
import traceback

import pytest

from grader.checks.failure import Blocked, CheckFailed, Unstable
from grader.lesson import Criterion
from grader.results import CheckResult, Exchange, Outcome
from grader.sandbox.base import StartError

EXCHANGES = 6
LOG_LINES = 40
MESSAGE = 4_000

Evidence = tuple[tuple[Exchange, ...], str]


def check_result(item: pytest.Item, error: BaseException | None, evidence: Evidence) -> CheckResult:
    """Describe how `item` ended; evidence is kept only where points are at stake."""
    exchanges, log = evidence
    marker = item.get_closest_marker("criterion")
    base = CheckResult(
        id=item.nodeid.replace("\\", "/").rpartition("/")[2],
        criterion=str(marker.args[0]) if marker and marker.args else None,
        title=_title(item),
        outcome=_outcome(error),
        unstable=isinstance(error, Unstable),
    )
    if error is None:
        return base
    failed = error if isinstance(error, CheckFailed) else None
    return base.model_copy(
        update={
            "message": _message(error)[:MESSAGE],
            "expected": failed.expected if failed else "",
            "received": failed.received if failed else "",
            "exchanges": ((failed.exchanges if failed else ()) or exchanges)[-EXCHANGES:],
            "log": "\n".join(log.strip().splitlines()[-LOG_LINES:]),
        }
    )


def _title(item: pytest.Item) -> str:
    """Return the docstring's first paragraph; a stock check takes its criterion's title."""
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    criterion = parameters.get("criterion")
    if isinstance(criterion, Criterion):
        return criterion.title
    text = inspect.getdoc(getattr(item, "obj", None)) or item.name
    return " ".join(text.partition("\n\n")[0].split())


def _outcome(error: BaseException | None) -> Outcome:
    if error is None or isinstance(error, Unstable):
        return Outcome.PASSED
    if isinstance(error, AssertionError):
        return Outcome.FAILED
    if isinstance(error, Blocked | StartError):
        return Outcome.BLOCKED
    return Outcome.ERROR


def _message(error: BaseException) -> str:
    if isinstance(error, CheckFailed):
        return error.message
    if isinstance(error, AssertionError | Blocked | StartError):
        return str(error)
    return "".join(traceback.format_exception(error)[-6:])
