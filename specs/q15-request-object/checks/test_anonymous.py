"""What a request without a user gets. No check in this file sends one: nothing can be left over from it."""

import pytest

from grader.checks import expect


@pytest.mark.criterion("protected-401")
@pytest.mark.parametrize("headers", [{}, {"X-User": ""}], ids=["missing", "empty"])
def test_nobody(client, headers):
    """Without a user GET /protected answers 401."""
    expect.status(client.get("/protected", headers=headers), 401)


@pytest.mark.criterion("protected-401")
def test_user_elsewhere(client):
    """Only the header names the user: the query string and the cookies do not."""
    expect.status(client.get("/protected?user=ada&x_user=ada&X-User=ada"), 401)
    expect.status(client.get("/protected", headers={"Cookie": "user=ada; X-User=ada"}), 401)
