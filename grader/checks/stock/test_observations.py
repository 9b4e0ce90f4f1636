"""Looks beyond the rubric of a lesson with a contract; what is found here costs no points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader.checks.app import AppHandle
from grader.checks.contract import compare
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.fixtures import SESSION
from grader.checks.fuzz.confirm import Replay, Rule
from grader.checks.fuzz.document import read
from grader.checks.fuzz.live import LiveJudge, live_scenarios, outside
from grader.checks.fuzz.verdict import require
from grader.job import Job
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
    """Return the app's document; that there is none is the rubric's business.

    Where an earlier check has read it, no app is started for it.
    """
    known = request.config.stash[SESSION].document
    if known is not None:
        return known
    try:
        document: dict[str, Any] = request.getfixturevalue("openapi")
    except CheckFailed as error:
        raise Blocked(str(error)) from None
    return document


@pytest.fixture
def late_app(request: pytest.FixtureRequest) -> Callable[[], AppHandle]:
    """Return what starts the app, where a check turns out to need it."""

    def start() -> AppHandle:
        app: AppHandle = request.getfixturevalue("app")
        request.node.funcargs["app_handle"] = app  # where evidence is looked for
        return app

    return start


def test_documentation(
    documented: dict[str, Any], lesson: Lesson, record_property: Callable[[str, object], None]
) -> None:
    """Where the documentation differs from the contract is noted: mistakes are recognised by it."""
    findings = compare(lesson.contract or {}, documented)
    record_property("documentation", [finding.message for finding in findings[:MOST_DIFFERENCES]])


def test_other_endpoints(
    documented: dict[str, Any], lesson: Lesson, job: Job, late_app: Callable[[], AppHandle]
) -> None:
    """Endpoints that the lesson does not ask for never crash."""
    if job.deep:
        return  # the next check sends more to all of them
    document = outside(read(documented), lesson.contract or {})
    if document.operations:
        app = late_app()
        replay = Replay(live_scenarios(document), app, LiveJudge(document).findings)
        require(replay, ["never_500"])


def test_deep(documented: dict[str, Any], job: Job, late_app: Callable[[], AppHandle]) -> None:
    """All endpoints do what their own documentation says, also with random input (only with --deep)."""
    if job.deep:
        app = late_app()
        document = read(documented)
        replay = Replay(live_scenarios(document, deep=True), app, LiveJudge(document).findings)
        require(replay, DEEP_RULES)
