"""What the answer of the login must say and set."""

import pytest

from grader.checks import expect


def parse(line):
    """Split a Set-Cookie header into the cookie's name, its value, and its attributes in small letters."""
    pairs = [part.partition("=")[::2] for part in line.split(";")]
    (name, value), *attributes = [(key.strip(), text.strip()) for key, text in pairs]
    return name, value.strip('"'), {key.lower(): text.lower() for key, text in attributes}


def session_cookie(client):
    """Log in; return the response, and the value and the attributes of the cookie `session_id`."""
    response = client.post("/login")
    lines = response.headers.get_list("set-cookie")
    found = [(value, attributes) for name, value, attributes in map(parse, lines) if name == "session_id"]
    told = "POST /login should set a cookie called session_id."
    received = " and ".join(lines)[:300] or "no Set-Cookie header"
    expect.that(found, told, response, expected="Set-Cookie: session_id=...", received=received)
    return response, *found[-1]  # of two with one name a browser keeps the last


def attribute(client, name):
    """Log in; return the response and this attribute of the cookie, as the student should read it."""
    response, _, attributes = session_cookie(client)
    return (
        response,
        f"{name}={attributes[name.lower()][:100]}" if name.lower() in attributes else f"no {name}",
    )


@pytest.mark.criterion("login-message")
def test_message(client):
    """POST /login answers 200 with the message."""
    response = client.post("/login")
    expect.status(response, 200)
    expect.body(response, {"message": "logged in"})


@pytest.mark.criterion("login-cookie")
def test_cookie(client):
    """POST /login sets the cookie `session_id` to abc123."""
    response, value, _ = session_cookie(client)
    told = "The cookie session_id should have the value abc123."
    expect.that(value == "abc123", told, response, expected="abc123", received=value[:100])


@pytest.mark.criterion("cookie-httponly")
def test_http_only(client):
    """The cookie is HttpOnly: scripts in the page cannot read it."""
    response, received = attribute(client, "HttpOnly")
    told = "The cookie session_id should be HttpOnly."
    expect.that(received != "no HttpOnly", told, response, expected="HttpOnly", received=received)


@pytest.mark.criterion("cookie-secure")
def test_secure(client):
    """The cookie is Secure: it is sent back over HTTPS only."""
    response, received = attribute(client, "Secure")
    told = "The cookie session_id should be Secure."
    expect.that(received != "no Secure", told, response, expected="Secure", received=received)


@pytest.mark.criterion("cookie-samesite")
def test_same_site(client):
    """The cookie is SameSite=lax: other sites' forms do not send it."""
    response, received = attribute(client, "SameSite")
    told = "The cookie session_id should be SameSite=lax."
    expect.that(received == "SameSite=lax", told, response, expected="SameSite=lax", received=received)


@pytest.mark.criterion("cookie-max-age")
def test_max_age(client):
    """The cookie lasts one hour: its Max-Age is 3600 seconds."""
    response, received = attribute(client, "Max-Age")
    told = "The cookie session_id should have a Max-Age of 3600 seconds."
    expect.that(received == "Max-Age=3600", told, response, expected="Max-Age=3600", received=received)
