"""The users that the app starts with; nothing here changes them."""

import pytest

from grader.checks import expect


@pytest.mark.criterion("user-read")
@pytest.mark.parametrize(
    "user", [{"id": 1, "name": "Ada", "age": 36}, {"id": 2, "name": "Grace", "age": 45}], ids=["ada", "grace"]
)
def test_user(client, user):
    """The two users are shown with id, name and age."""
    response = client.get(f"/users/{user['id']}")
    expect.status(response, 200)
    expect.body(response, user)


@pytest.mark.criterion("missing-404")
@pytest.mark.parametrize("number", [0, 3, -1, 987654321])
def test_missing(client, number):
    """A user who does not exist is answered with 404, by GET and by PATCH."""
    expect.status(client.get(f"/users/{number}"), 404)
    expect.status(client.patch(f"/users/{number}", json={"name": "Nobody", "age": 50}), 404)
    expect.status(client.get(f"/users/{number}"), 404)


@pytest.mark.criterion("missing-404")
def test_bad_id(client):
    """An id that is no integer is refused with 422."""
    expect.refused(client.get("/users/seven"))
