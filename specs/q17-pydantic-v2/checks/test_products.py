"""What POST /products must accept, and what its validators must refuse."""

import pytest

from grader.checks import expect
from grader.checks.failure import Blocked

LAMP = {"name": "desk lamp", "price": 10.5}


def refused(client, product, loc, text):
    """Send a product and expect a 422 at `loc` from a validator that says `text`."""
    response = client.post("/products", json=product)
    expect.refused(response, loc, {"value_error"})
    errors = [error for error in expect.data(response)["detail"] if isinstance(error, dict)]
    messages = [str(error.get("msg")) for error in errors if error.get("loc") == loc]
    told = f"The message of the error at {expect.show(loc)} should contain the text {text!r}."
    found = any(text in message for message in messages)
    expect.that(found, told, response, expected=text, received=" and ".join(messages)[:300])


def working(client):
    """Refusing is no merit of an app that refuses everything."""
    if not client.post("/products", json=LAMP).is_success:
        raise Blocked("POST /products does not accept a valid product.")


@pytest.mark.criterion("product-echo")
@pytest.mark.parametrize(
    "product",
    [LAMP, {"name": "", "price": 0.01}, {"name": "fee for a reef", "price": 3}],
    ids=["lamp", "nameless", "fee"],
)
def test_echo(client, product):
    """A valid product is answered with 201 and comes back as it was sent."""
    response = client.post("/products", json=product)
    expect.status(response, 201)
    expect.body(response, product)


@pytest.mark.criterion("price-positive")
@pytest.mark.parametrize("price", [0, -1, -0.5])
def test_price(client, price):
    """A price that is not greater than 0 is refused at the price, with the text of the rule."""
    working(client)
    refused(client, LAMP | {"price": price}, ["body", "price"], "Price must be positive")


@pytest.mark.criterion("free-items")
@pytest.mark.parametrize("name", ["free", "Free sample", "Sugar-free gum", "BUY ONE, GET ONE FREE"])
@pytest.mark.parametrize("price", [5, 0.5])
def test_free(client, name, price):
    """A product with `free` in its name and a price is refused as a whole, with the text of the rule."""
    working(client)
    refused(client, {"name": name, "price": price}, ["body"], "Free items must have price 0")


@pytest.mark.criterion("product-kinds")
@pytest.mark.parametrize("field", ["name", "price"])
def test_required(client, field):
    """A product without name or price is refused with 422."""
    product = {key: value for key, value in LAMP.items() if key != field}
    expect.refused(client.post("/products", json=product), ["body", field])


@pytest.mark.criterion("product-kinds")
@pytest.mark.parametrize(
    ("field", "value", "types"),
    [
        ("name", 123, {"string_type"}),
        ("name", None, ()),
        ("price", "cheap", ()),
        ("price", None, ()),
        ("price", [10], ()),
    ],
    ids=["name-number", "name-null", "price-text", "price-null", "price-list"],
)
def test_kinds(client, field, value, types):
    """A field of the wrong kind is refused at that field; a number is no name."""
    expect.refused(client.post("/products", json=LAMP | {field: value}), ["body", field], types)
