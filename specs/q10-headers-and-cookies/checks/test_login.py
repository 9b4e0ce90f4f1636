"""What the answer of the login must say and set."""

import pytest

from grader.checks import expect


def session_cookie(client):
    """Log in; return the response and the cookie `session_id`: its value, and its attributes in small letters."""
    response = client.post("/login")
    found = None
    for line in response.headers.get_list("set-cookie"):
        pair, *rest = [part.strip() for part in line.split(";")]
        name, _, value = pair.partition("=")
        attributes = {key.strip().lower(): text.strip().lower() for key, _, text in (p.partition("=") for p in rest)}
        if name == "session_id":
            found = value.strip('"'), attributes  # of two with one name a browser keeps the last
    received = "; ".join(response.headers.get_list("set-cookie")) or "no Set-Cookie header"
    told = "POST /login should set a cookie called session_id."
    expect.that(found, told, response, expected="Set-Cookie: session_id=...", received=received[:300])
    return response, *found


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
    expect.that(value == "abc123", told, response, expected="session_id=abc123", received=f"session_id={value[:100]}")


@pytest.mark.criterion("cookie-httponly")
def test_http_only(client):
    """The cookie is HttpOnly: scripts in the page cannot read it."""
    response, _, attributes = session_cookie(client)
    expect.that("httponly" in attributes, "The cookie should be HttpOnly.", response, expected="HttpOnly")


@pytest.mark.criterion("cookie-secure")
def test_secure(client):
    """The cookie is Secure: it is sent back over HTTPS only."""
    response, _, attributes = session_cookie(client)
    expect.that("secure" in attributes, "The cookie should be Secure.", response, expected="Secure")


@pytest.mark.criterion("cookie-samesite")
def test_same_site(client):
    """The cookie is SameSite=lax: other sites' forms do not send it."""
    response, _, attributes = session_cookie(client)
    received = attributes.get("samesite", "no SameSite")
    told = "The cookie should be SameSite=lax."
    expect.that(received == "lax", told, response, expected="SameSite=lax", received=received[:100])


@pytest.mark.criterion("cookie-max-age")
def test_max_age(client):
    """The cookie lasts one hour: its Max-Age is 3600 seconds."""
    response, _, attributes = session_cookie(client)
    received = attributes.get("max-age", "no Max-Age")
    told = "The cookie should have a Max-Age of 3600 seconds."
    expect.that(received == "3600", told, response, expected="Max-Age=3600", received=received[:100])
