"""From what a pytest item raised to a check's result."""

from __future__ import annotations

import inspect
import traceback
from pathlib import Path
from typing import Any

import pytest

from grader.checks.evidence import own_words
from grader.checks.failure import Blocked, CheckFailed, Unstable
from grader.lesson import Criterion
from grader.results import CheckResult, Exchange, Outcome
from grader.sandbox.base import StartError

EXCHANGES = 6
MESSAGE = 4_000

Evidence = tuple[tuple[Exchange, ...], str]
TOLD: pytest.StashKey[dict[str, Any]] = pytest.StashKey()
"""Fields of the result that a check which passes wants to be kept all the same."""


def check_result(
    item: pytest.Item, error: BaseException | None, evidence: Evidence, *, keep_passed: bool = False
) -> CheckResult:
    """Describe how `item` ended; evidence is kept where points are at stake, else with `keep_passed`."""
    exchanges, log = evidence
    base = CheckResult(
        id=f"{item.path.name}::{item.name}",
        criterion=criterion_of(item),
        title=_title(item),
        outcome=_outcome(error),
        unstable=isinstance(error, Unstable),
    )
    if error is None:
        kept = {"exchanges": exchanges[-EXCHANGES:]} if keep_passed else {}
        return base.model_copy(update=kept | item.stash.get(TOLD, {}))
    failed = error if isinstance(error, CheckFailed) else None
    return base.model_copy(
        update={
            "message": _message(error)[:MESSAGE],
            "expected": failed.expected if failed else "",
            "received": failed.received if failed else "",
            "timeline": failed.timeline if failed else (),
            "diagram": failed.diagram if failed else None,
            "exchanges": ((failed.exchanges if failed else ()) or exchanges)[-EXCHANGES:],
            "log": own_words(log if failed is None or failed.log is None else failed.log),
        }
    )


def criterion_of(item: pytest.Item) -> str | None:
    """Return the id of the criterion that a check belongs to."""
    marker = item.get_closest_marker("criterion")
    return str(marker.args[0]) if marker and marker.args else None


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
    if isinstance(error, AssertionError):
        # pytest adds the rewritten expression below the author's own words.
        return str(error).partition("\nassert ")[0]
    if isinstance(error, Blocked | StartError):
        return str(error)
    return "; ".join(_told(part) for part in _chain(error))


def _chain(error: BaseException) -> list[BaseException]:
    """Return the exception and, first, what caused it."""
    cause = error.__cause__
    return [cause, error] if cause is not None else [error]


def _told(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    place = f" ({Path(own[-1].filename).name}, line {own[-1].lineno})" if own else ""
    return f"{type(error).__name__}: {error}{place}"
