"""What POST /customers must accept, refuse and answer."""

import pytest

from grader.checks import expect

ADDRESS = {"street": "1 High Street", "city": "Leeds", "country": "Wales"}
GRACE = {"name": "Grace", "address": ADDRESS, "orders": [7, 3]}


@pytest.mark.criterion("customer-answer")
def test_customer(client):
    """A complete customer comes back as it was sent, whoever came before."""
    other = {
        "name": "",
        "address": {"street": "Seeweg 2", "city": "Thun", "country": "CH"},
        "orders": [-1, 0, 0],
    }
    for customer in (GRACE, other):
        response = client.post("/customers", json=customer)
        expect.status(response, 200)
        expect.body(response, customer)


@pytest.mark.criterion("customer-defaults")
@pytest.mark.parametrize("left_out", [["country"], ["orders"], ["country", "orders"]], ids=" and ".join)
def test_defaults(client, left_out):
    """The country is "UK" and the orders are an empty list where they were left out, whoever came before."""
    expect.status(client.post("/customers", json=GRACE), 200)
    address = {key: value for key, value in ADDRESS.items() if key not in left_out}
    customer = {key: value for key, value in GRACE.items() if key not in left_out} | {"address": address}
    response = client.post("/customers", json=customer)
    expect.status(response, 200)
    filled = {"address": {"country": "UK"} | address, "orders": customer.get("orders", [])}
    expect.body(response, {"name": "Grace"} | filled)


@pytest.mark.criterion("nested-validation")
@pytest.mark.parametrize("field", ["street", "city"])
def test_incomplete_address(client, field):
    """An address without street or city is refused, and the 422 points into the address."""
    address = {key: value for key, value in ADDRESS.items() if key != field}
    response = client.post("/customers", json=GRACE | {"address": address})
    expect.refused(response, ["body", "address", field])


@pytest.mark.criterion("nested-validation")
@pytest.mark.parametrize("field", ["name", "address"])
def test_required(client, field):
    """A customer without name or address is refused with 422."""
    customer = {key: value for key, value in GRACE.items() if key != field}
    expect.refused(client.post("/customers", json=customer), ["body", field])


@pytest.mark.criterion("nested-validation")
@pytest.mark.parametrize("field", ["street", "city", "country"])
def test_address_kinds(client, field):
    """Null in a field of the address is refused, and the 422 points at that field."""
    response = client.post("/customers", json=GRACE | {"address": ADDRESS | {field: None}})
    expect.refused(response, ["body", "address", field])


@pytest.mark.criterion("nested-validation")
@pytest.mark.parametrize(
    ("changes", "loc"),
    [
        ({"name": None}, ["name"]),
        ({"address": "1 High Street, Leeds"}, ["address"]),
        ({"address": None}, ["address"]),
        ({"orders": None}, ["orders"]),
        ({"orders": "7"}, ["orders"]),
        ({"orders": ["x"]}, ["orders", 0]),
        ({"orders": [7, 3, 1.5]}, ["orders", 2]),
    ],
    ids=[
        "name-null",
        "address-text",
        "address-null",
        "orders-null",
        "orders-text",
        "order-text",
        "order-float",
    ],
)
def test_customer_kinds(client, changes, loc):
    """A field of the wrong kind is refused, and the 422 points at it."""
    expect.refused(client.post("/customers", json=GRACE | changes), ["body", *loc])
