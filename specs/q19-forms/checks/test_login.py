"""What the login form and the token form must answer."""

from itertools import product

import pytest

from grader.checks import expect

ALICE = {"username": "alice", "password": "wonder"}
GRANT = {"grant_type": "password"}
PATHS = ["/login", "/token"]
UNUSUAL = [("zoë", "wonder"), ("alice", "größe-4"), ("日本", "x" * 300)]
STRANGERS = {
    "others": [("alice", "rabbit-73"), ("queen", "wonder"), ("queen", "rabbit-73"), ("wonder", "alice")],
    "parts": [("alice", "wonderland"), ("alice", "wonde"), ("alic", "wonder"), ("alice", "alice")],
    "letters": [("Alice", "wonder"), ("alice", "Wonder"), ("alice", "wonder "), ("alice ", "wonder")],
}

strangers = pytest.mark.parametrize("pairs", STRANGERS.values(), ids=STRANGERS)


def multipart(fields):
    """Return form fields as a browser sends them when the form may hold files."""
    return {name: (None, text) for name, text in fields.items()}


def without(fields, *names):
    """Return the fields but those called `names`."""
    return {key: text for key, text in fields.items() if key not in names}


def filled(response, key):
    """Expect that the token under `key` is not empty."""
    token = expect.data(response)[key]
    expect.that(
        token.strip(), f"The {key} is empty.", response, expected="a text", received=expect.show(token)
    )


@pytest.mark.criterion("login")
def test_login(client):
    """Alice's form is answered with a token."""
    response = client.post("/login", data=ALICE)
    expect.status(response, 200)
    expect.body(response, {"access_token": str})
    filled(response, "access_token")


@pytest.mark.criterion("login")
def test_login_multipart(client):
    """Alice's form is understood as multipart/form-data, too."""
    response = client.post("/login", files=multipart(ALICE))
    expect.status(response, 200)
    expect.body(response, {"access_token": str})


def refuses(client, path, pairs):
    """Expect 401 for each of these names and passwords."""
    for username, password in pairs:
        response = client.post(path, data=GRANT | {"username": username, "password": password})
        expect.status(response, 401)
        expect.body(response, {"detail": "Invalid credentials"})


@pytest.mark.criterion("login-refused")
@strangers
def test_strangers(client, pairs):
    """Any other name or password is answered with 401."""
    refuses(client, "/login", pairs)


@pytest.mark.criterion("login-missing")
def test_missing(client):
    """A field that is missing is told by its name, with 422."""
    for field in ALICE:
        expect.refused(client.post("/login", data=without(ALICE, field)), ["body", field])


@pytest.mark.criterion("login-missing")
def test_empty(client):
    """A field that is empty counts as missing."""
    for field in ALICE:
        expect.refused(client.post("/login", data=ALICE | {field: ""}), ["body", field])


@pytest.mark.criterion("only-forms")
def test_json(client):
    """JSON is no form: it is refused with 422."""
    for path in PATHS:
        expect.refused(client.post(path, json=ALICE | GRANT), ["body", "username"])


@pytest.mark.criterion("only-forms")
def test_query(client):
    """What stands in the query string is no form field: it is refused with 422."""
    for path in PATHS:
        expect.refused(client.post(path, params=ALICE | GRANT), ["body", "password"])


@pytest.mark.criterion("only-forms")
def test_one_in_query(client):
    """Nor does a single field count that stands in the query string."""
    for path, field in product(PATHS, ALICE):
        form = without(ALICE | GRANT, field)
        expect.refused(client.post(path, params={field: ALICE[field]}, data=form), ["body", field])


@pytest.mark.criterion("token")
def test_token(client):
    """Alice's token form is answered with a bearer token."""
    response = client.post("/token", data=GRANT | ALICE)
    expect.status(response, 200)
    expect.body(response, {"access_token": str, "token_type": "bearer"})
    filled(response, "access_token")


@pytest.mark.criterion("token-refused")
@strangers
def test_token_strangers(client, pairs):
    """A token form with another name or password is answered with 401."""
    refuses(client, "/token", pairs)


@pytest.mark.criterion("token-missing")
def test_token_missing(client):
    """A token form without one of its three fields is refused with 422."""
    for field in GRANT | ALICE:
        expect.refused(client.post("/token", data=without(GRANT | ALICE, field)), ["body", field])


@pytest.mark.criterion("token-missing")
def test_token_empty(client):
    """A name or password in the token form that is empty counts as missing."""
    for field in ALICE:
        expect.refused(client.post("/token", data=GRANT | ALICE | {field: ""}), ["body", field])


@pytest.mark.criterion("password-kept-secret")
@pytest.mark.parametrize("password", ["wonder", "rabbit-73"], ids=["right", "wrong"])
def test_secret(client, password):
    """No answer contains the password that was sent."""
    for path in PATHS:
        response = client.post(path, data=GRANT | ALICE | {"password": password})
        if password == ALICE["password"]:
            expect.status(response, 200)
        sent = " ".join([response.text, *response.headers.values()])
        expect.that(
            password not in sent or response.status_code == 422,
            f"The answer contains the password {password}.",
            response,
            expected=f"no {password!r} in the answer",
            received=response.text[:300],
        )


@pytest.mark.criterion("any-text")
def test_any_text(client):
    """Names and passwords with any letters, of any length, are refused like others."""
    for path, (username, password) in product(PATHS, UNUSUAL):
        response = client.post(path, data=GRANT | {"username": username, "password": password})
        expect.status(response, 401)
