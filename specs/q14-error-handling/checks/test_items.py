"""What is stored, and what is answered for an item that is not there."""

import pytest

from grader.checks import expect

MISSING = [987654321, 700123, -5]
"""Ids that no app will have given away."""


def create(client, name, price):
    """Create an item and return it, whatever status says so."""
    response = client.post("/items", json={"name": name, "price": price})
    return expect.includes(response, {"id": int})


@pytest.mark.criterion("create-item")
@pytest.mark.parametrize(
    ("name", "price"), [("desk lamp", 12.5), ("Pfannenwender für Ölsaat", 3), ("pin", 0.01)]
)
def test_create(client, name, price):
    """Creating an item answers 201 with the id, the name and the price."""
    response = client.post("/items", json={"name": name, "price": price})
    expect.status(response, 201)
    expect.body(response, {"id": int, "name": name, "price": price})


@pytest.mark.criterion("create-item")
def test_ids_differ(client):
    """Two items get two ids, also when they are alike."""
    first, second = create(client, "red chair", 40), create(client, "red chair", 40)
    assert first["id"] != second["id"], "two items got the same id"


@pytest.mark.criterion("read-item")
@pytest.mark.parametrize("path", ["/items", "/legacy"])
def test_read(client, path):
    """An item that was created can be read at /items/{item_id} and at /legacy/{item_id}."""
    first, second = create(client, "carpet", 99.9), create(client, "mirror", 7)
    for item, name, price in ((first, "carpet", 99.9), (second, "mirror", 7)):
        response = client.get(f"{path}/{item['id']}")
        expect.status(response, 200)
        expect.body(response, {"id": item["id"], "name": name, "price": price})


@pytest.mark.criterion("custom-404")
@pytest.mark.parametrize("item_id", MISSING)
def test_missing(client, item_id):
    """GET /items/{item_id} answers 404 with your own error for an item that is not there."""
    response = client.get(f"/items/{item_id}")
    expect.status(response, 404)
    told = {"error": "ITEM_NOT_FOUND", "item_id": item_id, "message": f"Item {item_id} does not exist"}
    expect.body(response, told)


@pytest.mark.criterion("custom-404")
def test_handled(client, app):
    """The exception is handled: the server does not report it as a crash."""
    response = client.get(f"/items/{MISSING[0]}")
    client.get("/items/abc")  # once that is answered, the log is complete
    said = "The server reported an unhandled exception: register the handler for your own class only."
    quiet = "Traceback" not in app.log()
    expect.that(quiet, said, response, expected="no exception in the log", received="a traceback")


@pytest.mark.criterion("legacy-404")
@pytest.mark.parametrize("item_id", MISSING)
def test_legacy_missing(client, item_id):
    """GET /legacy/{item_id} answers 404 with a dictionary as the detail."""
    response = client.get(f"/legacy/{item_id}")
    expect.status(response, 404)
    expect.body(response, {"detail": {"message": f"Item {item_id} not found", "item_id": item_id}})


@pytest.mark.criterion("default-errors")
@pytest.mark.parametrize("path", ["/nothing-here", "/items/7/parts"])
def test_unknown_path(client, path):
    """A path that the app does not have keeps FastAPI's own 404."""
    own = client.get("/items/abc")
    expect.that(own.status_code != 404, "GET /items/abc should be refused by your own route.", own)
    response = client.get(path)
    expect.status(response, 404)
    expect.body(response, {"detail": "Not Found"})


@pytest.mark.criterion("default-errors")
def test_unknown_method(client):
    """A method that the app does not have keeps FastAPI's own 405."""
    response = client.patch("/items")
    expect.status(response, 405)
    expect.body(response, {"detail": "Method Not Allowed"})
