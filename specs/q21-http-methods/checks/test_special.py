"""HEAD, OPTIONS, and methods that a path does not have."""

import pytest

from grader.checks import expect
from grader.checks.failure import Blocked

SHELF = {"name": "shelf", "price": 25}


def create(client):
    """Create a product and return its id."""
    response = client.post("/products", json=SHELF)
    product = expect.data(response) if response.is_success else None
    if not isinstance(product, dict) or not isinstance(product.get("id"), int):
        raise Blocked("POST /products did not create a product with an id.")
    return product["id"]


def allowed(response):
    """Return the methods in the header `Allow`."""
    header = response.headers.get("allow", "")
    return [method.strip().upper() for method in header.split(",") if method.strip()]


@pytest.mark.criterion("head")
def test_head(client):
    """HEAD of a product answers 200 without a body."""
    response = client.head(f"/products/{create(client)}")
    expect.status(response, 200)
    expect.that(not response.content, "The answer to a HEAD has no body.", response, expected="no body")


@pytest.mark.criterion("head")
def test_head_missing(client):
    """HEAD of a product that does not exist, or was deleted, answers 404."""
    expect.status(client.head("/products/987654305"), 404)
    number = create(client)
    client.delete(f"/products/{number}")
    if client.get(f"/products/{number}").status_code == 404:  # else it is for the checks of DELETE to tell
        expect.status(client.head(f"/products/{number}"), 404)


@pytest.mark.criterion("allowed-methods")
def test_options(client):
    """OPTIONS /products answers 200 or 204, with the methods of this path in the header Allow."""
    response = client.options("/products")
    expect.status(response, [200, 204])
    told = "OPTIONS /products should send a header Allow with the methods that this path answers."
    methods = allowed(response)
    fits = {"GET", "POST"} <= set(methods) <= {"GET", "POST", "OPTIONS", "HEAD"}
    received = f"Allow: {', '.join(methods)[:200]}" if methods else "no header Allow"
    expect.that(fits, told, response, expected="Allow: GET, POST, OPTIONS", received=received)


@pytest.mark.criterion("allowed-methods")
def test_head_is_answered(client):
    """A method that Allow names is answered."""
    if "HEAD" in allowed(client.options("/products")):
        expect.status(client.head("/products"), range(200, 300))


@pytest.mark.criterion("allowed-methods")
@pytest.mark.parametrize(
    ("method", "on_item"), [("POST", True), ("PUT", False), ("PATCH", False), ("DELETE", False)],
    ids=["post-item", "put-list", "patch-list", "delete-list"],
)  # fmt: skip
def test_other_methods(client, method, on_item):
    """A method that a path does not have answers 405, with a header Allow."""
    path = f"/products/{create(client)}" if on_item else "/products"
    response = client.request(method, path, json=SHELF)
    expect.status(response, 405)
    expect.that(allowed(response), "A 405 should say what is allowed.", response, expected="a header Allow")
