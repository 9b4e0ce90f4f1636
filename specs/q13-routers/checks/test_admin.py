"""Who may see the stats."""

import pytest

from grader.checks import expect

STATS = {"users": 1, "orders": 1}


@pytest.mark.criterion("admin-stats")
@pytest.mark.parametrize("name", ["X-Admin-Token", "x-admin-token"])
def test_stats(client, name):
    """With the right token GET /admin/stats answers the stats."""
    response = client.get("/admin/stats", headers={name: "secret-admin"})
    expect.status(response, 200)
    expect.body(response, STATS)


@pytest.mark.criterion("admin-refuses")
def test_no_token(client):
    """Without the header X-Admin-Token the answer is 403."""
    response = client.get("/admin/stats")
    expect.status(response, 403)


@pytest.mark.criterion("admin-refuses")
@pytest.mark.parametrize(
    "token", ["guess", "", "SECRET-ADMIN", "my-secret-admin", "secret-administrator", "secret"]
)
def test_wrong_token(client, token):
    """With any other token the answer is 403."""
    response = client.get("/admin/stats", headers={"X-Admin-Token": token})
    expect.status(response, 403)


@pytest.mark.criterion("admin-refuses")
def test_token_elsewhere(client):
    """Only the header counts: the token in the query string or in a cookie opens nothing."""
    query = {"x_admin_token": "secret-admin", "X-Admin-Token": "secret-admin"}
    expect.status(client.get("/admin/stats", params=query), 403)
    cookies = "x_admin_token=secret-admin; X-Admin-Token=secret-admin"
    expect.status(client.get("/admin/stats", headers={"Cookie": cookies}), 403)
