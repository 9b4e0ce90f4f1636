"""What the endpoint must read, answer, refuse and document."""

import pytest

from grader.checks import expect

NO_INTEGER = {"int_parsing", "type_error.integer"}  # the second: Pydantic 1
NO_BOOLEAN = {"bool_parsing", "type_error.bool"}


def ask(client, target):
    """Send a request that must succeed."""
    response = client.get(target)
    expect.status(response, 200)
    return response


@pytest.mark.criterion("user-id")
@pytest.mark.parametrize("number", [7, 481])
def test_user(client, number):
    """The number in the path comes back as `user_id`, a JSON number."""
    expect.includes(ask(client, f"/users/{number}?active=true"), {"user_id": number})


@pytest.mark.criterion("answer-json")
def test_answer(client):
    """The answer is JSON with the keys `user_id` and `active`, and no others."""
    response = ask(client, "/users/52?active=true")
    expect.media_type(response, "application/json")
    expect.body(response, {"user_id": 52, "active": (bool, int, str, list, dict, type(None))})


@pytest.mark.criterion("id-refused")
@pytest.mark.parametrize("text", ["abc", "1.5", "12x"])
def test_user_refused(client, text):
    """A user id that is no integer is refused with FastAPI's own 422."""
    expect.refused(client.get(f"/users/{text}"), ["path", "user_id"], NO_INTEGER)


@pytest.mark.criterion("any-value")
@pytest.mark.parametrize("number", [0, -12, 2024])
def test_any_integer(client, number):
    """Every integer is a user id, zero and negative ones too."""
    expect.includes(ask(client, f"/users/{number}"), {"user_id": number})


@pytest.mark.criterion("active-default")
@pytest.mark.parametrize("number", [8, 93])
def test_active_default(client, number):
    """Without `active` in the query string the answer says true."""
    expect.includes(ask(client, f"/users/{number}"), {"active": True})


@pytest.mark.criterion("active-given")
@pytest.mark.parametrize(("text", "value"), [("false", False), ("true", True)], ids=["false", "true"])
def test_active_given(client, text, value):
    """`active=false` and `active=true` come back as JSON booleans."""
    expect.includes(ask(client, f"/users/31?active={text}"), {"active": value})


@pytest.mark.criterion("active-words")
@pytest.mark.parametrize("word", ["0", "off", "no"])
def test_words_for_false(client, word):
    """`0`, `off` and `no` mean false."""
    expect.includes(ask(client, f"/users/44?active={word}"), {"active": False})


@pytest.mark.criterion("active-words")
@pytest.mark.parametrize("word", ["1", "on", "yes"])
def test_words_for_true(client, word):
    """`1`, `on` and `yes` mean true."""
    expect.includes(ask(client, f"/users/45?active={word}"), {"active": True})


@pytest.mark.criterion("active-refused")
@pytest.mark.parametrize("word", ["maybe", "2", ""], ids=["maybe", "two", "nothing"])
def test_active_refused(client, word):
    """A word that means neither true nor false is refused with FastAPI's own 422."""
    expect.refused(client.get(f"/users/7?active={word}"), ["query", "active"], NO_BOOLEAN)


@pytest.mark.criterion("openapi-json")
def test_openapi(openapi):
    """/openapi.json is an OpenAPI 3 document."""
    assert openapi["openapi"].startswith("3."), "the document should be OpenAPI 3"


@pytest.mark.criterion("docs-pages")
@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_pages(client, path):
    """/docs and /redoc are HTML pages that show the OpenAPI document."""
    expect.docs_page(client.get(path))
