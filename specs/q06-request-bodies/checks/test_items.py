"""What POST /items must accept, refuse and answer."""

import pytest

from grader.checks import expect

LAMP = {"name": "desk lamp", "description": "with a shade", "price": 10, "tax": 2.5}
OPTIONAL = ("description", "tax")


@pytest.mark.criterion("item-echoed")
@pytest.mark.parametrize(
    "item",
    [LAMP, {"name": "Chair", "description": "", "price": 40, "tax": 8}],
    ids=["lamp", "chair"],
)
def test_echo(client, item):
    """An item comes back with its four fields as they were sent."""
    response = client.post("/items", json=item)
    expect.status(response, 200)
    expect.includes(response, item)


@pytest.mark.criterion("price-with-tax")
@pytest.mark.parametrize(("price", "tax", "total"), [(10, 2.5, 12.5), (80, 20, 100), (3, 0.25, 3.25)])
def test_tax(client, price, tax, total):
    """With a tax the answer also holds the price plus the tax, and nothing else."""
    item = LAMP | {"price": price, "tax": tax}
    response = client.post("/items", json=item)
    expect.status(response, 200)
    expect.body(response, item | {"price_with_tax": total})


@pytest.mark.criterion("left-out")
def test_no_description(client):
    """The description may be left out and is null then."""
    item = {"name": "pencil", "price": 2, "tax": 0.5}
    response = client.post("/items", json=item)
    expect.status(response, 200)
    expect.includes(response, item | {"description": None})


@pytest.mark.criterion("left-out")
@pytest.mark.parametrize("item", [{"description": "with a shade"}, {}], ids=["described", "minimal"])
def test_no_tax(client, item):
    """The tax may be left out and is null then; there is no `price_with_tax`."""
    item = {"name": "floor lamp", "price": 10} | item
    response = client.post("/items", json=item)
    expect.status(response, 200)
    expect.body(response, {"description": None, "tax": None} | item)


@pytest.mark.criterion("left-out")
def test_null(client):
    """Description and tax may be null, which is the same as leaving them out."""
    item = LAMP | dict.fromkeys(OPTIONAL)
    response = client.post("/items", json=item)
    expect.status(response, 200)
    expect.body(response, item)


@pytest.mark.criterion("required-fields")
@pytest.mark.parametrize("field", ["name", "price"])
def test_required(client, field):
    """An item without name, or without price, is refused with 422."""
    item = {key: value for key, value in LAMP.items() if key != field}
    expect.refused(client.post("/items", json=item), ["body", field])


@pytest.mark.criterion("kinds")
@pytest.mark.parametrize("price", [0.5, 19.75, 3])
def test_fraction(client, price):
    """A price may have a fraction, which is kept."""
    response = client.post("/items", json=LAMP | {"price": price})
    expect.status(response, 200)
    expect.includes(response, {"price": price})


@pytest.mark.criterion("kinds")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", "abc"),
        ("price", None),
        ("tax", "abc"),
        ("name", None),
        ("name", ["lamp"]),
        ("description", {}),
    ],
    ids=["price-text", "price-null", "tax-text", "name-null", "name-list", "description-object"],
)
def test_kinds(client, field, value):
    """A field of the wrong kind is refused with 422, which points at it."""
    expect.refused(client.post("/items", json=LAMP | {field: value}), ["body", field])


@pytest.mark.criterion("not-json")
def test_no_body(client):
    """POST /items without a body is refused with 422."""
    expect.refused(client.post("/items"), ["body"])


@pytest.mark.criterion("not-json")
@pytest.mark.parametrize(
    "text", ['{"name": "Lamp",', "name=Lamp&price=10", '["Lamp", 10]'], ids=["cut", "form", "list"]
)
def test_broken(client, text):
    """A body that is no JSON, or no JSON object, is refused with 422."""
    response = client.post("/items", content=text, headers={"Content-Type": "application/json"})
    expect.refused(response)


@pytest.mark.criterion("content-type")
@pytest.mark.parametrize("headers", [{"Content-Type": "text/plain"}, {}], ids=["text", "none"])
def test_content_type(client, headers):
    """JSON that is not declared as JSON is refused with 422."""
    response = client.post("/items", content='{"name": "Lamp", "price": 10}', headers=headers)
    expect.refused(response)


@pytest.mark.criterion("unusual-input")
def test_empty_name(client):
    """An empty name is a string like any other."""
    expect.status(client.post("/items", json=LAMP | {"name": ""}), 200)
