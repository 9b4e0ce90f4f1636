"""What the two PUT endpoints must accept, refuse and answer."""

import pytest

from grader.checks import expect

CHAIR = {"name": "red chair", "description": "comfortable", "price": 40.5, "tax": 8}
SHELF = {"name": "shelf", "price": 25}
WHOLE = {"name": "shelf", "description": None, "price": 25, "tax": None}
PLACES = pytest.mark.parametrize("number", [5, 812])


@pytest.mark.criterion("merged")
@PLACES
def test_nothing(client, number):
    """Without query and body the answer holds just the id."""
    response = client.put(f"/items/{number}")
    expect.status(response, 200)
    expect.body(response, {"item_id": number})


@pytest.mark.criterion("merged")
@pytest.mark.parametrize("q", ["blue", "7"])
def test_query(client, q):
    """With `q` the answer holds it too, as a string."""
    response = client.put("/items/31", params={"q": q})
    expect.status(response, 200)
    expect.body(response, {"item_id": 31, "q": q})


@pytest.mark.criterion("merged")
@pytest.mark.parametrize(("sent", "shown"), [(CHAIR, CHAIR), (SHELF, WHOLE)], ids=["chair", "shelf"])
@pytest.mark.parametrize("query", [{}, {"q": "red wine"}], ids=["alone", "query"])
def test_body(client, sent, shown, query):
    """With a body the answer holds all fields of the item, beside the id and `q`."""
    response = client.put("/items/32", params=query, json=sent)
    expect.status(response, 200)
    expect.body(response, {"item_id": 32} | query | shown)


@pytest.mark.criterion("update-refused")
def test_bad_id(client):
    """An id that is no integer is refused with 422."""
    expect.refused(client.put("/items/seven", json=SHELF), ["path", "item_id"])


@pytest.mark.criterion("update-refused")
@pytest.mark.parametrize("field", ["name", "price"])
def test_incomplete(client, field):
    """If there is a body, it must be a whole item: without name or price it is refused with 422."""
    item = {key: value for key, value in SHELF.items() if key != field}
    expect.refused(client.put("/items/33", json=item), ["body", field])


@pytest.mark.criterion("assigned")
@PLACES
@pytest.mark.parametrize(("sent", "shown"), [(CHAIR, CHAIR), (SHELF, WHOLE)], ids=["chair", "shelf"])
def test_assign(client, number, sent, shown):
    """Item and user come back under their own keys, beside the id."""
    user = {"name": f"Ada {number}"}
    response = client.put(f"/items/{number}/assign", json={"item": sent, "user": user})
    expect.status(response, 200)
    expect.body(response, {"item_id": number, "item": shown, "user": user})


@pytest.mark.criterion("assign-refused")
@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"item": SHELF}, ["user"]),
        ({"user": {"name": "Ada"}}, ["item"]),
        ({"item": SHELF, "user": {}}, ["user", "name"]),
        ({"item": {"name": "shelf"}, "user": {"name": "Ada"}}, ["item", "price"]),
        ({"item": SHELF, "user": {"name": None}}, ["user", "name"]),
        ({"item": None, "user": {"name": "Ada"}}, ["item"]),
        ({"item": SHELF, "user": None}, ["user"]),
    ],
    ids=["no-user", "no-item", "user-nameless", "no-price", "name-null", "item-null", "user-null"],
)
def test_assign_incomplete(client, body, loc):
    """Without item or user, or with one that is not complete, the body is refused with 422."""
    expect.refused(client.put("/items/34/assign", json=body), ["body", *loc])


@pytest.mark.criterion("assign-refused")
def test_assign_bad_id(client):
    """An id that is no integer is refused with 422."""
    body = {"item": SHELF, "user": {"name": "Ada"}}
    expect.refused(client.put("/items/seven/assign", json=body), ["path", "item_id"])
