"""What the endpoints must read from the query string, and what they must refuse."""

import pytest

from grader.checks import expect

ALL_BUT_TAGS = {"q": None, "page": 1, "size": 20}
MISSING = {"missing", "value_error.missing"}  # the second names are those of Pydantic 1
TOO_SHORT = {"string_too_short", "value_error.any_str.min_length"}
TOO_LONG = {"string_too_long", "value_error.any_str.max_length"}


def ask(client, path, *pairs):
    """Send a GET request with these query parameters, in this order; it must succeed."""
    response = client.get(path, params=list(pairs) or None)
    expect.status(response, 200)
    return response


@pytest.mark.criterion("search-query")
@pytest.mark.parametrize("text", ["python", "Query & Path", "42"], ids=["word", "signs", "digits"])
def test_search(client, text):
    """The text `q` comes back as `query`, just as it was sent."""
    expect.body(ask(client, "/search", ("q", text)), {"query": text})


@pytest.mark.criterion("search-required")
def test_search_required(client):
    """Without `q` the search is refused with 422, and the error points at the missing parameter."""
    expect.refused(client.get("/search"), ["query", "q"], MISSING)


@pytest.mark.criterion("search-required")
def test_search_other_parameter(client):
    """Another parameter does not stand in for `q`."""
    expect.refused(client.get("/search?query=python"), ["query", "q"], MISSING)


@pytest.mark.criterion("items-defaults")
def test_items_defaults(client):
    """Without any parameter the three defaults come back."""
    expect.body(ask(client, "/items"), {"skip": 0, "limit": 10, "active": True})


@pytest.mark.criterion("items-given")
@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("skip", "20", 20),
        ("limit", "5", 5),
        ("active", "false", False),
        ("active", "0", False),
        ("active", "off", False),
    ],
    ids=["skip", "limit", "active", "zero", "off"],
)
def test_items_one(client, name, text, value):
    """One parameter alone is taken, and the others keep their defaults."""
    defaults = {"skip": 0, "limit": 10, "active": True}
    expect.body(ask(client, "/items", (name, text)), defaults | {name: value})


@pytest.mark.criterion("items-given")
@pytest.mark.parametrize("word", ["true", "yes"])
def test_items_all(client, word):
    """All three are taken, as numbers and a boolean, whatever their order."""
    response = ask(client, "/items", ("active", word), ("limit", "7"), ("skip", "35"))
    expect.body(response, {"skip": 35, "limit": 7, "active": True})


@pytest.mark.criterion("items-refused")
@pytest.mark.parametrize(
    ("name", "text"),
    [("limit", "ten"), ("skip", "1.5"), ("active", "maybe")],
    ids=["limit", "skip", "active"],
)
def test_items_refused(client, name, text):
    """A value of the wrong kind is refused with 422, and the error points at it."""
    expect.refused(client.get("/items", params={name: text}), ["query", name])


@pytest.mark.criterion("users-filter")
@pytest.mark.parametrize("name", ["Ada", "grace hopper"], ids=["one-word", "two-words"])
def test_users_name(client, name):
    """The name comes back as the filter, just as it was sent."""
    expect.body(ask(client, "/users", ("name", name)), {"filter": name})


@pytest.mark.criterion("users-filter")
def test_users_all(client):
    """Without a name the filter is `all`."""
    expect.body(ask(client, "/users"), {"filter": "all"})


@pytest.mark.criterion("products-defaults")
def test_products_defaults(client):
    """Without any parameter the four defaults come back, also after other requests."""
    for _ in range(2):
        expect.body(ask(client, "/products"), {**ALL_BUT_TAGS, "tags": []})
        client.get("/products?page=4&tags=old")


@pytest.mark.criterion("products-given")
@pytest.mark.parametrize(
    ("name", "value"),
    [("q", "abc"), ("q", "k" * 50), ("page", 1), ("page", 1234), ("size", 1), ("size", 100)],
    ids=["q-of-3", "q-of-50", "page-1", "page-1234", "size-1", "size-100"],
)
def test_products_one(client, name, value):
    """A value within its limits is taken, both ends included, and the others keep their defaults."""
    expect.includes(ask(client, "/products", (name, str(value))), ALL_BUT_TAGS | {name: value})


@pytest.mark.criterion("products-given")
def test_products_three(client):
    """q, page and size are taken together."""
    response = ask(client, "/products", ("size", "45"), ("q", "Desk lamp"), ("page", "6"))
    expect.includes(response, {"q": "Desk lamp", "page": 6, "size": 45})


@pytest.mark.criterion("products-refused")
@pytest.mark.parametrize(
    ("text", "types"), [("ab", TOO_SHORT), ("k" * 51, TOO_LONG)], ids=["2-characters", "51-characters"]
)
def test_products_text(client, text, types):
    """A text of less than 3 or more than 50 characters is refused with 422."""
    expect.refused(client.get("/products", params={"q": text}), ["query", "q"], types)


@pytest.mark.criterion("products-refused")
@pytest.mark.parametrize(
    ("name", "value"),
    [("page", "0"), ("page", "-1"), ("size", "0"), ("size", "101"), ("page", "two")],
    ids=["page-0", "page-minus-1", "size-0", "size-101", "page-two"],
)
def test_products_numbers(client, name, value):
    """A page or size outside its range, or that is no integer, is refused with 422."""
    expect.refused(client.get("/products", params={name: value}), ["query", name])


@pytest.mark.criterion("tags-list")
@pytest.mark.parametrize(
    "tags",
    [["red"], ["zulu", "alpha"], ["b", "a", "b"], ["red, green", "x,y"]],
    ids=["one", "two", "repeated", "commas"],
)
def test_tags(client, tags):
    """Every tag comes back, in one piece, in order and as often as it was sent."""
    expect.includes(ask(client, "/products", *(("tags", tag) for tag in tags)), {"tags": tags})


@pytest.mark.criterion("any-query")
@pytest.mark.parametrize(("skip", "limit"), [(-3, 100_000), (250_000, 0)], ids=["negative", "zero"])
def test_any_integer(client, skip, limit):
    """The integers of /items have no limits."""
    response = ask(client, "/items", ("skip", str(skip)), ("limit", str(limit)))
    expect.includes(response, {"skip": skip, "limit": limit})
