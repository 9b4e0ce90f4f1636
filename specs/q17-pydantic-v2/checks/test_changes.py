"""What PATCH /users/{user_id} must change, keep and refuse."""

import pytest

from grader.checks import expect


def current(client, number):
    """Return a user as they are now; other checks may have changed them."""
    response = client.get(f"/users/{number}")
    expect.status(response, 200)
    return expect.body(response, {"id": number, "name": str, "age": int})


@pytest.mark.criterion("patch-keeps")
@pytest.mark.parametrize(
    "changes", [{"age": 53}, {"name": "Ada L."}, {"age": 0}, {"name": "B", "age": 7}, {}], ids=str
)
def test_patch(client, changes):
    """PATCH changes the fields in the body, for good, and keeps the others and the other user."""
    before, other = current(client, 1), current(client, 2)
    response = client.patch("/users/1", json=changes)
    expect.status(response, 200)
    expect.body(response, before | changes)
    expect.body(client.get("/users/1"), before | changes)
    expect.body(client.get("/users/2"), other)


@pytest.mark.criterion("patch-refused")
@pytest.mark.parametrize(
    ("changes", "types"),
    [
        ({"name": 123}, {"string_type"}),
        ({"name": None}, ()),
        ({"age": None}, ()),
        ({"age": "old"}, ()),
        ({"age": 1.5}, ()),
    ],
    ids=["name-number", "name-null", "age-null", "age-text", "age-fraction"],
)
def test_refused(client, changes, types):
    """A field of the wrong kind is refused at that field, and nothing is changed."""
    before = current(client, 2)
    expect.refused(client.patch("/users/2", json=changes), ["body", *changes], types)
    expect.body(client.get("/users/2"), before)


@pytest.mark.criterion("unusual-input")
def test_empty_name(client):
    """An empty name is a string like any other."""
    expect.status(client.patch("/users/1", json={"name": ""}), 200)
