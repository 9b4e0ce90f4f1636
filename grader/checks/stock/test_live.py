"""Fuzzes the submission by its own OpenAPI document, for lessons without a contract."""

from __future__ import annotations

import pytest

from grader.checks.app import AppHandle
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.fixtures import JOB, LESSON
from grader.checks.fuzz.confirm import Replay
from grader.checks.fuzz.docs import Docs, find_docs
from grader.checks.fuzz.document import read
from grader.checks.fuzz.live import LiveJudge, live_scenarios
from grader.checks.fuzz.verdict import require
from grader.checks.source import Source
from grader.lesson import Criterion, LiveRule

pytestmark = pytest.mark.confirmed

DOCS: LiveRule = "docs_served"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one check of each criterion that asks for live fuzzing."""
    criteria = [c for c in metafunc.config.stash[LESSON].criteria if c.live]
    parameters = [pytest.param(c, id=c.id, marks=pytest.mark.criterion(c.id)) for c in criteria]
    metafunc.parametrize("criterion", parameters)


@pytest.fixture(scope="module")
def docs(app_handle: AppHandle, pytestconfig: pytest.Config) -> Docs:
    """Look for what the app says about itself."""
    trees = Source(pytestconfig.stash[JOB].submission.root).trees
    return find_docs(app_handle.wire, trees.values())


@pytest.fixture(scope="module")
def replay(app_handle: AppHandle, docs: Docs) -> Replay | None:
    """Send the cases once; None when there is nothing to send."""
    document = read(docs.document or {})
    if not document.operations:
        return None
    scenarios = live_scenarios(document, deep=app_handle.deep)
    return Replay(scenarios, app_handle, LiveJudge(document).findings)


def test_live(criterion: Criterion, docs: Docs, replay: Replay | None) -> None:
    """The app does what its own documentation says."""
    if DOCS in criterion.live:
        _require_docs(docs)
    rules = [rule for rule in criterion.live if rule != DOCS]
    if not rules:
        return
    if replay is None:
        raise Blocked(_nothing(docs))
    require(replay, rules)


def _require_docs(docs: Docs) -> None:
    if docs.document is None:
        raise CheckFailed(
            f"The app does not serve its OpenAPI document. {docs.problem}",
            expected="GET /openapi.json answers 200 with an OpenAPI 3 document.",
            exchanges=docs.exchanges,
        )
    if not docs.page:
        raise CheckFailed(
            "The app serves neither /docs nor /redoc.",
            expected="At least one docs page that answers 200 with HTML.",
            exchanges=docs.exchanges,
        )


def _nothing(docs: Docs) -> str:
    if docs.document is None:
        return f"Without an OpenAPI document nobody knows which endpoints to try. {docs.problem}"
    return "The OpenAPI document lists no endpoints, so there is nothing to try."
