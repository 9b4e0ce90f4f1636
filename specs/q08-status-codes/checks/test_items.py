"""What the answers of the item store must say."""

import pytest

from grader.checks import expect
from grader.checks.failure import CheckFailed

NOBODY = 987654321
"""An id that no app will have given away."""


def create(client, name):
    """Create an item and return it, whatever status says so."""
    response = client.post("/items", json={"name": name})
    return expect.includes(response, {"id": int})


def create_once(client, name):
    """See that the first of two similar items is taken at all; what its answer says is for other checks."""
    expect.status(client.post("/items", json={"name": name}), range(200, 300))


@pytest.mark.criterion("create-201")
def test_create(client):
    """Creating an item answers 201 with the new item's id and name."""
    response = client.post("/items", json={"name": "desk lamp"})
    expect.status(response, 201)
    expect.body(response, {"id": int, "name": "desk lamp"})


@pytest.mark.criterion("create-201")
def test_ids_differ(client):
    """Two items get two ids."""
    first, second = create(client, "red chair"), create(client, "blue chair")
    assert first["id"] != second["id"], "two different items got the same id"


@pytest.mark.criterion("duplicate-200")
def test_duplicate(client):
    """Creating the same name again answers 200 and the message."""
    create_once(client, "shelf")
    response = client.post("/items", json={"name": "shelf"})
    expect.status(response, 200)
    expect.body(response, {"message": "already exists"})


@pytest.mark.criterion("duplicate-200")
def test_case_differs(client):
    """A name that differs in upper and lower case is another name."""
    create_once(client, "Wardrobe")
    response = client.post("/items", json={"name": "wardrobe"})
    answer = expect.data(response)
    expect.that(
        isinstance(answer, dict) and "id" in answer,
        'After "Wardrobe" was created, "wardrobe" is still a new name, so it should be stored too.',
        response,
        expected=expect.show({"id": int, "name": "wardrobe"}),
        received=expect.show(answer),
    )


@pytest.mark.criterion("duplicate-200")
def test_part_of_a_name(client):
    """A name that is part of another one is another name."""
    create_once(client, "floor lamp")
    response = client.post("/items", json={"name": "lamp"})
    answer = expect.data(response)
    expect.that(
        isinstance(answer, dict) and "id" in answer,
        'After "floor lamp" was created, "lamp" is still a new name, so it should be stored too.',
        response,
        expected=expect.show({"id": int, "name": "lamp"}),
        received=expect.show(answer),
    )


@pytest.mark.criterion("read-200")
def test_read(client):
    """An item that was created can be read."""
    item = create(client, "carpet")
    response = client.get(f"/items/{item['id']}")
    expect.status(response, 200)
    expect.body(response, {"id": item["id"], "name": "carpet"})


@pytest.mark.criterion("missing-404")
def test_missing(client):
    """A missing item answers 404 and names the id."""
    response = client.get(f"/items/{NOBODY}")
    expect.status(response, 404)
    expect.body(response, {"detail": f"Item {NOBODY} not found"})


@pytest.mark.criterion("error-header")
def test_error_header(client):
    """The 404 carries the header X-Error."""
    expect.header(client.get(f"/items/{NOBODY}"), "X-Error", "Item missing")


@pytest.mark.criterion("delete-204")
def test_delete(client, app):
    """Deleting an item answers 204, sends no body and raises nothing."""
    item = create(client, "mirror")
    response = client.delete(f"/items/{item['id']}")
    expect.status(response, 204)
    length = response.headers.get("content-length", "0")
    bare = not response.content and length == "0"
    expect.that(
        bare,
        "A 204 must not announce or send a body.",
        response,
        expected="no body",
        received=f"{length} bytes",
    )
    create(client, "second mirror")  # once that is answered, what went wrong before it is in the log
    quiet = "Traceback" not in app.log()
    expect.that(
        quiet,
        "The server raised an exception while it sent the 204.",
        response,
        expected="no exception in the log",
    )


@pytest.mark.criterion("gone-after-delete")
def test_gone(client):
    """After its deletion an item answers 404."""
    item = create(client, "sofa")
    expect.status(client.delete(f"/items/{item['id']}"), range(200, 300))
    expect.status(client.get(f"/items/{item['id']}"), 404)


@pytest.mark.criterion("gone-after-delete")
def test_delete_missing(client):
    """Deleting what is not there answers 404."""
    expect.status(client.delete(f"/items/{NOBODY}"), 404)


@pytest.mark.criterion("bad-input-422")
@pytest.mark.parametrize(
    "body", [{}, {"name": 7}, {"name": None}, []], ids=["no-name", "number", "null", "list"]
)
def test_bad_body(client, body):
    """A body without a string `name` is refused with 422."""
    expect.refused(client.post("/items", json=body))


@pytest.mark.criterion("bad-input-422")
def test_bad_id(client):
    """An id that is no integer is refused with 422."""
    expect.refused(client.get("/items/seven"), ["path", "item_id"])


@pytest.mark.criterion("create-201")
def test_id_after_deletion(client):
    """A new item does not get the id of one that is still stored, also after a deletion."""
    first, kept = create(client, "old bench"), create(client, "white bench")
    try:
        client.delete(f"/items/{first['id']}")
    except CheckFailed:
        return  # DELETE gave no answer at all: that is for its own check to tell
    response = client.post("/items", json={"name": "new bench"})
    item = expect.includes(response, {"id": int})
    expect.that(
        item["id"] != kept["id"],
        f"After a deletion the new item got the id {kept['id']}, which an item that is still stored has.",
        response,
        expected="an id that no other stored item has",
        received=expect.show(item["id"]),
    )
