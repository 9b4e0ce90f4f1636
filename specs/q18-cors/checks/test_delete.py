"""What happens when items are deleted; each check deletes another one."""

import pytest

from grader.checks import expect

NOBODY = 987654


@pytest.mark.criterion("delete-item")
def test_delete(client):
    """Deleting an item answers 204 without a body; afterwards it is gone, and the others are there."""
    before = expect.body(client.get("/items"), list)
    response = client.delete("/items/2")
    expect.status(response, 204)
    expect.that(
        not response.content, "A 204 has no body.", response, expected="no body", received=response.text[:100]
    )
    expect.body(client.get("/items"), [item for item in before if item != {"id": 2, "name": "desk"}])


@pytest.mark.criterion("delete-item")
def test_delete_twice(client):
    """Deleting an item that is not there (any more) answers 404."""
    expect.status(client.delete("/items/3"), 204)
    expect.status(client.delete("/items/3"), 404)
    expect.status(client.delete(f"/items/{NOBODY}"), 404)


@pytest.mark.criterion("delete-item")
def test_bad_id(client):
    """An id that is no integer is refused with 422."""
    expect.refused(client.delete("/items/seven"))


@pytest.mark.criterion("list-items")
def test_count(client):
    """X-Total-Count tells how many items there are now, also after a deletion."""
    client.delete("/items/1")
    response = client.get("/items")
    expect.status(response, 200)
    left = expect.body(response, list)
    expect.header(response, "X-Total-Count", f"{len(left)}")
