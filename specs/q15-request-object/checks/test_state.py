"""How the user gets from the middleware to the route."""

import ast

import pytest

from grader.checks import expect


def visit(client, name=""):
    """Ask for /protected as this user, or as nobody."""
    return client.get("/protected", headers={"X-User": name} if name else {})


@pytest.mark.criterion("protected")
@pytest.mark.parametrize("name", ["ada", "Grace Hopper", "0"])
def test_user(client, name):
    """GET /protected answers the user that X-User names."""
    response = visit(client, name)
    expect.status(response, 200)
    expect.body(response, {"user": name})


@pytest.mark.criterion("own-state")
def test_no_leak(client):
    """The user of one request is not there in the next one."""
    for name in ("lin", "mia"):
        response = visit(client, name)
        expect.status(response, 200)
        expect.body(response, {"user": name})
        client.get("/info", headers={"X-User": "otto"})
        response = visit(client)
        said = f"The request after that of {name} names no user, so it must not get one."
        expect.that(response.status_code == 401, said, response, expected="401", received=response.text[:100])


def kept_for_all(function):
    """Yield the nodes that keep a user where all requests share it: in a global variable or on the app."""
    for node in ast.walk(function):
        if isinstance(node, ast.Global) and any("user" in name.lower() for name in node.names):
            yield node, f"global {', '.join(node.names)}"
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and "user" in node.attr.lower()
        ):
            owner = ast.unparse(node.value)
            if f".{owner}".endswith((".app", ".app.state")):
                yield node, f"{owner}.{node.attr}"


@pytest.mark.criterion("own-state")
def test_nothing_shared(source):
    """The user is kept in the state of the request, not in `app.state` or a global variable."""
    for file, function in source.functions():
        for node, what in kept_for_all(function):
            place = f"{file}, line {node.lineno}"
            raise AssertionError(
                f"{place}: `{what}` belongs to all requests together; use `request.state.user`"
            )
