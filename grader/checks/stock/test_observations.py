"""Looks beyond the rubric of a lesson with a contract; what is found here costs no points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader.checks.app import AppHandle
from grader.checks.contract import compare
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.fuzz.confirm import Replay, Rule
from grader.checks.fuzz.document import read
from grader.checks.fuzz.live import LiveJudge, live_scenarios, outside
from grader.checks.fuzz.verdict import require
from grader.lesson import Lesson

pytestmark = pytest.mark.confirmed

MOST_DIFFERENCES = 40
DEEP_RULES: tuple[Rule, ...] = (
    "never_500",
    "invalid_rejected",
    "response_shape",
    "status_code",
    "content_type",
)


@pytest.fixture
def documented(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return the app's document; that there is none is the rubric's business."""
    try:
        document: dict[str, Any] = request.getfixturevalue("openapi")
    except CheckFailed as error:
        raise Blocked(str(error)) from None
    return document


def test_documentation(
    documented: dict[str, Any], lesson: Lesson, record_property: Callable[[str, object], None]
) -> None:
    """Where the documentation differs from the contract is noted: mistakes are recognised by it."""
    findings = compare(lesson.contract or {}, documented)
    record_property("documentation", [finding.message for finding in findings[:MOST_DIFFERENCES]])


def test_other_endpoints(app: AppHandle, documented: dict[str, Any], lesson: Lesson) -> None:
    """Endpoints that the lesson does not ask for never crash."""
    if app.deep:
        return  # the next check sends more to all of them
    document = outside(read(documented), lesson.contract or {})
    if document.operations:
        replay = Replay(live_scenarios(document), app, LiveJudge(document).findings)
        require(replay, ["never_500"])


def test_deep(app: AppHandle, documented: dict[str, Any]) -> None:
    """All endpoints do what their own documentation says, also with random input (only with --deep)."""
    if app.deep:
        document = read(documented)
        replay = Replay(live_scenarios(document, deep=True), app, LiveJudge(document).findings)
        require(replay, DEEP_RULES)
