"""What the users and orders routers must answer, at each of their addresses."""

import pytest

from grader.checks import expect
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.openapi import mapping

WRONG_TOKEN = {"X-Admin-Token": "wrong"}
NOT_ROUTED = (404, 405, 307, 308)
USERS = ("/users", "/api/v1/users")
ANSWERS_ALIKE = (
    ("GET", "/users/", None),
    ("GET", "/users/3", None),
    ("GET", "/users/77", None),
    ("POST", "/users/", {"name": "Ines"}),
)
"""What is asked with and without /api/v1."""


def routed(response):
    """Tell whether there is a route at all."""
    return response.status_code not in NOT_ROUTED


def ask(client, method, path, **options):
    """Send a request to `path`; without the final slash, where only that is served.

    A slash that is missing costs once, in `users-routes`.
    """
    response = client.request(method, path, **options)
    if routed(response) or not path.endswith("/"):
        return response
    other = client.request(method, path.removesuffix("/"), **options)
    return other if routed(other) else response


def expect_route(response):
    """Expect that there is a route at all; what it answers is for other checks."""
    expect.that(
        routed(response),
        f"{response.request.method} {response.request.url.path} should be served by your users router.",
        response,
        expected="an answer of your function",
        received=f"status {response.status_code}",
    )


@pytest.mark.criterion("users-routes")
def test_list_route(client):
    """The users router serves GET /users/."""
    expect_route(client.get("/users/"))


@pytest.mark.criterion("users-routes")
def test_read_route(client):
    """The users router serves GET /users/{user_id}."""
    expect_route(client.get("/users/41"))


@pytest.mark.criterion("users-routes")
def test_create_route(client):
    """The users router serves POST /users/."""
    expect_route(client.post("/users/", json={"name": "Rosa"}))


@pytest.mark.criterion("open")
@pytest.mark.parametrize("headers", [{}, WRONG_TOKEN], ids=["no-token", "wrong-token"])
@pytest.mark.parametrize("prefix", ["", "/api/v1"], ids=["users", "api-v1"])
def test_users_open(client, prefix, headers):
    """The users need no token, and a wrong one does not disturb them."""
    responses = [ask(client, "GET", f"{prefix}/users/", headers=headers)]
    responses.append(client.get(f"{prefix}/users/42", headers=headers))
    responses.append(ask(client, "POST", f"{prefix}/users/", json={"name": "Olga"}, headers=headers))
    for response in responses:
        expect_open(response)
    if not prefix:
        expect_route(responses[0])


@pytest.mark.criterion("open")
@pytest.mark.parametrize("headers", [{}, WRONG_TOKEN], ids=["no-token", "wrong-token"])
def test_orders_open(client, headers):
    """The orders need no token, and a wrong one does not disturb them."""
    expect_open(ask(client, "GET", "/orders/", headers=headers))
    expect_route(ask(client, "GET", "/users/", headers=headers))


def expect_open(response):
    """Expect that no token is asked for, neither by a 401 or 403 nor as an input that is missing."""
    told = f"{response.request.method} {response.request.url.path} should be open to everybody."
    asked_for = response.status_code == 422 and "x-admin-token" in response.text.lower()
    expect.that(
        response.status_code not in (401, 403) and not asked_for,
        told,
        response,
        expected="an answer without the right X-Admin-Token",
        received=f"status {response.status_code}",
    )


@pytest.mark.criterion("users-get")
def test_list(client):
    """GET /users/ answers the list with Alice."""
    response = ask(client, "GET", "/users/")
    expect.status(response, 200)
    expect.body(response, [{"id": 1, "name": "Alice"}])


@pytest.mark.criterion("users-get")
def test_list_without_slash(client):
    """GET /users redirects to /users/, or answers the same."""
    response = client.get("/users")
    if response.status_code in (307, 308):
        led = response.headers.get("location", "")
        told = "GET /users should redirect to /users/."
        expect.that(led.endswith("/users/"), told, response, expected="Location: .../users/", received=led)
        return
    expect.status(response, (200, 307))
    expect.body(response, [{"id": 1, "name": "Alice"}])


@pytest.mark.criterion("users-get")
@pytest.mark.parametrize("number", [3, 58, 0, -7])
def test_read(client, number):
    """GET /users/{user_id} answers the id that was asked for, as a number, and the name."""
    response = client.get(f"/users/{number}")
    expect.status(response, 200)
    expect.body(response, {"id": number, "name": "Alice"})


@pytest.mark.criterion("users-create")
@pytest.mark.parametrize("name", ["Bob", "Zoë van Dam"])
def test_create(client, name):
    """POST /users/ answers 201 with the new user."""
    response = ask(client, "POST", "/users/", json={"name": name})
    expect.status(response, 201)
    expect.body(response, {"id": 2, "name": name})


@pytest.mark.criterion("bad-input")
@pytest.mark.parametrize("users", USERS)
@pytest.mark.parametrize("number", ["abc", "1.5"])
def test_bad_id(client, users, number):
    """An id that is no integer is refused with 422."""
    response = client.get(f"{users}/{number}")
    expect.refused(response)
    answer = expect.data(response)
    errors = answer.get("detail") if isinstance(answer, dict) else None
    places = [error.get("loc") for error in errors or [] if isinstance(error, dict)]
    told = "The 422 should point at the id in the path."
    in_path = any(isinstance(place, list) and place[:1] == ["path"] for place in places)
    expect.that(in_path, told, response, expected='["path", ...]', received=expect.show(places))


@pytest.mark.criterion("bad-input")
@pytest.mark.parametrize("users", USERS)
@pytest.mark.parametrize("body", [{}, {"name": 7}, {"name": None}], ids=["no-name", "number", "null"])
def test_bad_user(client, users, body):
    """A new user without a string `name` is refused with 422."""
    expect.refused(ask(client, "POST", f"{users}/", json=body), ["body", "name"])


@pytest.mark.criterion("orders")
def test_orders(client):
    """GET /orders/ answers the list with the keyboard."""
    slashes = ask(client, "GET", "/users/").request.url.path == "/users/"
    response = client.get("/orders/") if slashes else ask(client, "GET", "/orders/")
    expect.status(response, 200)
    expect.body(response, [{"id": 1, "item": "Keyboard"}])


@pytest.mark.criterion("api-v1")
def test_v1(client):
    """Under /api/v1 the users are answered as they are without it."""
    for method, path, body in ANSWERS_ALIKE:
        first = ask(client, method, path, json=body)
        response = client.request(method, f"/api/v1{first.request.url.path}", json=body)
        if not routed(response):
            see_that_v1_was_written(client, response)
        if not routed(first):
            raise Blocked(f"{method} {path} is not served, so there is no answer to compare with.")
        expect.status(response, first.status_code, f"That is what {method} {first.request.url.path} answers.")
        if response.content != first.content:
            expect.body(response, expect.data(first))


def see_that_v1_was_written(client, response):
    """See that the app has any route below /api/v1; if not, name one that may have been meant for it."""
    answer = client.get("/openapi.json")
    if answer.status_code != 200:
        return
    paths = list(mapping(mapping(expect.data(answer)).get("paths")))
    if any(path.startswith("/api/v1") for path in paths):
        return
    near = [path for path in paths if path.strip("/").endswith("/users")]
    raise CheckFailed(
        "Your app has no route below /api/v1." + (f" It has {near[0][:80]}." if near else ""),
        expected="the users routes below /api/v1, too",
        received=f"status {response.status_code}",
        exchanges=response.extensions["exchanges"],
    )
