"""What the endpoints must read from the headers and cookies of a request."""

import pytest

from grader.checks import expect

NO_BROWSER = {"omit": ("user-agent",)}
"""Without it a client sends a User-Agent of its own."""


@pytest.mark.criterion("items-headers")
def test_headers(client):
    """The three headers come back under their own names."""
    sent = {"X-Token": "tok-81", "User-Agent": "lesson/2.0", "Accept-Language": "de-CH"}
    response = client.get("/items", headers=sent)
    expect.status(response, 200)
    expect.body(response, sent)


@pytest.mark.criterion("items-headers")
@pytest.mark.parametrize("name", ["x-token", "X-TOKEN"])
def test_header_case(client, name):
    """The name of a header may be sent in small or capital letters."""
    response = client.get("/items", headers={name: "tok-82"})
    expect.status(response, 200)
    expect.includes(response, {"X-Token": "tok-82"})


@pytest.mark.criterion("items-absent")
def test_headers_absent(client):
    """A header that was not sent comes back as null."""
    response = client.get("/items", extensions=NO_BROWSER)
    expect.status(response, 200)
    expect.body(response, {"X-Token": None, "User-Agent": None, "Accept-Language": None})


@pytest.mark.criterion("items-absent")
@pytest.mark.parametrize("name", ["X-Token", "Accept-Language"])
def test_one_header_present(client, name):
    """Headers are optional one by one: one that was sent does not need the others."""
    response = client.get("/items", headers={name: "en-GB"}, extensions=NO_BROWSER)
    expect.status(response, 200)
    absent = {"X-Token": None, "User-Agent": None, "Accept-Language": None}
    expect.body(response, absent | {name: "en-GB"})


@pytest.mark.criterion("multi-headers")
@pytest.mark.parametrize(
    "tokens",
    [["one"], ["zulu", "alpha"], ["b", "a", "b"], ["red, green", "blue"]],
    ids=["one", "two", "three", "comma"],
)
def test_tokens(client, tokens):
    """Every value of a header that was sent several times comes back, in one piece and in order."""
    response = client.get("/multi-headers", headers=[("X-Token", token) for token in tokens])
    expect.status(response, 200)
    expect.body(response, {"X-Tokens": tokens})


@pytest.mark.criterion("multi-headers-absent")
def test_no_tokens(client):
    """Without the header the list is empty."""
    response = client.get("/multi-headers")
    expect.status(response, 200)
    expect.body(response, {"X-Tokens": []})


@pytest.mark.criterion("profile-cookie")
@pytest.mark.parametrize(
    "cookies", ["session_id=s-417", "theme=dark; session_id=s-417"], ids=["alone", "second"]
)
def test_cookie(client, cookies):
    """The cookie `session_id` comes back as the session."""
    response = client.get("/profile", headers={"Cookie": cookies})
    expect.status(response, 200)
    expect.body(response, {"session": "s-417"})


@pytest.mark.criterion("profile-absent")
@pytest.mark.parametrize("headers", [{}, {"Cookie": "theme=dark"}], ids=["no-cookies", "other-cookie"])
def test_no_cookie(client, headers):
    """Without the cookie the session is null."""
    response = client.get("/profile", headers=headers)
    expect.status(response, 200)
    expect.body(response, {"session": None})
