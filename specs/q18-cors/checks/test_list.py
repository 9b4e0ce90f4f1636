"""What GET /items must answer on a fresh app."""

import pytest

from grader.checks import expect

START = [{"id": 1, "name": "lamp"}, {"id": 2, "name": "desk"}, {"id": 3, "name": "chair"}]


@pytest.mark.criterion("list-items")
@pytest.mark.parametrize("headers", [{}, {"Origin": "https://myapp.com"}], ids=["no-origin", "origin"])
def test_list(client, headers):
    """GET /items answers the three items, and their number in X-Total-Count."""
    response = client.get("/items", headers=headers)
    expect.status(response, 200)
    expect.body(response, START)
    expect.header(response, "X-Total-Count", "3")
