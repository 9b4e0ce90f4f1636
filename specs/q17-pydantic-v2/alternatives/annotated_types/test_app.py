"""The student's own tests; what they call `json()` on is no model."""

from fastapi.testclient import TestClient

from main import app


def test_missing():
    assert TestClient(app).get("/users/9").json() == {"detail": "nobody"}
