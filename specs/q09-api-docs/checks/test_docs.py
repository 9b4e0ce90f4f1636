"""What the endpoints must answer, and what the documentation must say of them."""

import pytest

from grader.checks import expect
from grader.checks.contract.endpoint import read_contents
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.openapi import Document, mapping
from grader.checks.schemas import read_schema

POST = ("POST", "/products")
TAGS = {POST: "products", ("GET", "/products"): "products", ("GET", "/orders"): "orders"}


def documented(openapi, method, path):
    """Return the document and what it says of one endpoint; an endpoint that it lacks is told elsewhere."""
    document = Document(openapi)
    for operation in document.operations():
        if (operation.method, operation.path) == (method, path):
            return document, operation.node
    raise Blocked(f"{method} {path} is not in the documentation, so what it says there cannot be judged.")


def says(found, wanted, what):
    """Expect this text; spaces and line breaks do not matter."""
    if not isinstance(found, str) or found.split() != wanted.split():
        received = expect.show(found) if found else f"no {what}"
        raise CheckFailed(f"The {what} should be {expect.show(wanted)}.", expected=wanted, received=received)


@pytest.mark.criterion("create-product")
@pytest.mark.parametrize(
    ("name", "price"),
    [("Desk lamp", 12.5), ("Chair", 80), ("lamp, small", 0.99)],
    ids=["half", "whole", "cents"],
)
def test_create(client, name, price):
    """Creating a product answers 201 with an id, its name and its price."""
    response = client.post("/products", json={"name": name, "price": price})
    expect.status(response, 201)
    expect.body(response, {"id": int, "name": name, "price": price})


@pytest.mark.criterion("bad-product")
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"price": 5}, "name"),
        ({"name": "Lamp"}, "price"),
        ({"name": "Lamp", "price": "cheap"}, "price"),
        ({"name": ["Lamp"], "price": 5}, "name"),
    ],
    ids=["no-name", "no-price", "price-no-number", "name-no-string"],
)
def test_refused(client, body, field):
    """A body that is no product is refused with 422, and the error points at the field."""
    expect.refused(client.post("/products", json=body), ["body", field])


@pytest.mark.criterion("lists")
@pytest.mark.parametrize("path", ["/products", "/orders"])
def test_lists(client, path):
    """GET /products and GET /orders answer 200."""
    expect.status(client.get(path), 200)


@pytest.mark.criterion("openapi-json")
def test_openapi(openapi):
    """/openapi.json is an OpenAPI 3 document."""
    assert openapi["openapi"].startswith("3."), "the document should be OpenAPI 3"


@pytest.mark.criterion("docs-pages")
@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_pages(client, path):
    """/docs and /redoc are HTML pages that show the OpenAPI document."""
    expect.docs_page(client.get(path))


@pytest.mark.criterion("summary")
def test_summary(openapi):
    """The summary of POST /products is the one from the assignment."""
    _, node = documented(openapi, *POST)
    says(node.get("summary"), "Create a new product", "summary of POST /products")


@pytest.mark.criterion("description")
def test_description(openapi):
    """The description of POST /products is the one from the assignment."""
    _, node = documented(openapi, *POST)
    wanted = "Creates a product and returns it with its generated ID."
    says(node.get("description"), wanted, "description of POST /products")


@pytest.mark.criterion("response-description")
def test_response_description(openapi):
    """The response 201 of POST /products has the description from the assignment."""
    document, node = documented(openapi, *POST)
    responses = mapping(node.get("responses"))
    if "201" not in responses:
        codes = ", ".join(map(str, responses))
        told = "POST /products: the documentation lists no response 201 that could be described."
        raise CheckFailed(told, expected="a response 201", received=codes[:200])
    found = document.resolve(responses["201"]).get("description")
    says(found, "The created product", "description of the response 201 of POST /products")


@pytest.mark.criterion("tags")
@pytest.mark.parametrize("endpoint", TAGS, ids=["post-products", "get-products", "get-orders"])
def test_tags(openapi, endpoint):
    """Each endpoint has just the tag of its group."""
    _, node = documented(openapi, *endpoint)
    tags, wanted = node.get("tags") or [], TAGS[endpoint]
    if not isinstance(tags, list) or set(map(str, tags)) != {wanted}:
        in_letters = isinstance(tags, list) and "".join(map(str, tags)) == wanted
        raise CheckFailed(
            f"{' '.join(endpoint)} should have just the tag {expect.show(wanted)}."
            + (" Tags are a list, also when there is just one." if in_letters else ""),
            expected=expect.show([wanted]),
            received=expect.show(tags) if tags else "no tags",
        )


@pytest.mark.criterion("model")
def test_model(openapi):
    """The body of POST /products is described, with a name that is a string and a price that is a number."""
    document, node = documented(openapi, *POST)
    contents = read_contents(document.resolve(node.get("requestBody")))
    if not contents:
        told = "POST /products: the documentation knows no request body."
        raise CheckFailed(told, expected="the model Product as the body")
    body = next(iter(contents.values()))
    fields = field_kinds(document, body)
    wanted = {"name": ["string"], "price": ["number"]}
    if {name: fields.get(name) for name in wanted} != wanted:
        told = "POST /products: the body should be documented with a name (a string) and a price (a number)."
        received = expect.show(fields) if fields else "no fields"
        raise CheckFailed(told, expected=expect.show(wanted), received=received)
    own, models = mapping(body).get("description"), document.resolve(only_reference(body)).get("description")
    says(models or own, "A product in the catalogue.", "description of the model Product")


def field_kinds(document, schema):
    """Return the fields of an object, each with the kinds of value that it is documented to hold."""
    objects = read_schema(document, schema).alternatives
    fields = {name: field for each in objects for name, field in each.properties.items()}
    return {
        name: sorted(each.kind for each in read_schema(document, field).alternatives)
        for name, field in fields.items()
    }


def only_reference(schema):
    """Drop what a parameter says beside the reference to its model, such as a description of its own."""
    return {key: value for key, value in mapping(schema).items() if key == "$ref"}
