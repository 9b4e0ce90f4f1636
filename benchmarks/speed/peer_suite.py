"""A teacher's small pytest suite that fits any app: its document, and each GET against it."""

from __future__ import annotations

import importlib
import os
from typing import Any

import pytest
from fastapi.testclient import TestClient

MODULE, _, NAME = os.environ["PEER_APP"].partition(":")
APP = getattr(importlib.import_module(MODULE), NAME)
GETS: dict[str, Any] = {path: item["get"] for path, item in APP.openapi()["paths"].items() if "get" in item}


@pytest.fixture
def client() -> TestClient:
    """Return a client whose app's exceptions become a 500, as they do for a browser."""
    return TestClient(APP, raise_server_exceptions=False)


def test_the_document_loads(client: TestClient) -> None:
    """It names the app's paths."""
    assert client.get("/openapi.json").json()["paths"]


def test_the_documentation_is_served(client: TestClient) -> None:
    """A browser can look at it."""
    assert client.get("/docs").status_code == 200


def test_nothing_is_found_where_nothing_is(client: TestClient) -> None:
    """An unknown path is a 404."""
    assert client.get("/no/such/path").status_code == 404


@pytest.mark.parametrize("path", GETS)
@pytest.mark.parametrize("value", ["1", "abc"])
def test_a_get_answers_as_documented(client: TestClient, path: str, value: str) -> None:
    """Its status is documented, or says that there is no such thing."""
    parts = [value if part.startswith("{") else part for part in path.split("/")]
    answered = client.get("/".join(parts)).status_code
    assert str(answered) in GETS[path]["responses"] or answered in {404, 422}
