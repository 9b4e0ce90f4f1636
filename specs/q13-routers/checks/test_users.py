"""What the users and orders routers must answer, at each of their addresses."""

import pytest

from grader.checks import expect

WRONG_TOKEN = {"X-Admin-Token": "wrong"}
NOT_ROUTED = (404, 405, 307, 308)
USERS = ("/users", "/api/v1/users")


def expect_route(response):
    """Expect that there is a route at all; what it answers is for other checks."""
    expect.that(
        response.status_code not in NOT_ROUTED,
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
    responses = [client.get(f"{prefix}/users/", headers=headers)]
    responses.append(client.get(f"{prefix}/users/42", headers=headers))
    responses.append(client.post(f"{prefix}/users/", json={"name": "Olga"}, headers=headers))
    for response in responses:
        expect_open(response)
    if not prefix:
        expect_route(responses[0])


@pytest.mark.criterion("open")
@pytest.mark.parametrize("headers", [{}, WRONG_TOKEN], ids=["no-token", "wrong-token"])
def test_orders_open(client, headers):
    """The orders need no token, and a wrong one does not disturb them."""
    expect_open(client.get("/orders/", headers=headers))
    expect_route(client.get("/users/", headers=headers))


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
    response = client.get("/users/")
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
    response = client.post("/users/", json={"name": name})
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
    expect.refused(client.post(f"{users}/", json=body), ["body", "name"])


@pytest.mark.criterion("orders")
def test_orders(client):
    """GET /orders/ answers the list with the keyboard."""
    response = client.get("/orders/")
    expect.status(response, 200)
    expect.body(response, [{"id": 1, "item": "Keyboard"}])


@pytest.mark.criterion("api-v1")
def test_v1_list(client):
    """GET /api/v1/users/ answers like GET /users/."""
    response = client.get("/api/v1/users/")
    expect.status(response, 200)
    expect.body(response, [{"id": 1, "name": "Alice"}])


@pytest.mark.criterion("api-v1")
@pytest.mark.parametrize("number", [3, 77])
def test_v1_read(client, number):
    """GET /api/v1/users/{user_id} answers like GET /users/{user_id}."""
    response = client.get(f"/api/v1/users/{number}")
    expect.status(response, 200)
    expect.body(response, {"id": number, "name": "Alice"})


@pytest.mark.criterion("api-v1")
def test_v1_create(client):
    """POST /api/v1/users/ answers like POST /users/."""
    response = client.post("/api/v1/users/", json={"name": "Ines"})
    expect.status(response, 201)
    expect.body(response, {"id": 2, "name": "Ines"})
