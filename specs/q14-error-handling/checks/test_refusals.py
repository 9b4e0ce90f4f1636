"""What is answered to wrong input: the list of errors, and the body that was sent."""

import pytest

from grader.checks import expect

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def expect_errors(response):
    """Expect a 422 with a list of errors under `detail`; returns the answer."""
    expect.status(response, 422)
    answer = expect.includes(response, {"detail": list})
    for error in answer["detail"] or [None]:
        shown = {key: error.get(key) for key in ("loc", "msg", "type")} if isinstance(error, dict) else error
        difference = expect.mismatch({"loc": list, "msg": str, "type": str}, shown, "an error in `detail`")
        told = f"The 422 should tell errors as FastAPI does: {difference}"
        wanted = '[{"loc": [...], "msg": "...", "type": "..."}]'
        expect.that(not difference, told, response, expected=wanted, received=expect.show(answer["detail"]))
    return answer


def has_no_route(response):
    """Is the path missing altogether? That is for the checks of the 404 to tell; here it costs nothing."""
    return response.status_code == 404 and expect.data(response) == {"detail": "Not Found"}


@pytest.mark.criterion("error-list")
@pytest.mark.parametrize("path", ["/items", "/legacy"])
@pytest.mark.parametrize("item_id", ["abc", "1.5"])
def test_bad_id(client, path, item_id):
    """An id that is no integer is refused with 422 and a list of errors."""
    response = client.get(f"{path}/{item_id}")
    if has_no_route(response):
        return
    expect_errors(response)
    expect.refused(response, ["path", "item_id"])


@pytest.mark.criterion("error-list")
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"price": 4}, "name"),
        ({"name": "Lamp"}, "price"),
        ({"name": 7, "price": 4}, "name"),
        ({"name": None, "price": 4}, "name"),
        ({"name": "Lamp", "price": "cheap"}, "price"),
        ({"name": "Lamp", "price": None}, "price"),
    ],
    ids=["no-name", "no-price", "number-for-name", "null-for-name", "text-for-price", "null-for-price"],
)
def test_bad_field(client, body, field):
    """A field that is missing or of the wrong kind is refused with 422 and a list of errors."""
    response = client.post("/items", json=body)
    expect_errors(response)
    expect.refused(response, ["body", field])


@pytest.mark.criterion("error-list")
def test_two_errors(client):
    """Two wrong fields are two errors in the list."""
    response = client.post("/items", json={"name": 3, "price": "cheap"})
    expect_errors(response)
    expect.refused(response, ["body", "name"])
    expect.refused(response, ["body", "price"])


@pytest.mark.criterion("bad-price")
@pytest.mark.parametrize("price", [-1, 0, -0.01])
def test_bad_price(client, price):
    """A price of 0 or less is refused with 422, by a validator that raises ValueError."""
    response = client.post("/items", json={"name": "Lamp", "price": price})
    expect_errors(response)
    expect.refused(response, ["body", "price"], {"value_error"})


@pytest.mark.criterion("body-echo")
@pytest.mark.parametrize(
    "body",
    [
        {"name": 5, "price": 8, "tags": ["a", {"b": None}], "used": True},
        {"name": "Lámpara “LED”", "price": -2.5},
        [1, "two", None],
        "just a text",
        17,
        {},
    ],
    ids=["object", "bad-price", "list", "text", "number", "empty"],
)
def test_body_echo(client, body):
    """The 422 holds the JSON that was sent under `body`, as the same value."""
    response = client.post("/items", json=body)
    expect.status(response, 422)
    expect.body(response, {"detail": list, "body": body})


@pytest.mark.criterion("body-echo")
@pytest.mark.parametrize("path", ["/items/abc", "/legacy/abc"])
def test_no_body(client, path):
    """For a request without a body `body` is null."""
    response = client.get(path)
    if has_no_route(response):
        return
    expect.status(response, 422)
    expect.body(response, {"detail": list, "body": None})


@pytest.mark.criterion("body-echo")
def test_body_of_null(client):
    """For a POST without a body, and for one with null, `body` is null."""
    for content in (b"", b"null"):
        response = client.post("/items", content=content, headers=JSON)
        expect.status(response, 422)
        expect.body(response, {"detail": list, "body": None})


@pytest.mark.criterion("not-json")
@pytest.mark.parametrize("content", ['{"name": "Lamp", "price": }', "{", "name=Lamp"])
def test_broken_json(client, content):
    """Broken JSON is refused with 422; the list and the key `body` are there."""
    response = client.post("/items", content=content.encode(), headers=JSON)
    expect_errors(response)
    expect_body_key(response)


@pytest.mark.criterion("not-json")
@pytest.mark.parametrize("content", ["name=Lamp&price=3", "name=L%C3%A4mpchen&price=-3"])
def test_form(client, content):
    """A form is refused with 422; the list and the key `body` are there."""
    response = client.post("/items", content=content.encode(), headers=FORM)
    expect_errors(response)
    expect_body_key(response)


def expect_body_key(response):
    """Expect `detail` and `body` and no other keys; what the body is, is left to the student."""
    answer = expect.data(response)
    told = "The 422 should have the keys `detail` and `body`, also when the body is no JSON."
    found = sorted(answer)
    wanted = ["body", "detail"]
    expect.that(found == wanted, told, response, expected=expect.show(wanted), received=expect.show(found))
