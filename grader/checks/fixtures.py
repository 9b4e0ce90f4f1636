"""The fixtures that checks ask for; `CheckerPlugin` registers this module.

They are functions of a module, not methods of the plugin: from pytest 10 on, a fixture that lives longer than
one test cannot be a method.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from grader.checks.app import AppHandle, AppSession
from grader.checks.client import Client
from grader.checks.confirmation import Confirmation
from grader.checks.failure import CheckFailed
from grader.checks.http import DOCUMENT
from grader.checks.openapi import DocumentError, read_document
from grader.checks.source import Source
from grader.checks.wanted import STOCK
from grader.job import Job
from grader.lesson import Lesson

LESSON: pytest.StashKey[Lesson] = pytest.StashKey()
JOB: pytest.StashKey[Job] = pytest.StashKey()
SESSION: pytest.StashKey[AppSession] = pytest.StashKey()
CONFIRMATION: pytest.StashKey[Confirmation] = pytest.StashKey()


@pytest.fixture(scope="session")
def lesson(pytestconfig: pytest.Config) -> Lesson:
    """Return the lesson that is being graded."""
    return pytestconfig.stash[LESSON]


@pytest.fixture(scope="session")
def job(pytestconfig: pytest.Config) -> Job:
    """Return what was asked of this grading."""
    return pytestconfig.stash[JOB]


@pytest.fixture(scope="module")
def app_handle(request: pytest.FixtureRequest) -> Iterator[AppHandle]:
    """Start a fresh app for each check module; a stock one takes one that was asked for its document only."""
    stash, stock = request.config.stash, request.path.parent == STOCK
    handle = AppHandle(stash[SESSION], deep=stash[JOB].deep, kept=stock)
    yield handle
    handle.close()


@pytest.fixture
def app(request: pytest.FixtureRequest, app_handle: AppHandle) -> AppHandle:
    """Return the running app, with exchanges and log counted from here."""
    request.config.stash[CONFIRMATION].prepare(request.node, app_handle)
    app_handle.begin()
    return app_handle


@pytest.fixture
def client(app: AppHandle) -> Iterator[Client]:
    """Return an HTTP client for the running app."""
    with Client(app) as client:
        yield client


@pytest.fixture
def openapi(client: Client, app: AppHandle) -> dict[str, Any]:
    """Return the submission's OpenAPI document."""
    response = client.get(DOCUMENT)
    evidence = response.extensions["exchanges"]
    if response.status_code != 200:
        raise CheckFailed(
            f"/openapi.json answers {response.status_code}, so the documentation cannot be read.",
            expected="status 200 with an OpenAPI document; leave `openapi_url` at its default",
            received=f"status {response.status_code}",
            exchanges=evidence,
        )
    try:
        document = read_document(response.content)
    except DocumentError as error:
        raise CheckFailed(str(error), expected="an OpenAPI 3 document", exchanges=evidence) from None
    app.remember(document)
    return document


@pytest.fixture
def source(pytestconfig: pytest.Config) -> Source:
    """Return the submission's source as syntax trees."""
    return Source(pytestconfig.stash[JOB].submission.root)
