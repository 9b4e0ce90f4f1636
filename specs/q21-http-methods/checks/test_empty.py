"""What the shop says before anything was created. The only check here: it needs an app of its own."""

import pytest

from grader.checks import expect


@pytest.mark.criterion("shown")
def test_empty(client):
    """The shop starts empty: the list is []."""
    response = client.get("/products")
    expect.status(response, 200)
    expect.body(response, [])
