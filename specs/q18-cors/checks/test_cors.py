"""What the answers must say to pages of other origins."""

import pytest

from grader.checks import expect

ALLOWED = ["https://myapp.com", "https://admin.myapp.com"]
REFUSED = {
    "other-sites": ["https://evil.com", "http://localhost:3000", "null"],
    "same-site": ["http://myapp.com", "https://shop.myapp.com", "https://myapp.com:8443"],
    "look-alikes": [
        "https://myapp.com.evil.com",
        "https://evilmyapp.com",
        "https://myapp.co",
        "myapp.com",
        "https://adminxmyapp.com",
        "https://admin.myappxcom",
    ],
}
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
HEADERS = ["authorization", "content-type", "x-request-id"]

allowed = pytest.mark.parametrize("origin", ALLOWED, ids=["myapp", "admin"])


def preflight(client, origin, method="GET", headers="", path="/items"):
    """Ask as a browser does before a request with this method and these headers."""
    asked = {"Origin": origin, "Access-Control-Request-Method": method}
    if headers:
        asked["Access-Control-Request-Headers"] = headers
    return client.options(path, headers=asked)


def names(response, header):
    """Return the names that a header lists."""
    return {name.strip() for name in response.headers.get(header, "").split(",")} - {""}


def permits(response, origin):
    """Expect that the answer allows this very origin."""
    expect.header(response, "Access-Control-Allow-Origin", origin)


def permits_nobody(response, origin):
    """Expect that the answer does not allow any origin."""
    received = response.headers.get("access-control-allow-origin")
    expect.that(
        received is None,
        f"The origin {origin} is not allowed, but the answer has Access-Control-Allow-Origin.",
        response,
        expected="no header Access-Control-Allow-Origin",
        received=f"Access-Control-Allow-Origin: {received}",
    )


@pytest.mark.criterion("allowed-origins")
@allowed
def test_allowed(client, origin):
    """A page of an allowed origin may read the answer: its origin comes back."""
    response = client.get("/items", headers={"Origin": origin})
    permits(response, origin)
    expect.that(
        "origin" in {name.lower() for name in names(response, "vary")},
        "The answer depends on the origin, so its header Vary should name Origin.",
        response,
        expected="Vary: Origin",
        received=f"Vary: {response.headers.get('vary', 'not there')}",
    )


@pytest.mark.criterion("allowed-origins")
def test_allowed_error(client):
    """A page of an allowed origin may read an error, too."""
    for origin in ALLOWED:
        permits(client.delete("/items/seven", headers={"Origin": origin}), origin)


@pytest.mark.criterion("refused-origins")
@pytest.mark.parametrize("origins", REFUSED.values(), ids=REFUSED)
def test_refused(client, origins):
    """The answer to another origin allows nobody to read it; otherwise it is as always."""
    permits(client.get("/items", headers={"Origin": ALLOWED[0]}), ALLOWED[0])
    usual = client.get("/items")
    for origin in origins:
        response = client.get("/items", headers={"Origin": origin})
        permits_nobody(response, origin)
        expect.status(
            response, usual.status_code, "CORS does not refuse requests: the browser hides the answer."
        )


@pytest.mark.criterion("refused-origins")
def test_refused_with_cookie(client):
    """Nor does it with a cookie in the request: neither `*` nor the other origin comes back."""
    permits(client.get("/items", headers={"Origin": ALLOWED[0]}), ALLOWED[0])
    response = client.get("/items", headers={"Origin": "https://evil.com", "Cookie": "session_id=s-31"})
    permits_nobody(response, "https://evil.com")


@pytest.mark.criterion("credentials")
def test_credentials(client):
    """A page may send cookies: the answers to it allow credentials."""
    for origin in ALLOWED:
        response = client.get("/items", headers={"Origin": origin})
        expect.header(response, "Access-Control-Allow-Credentials", "true")


@pytest.mark.criterion("credentials")
def test_preflight_credentials(client):
    """The answers to preflights allow credentials, too."""
    for origin in ALLOWED:
        expect.header(preflight(client, origin), "Access-Control-Allow-Credentials", "true")


@pytest.mark.criterion("preflight")
@pytest.mark.parametrize("path", ["/items", "/items/1"])
def test_preflight(client, path):
    """The preflights of the allowed origins are answered, and allow them."""
    for origin in ALLOWED:
        response = preflight(client, origin, path=path)
        expect.status(response, 200)
        permits(response, origin)


@pytest.mark.criterion("preflight-methods")
def test_methods(client):
    """A preflight may ask for each of the six methods."""
    for method in METHODS:
        response = preflight(client, ALLOWED[0], method, path="/items/1")
        expect.status(response, 200, f"It asked for the method {method}, which is allowed.")


@pytest.mark.criterion("preflight-methods")
def test_methods_told(client):
    """The answer to a preflight lists the six methods, and no others."""
    response = preflight(client, ALLOWED[1])
    expect.that(
        names(response, "access-control-allow-methods") == set(METHODS),
        "Access-Control-Allow-Methods should list exactly the six methods.",
        response,
        expected=", ".join(METHODS),
        received=response.headers.get("access-control-allow-methods", "no such header"),
    )


@pytest.mark.criterion("preflight-headers")
@pytest.mark.parametrize("asked", [HEADERS, [",".join(HEADERS)]], ids=["each", "together"])
def test_headers(client, asked):
    """A preflight may ask for the three headers, and is told them."""
    for header in asked:
        response = preflight(client, ALLOWED[1], headers=header)
        expect.status(response, 200, f"It asked for the request header {header}, which is allowed.")
        told = {name.lower() for name in names(response, "access-control-allow-headers")}
        expect.that(
            told.issuperset(header.split(",")),
            "Access-Control-Allow-Headers should list the headers that were asked for.",
            response,
            expected=header,
            received=response.headers.get("access-control-allow-headers", "no such header"),
        )


@pytest.mark.criterion("preflight-refused")
def test_unknown_header(client):
    """A preflight that asks for another header is refused with 400."""
    for asked in ["x-debug", "authorization,x-debug", "x-request", "x-request-id-2"]:
        response = preflight(client, ALLOWED[0], headers=asked)
        expect.status(response, 400, f"It asked for {asked}, which is not allowed.")


@pytest.mark.criterion("preflight-refused")
def test_unknown_method(client):
    """A preflight that asks for another method is refused with 400."""
    expect.status(preflight(client, ALLOWED[0], "PURGE"), 400, "It asked for PURGE, which is not allowed.")


@pytest.mark.criterion("preflight-refused")
def test_refused_preflight(client):
    """The preflight of another origin is refused with 400, and allows nobody."""
    for origin in [origin for group in REFUSED.values() for origin in group]:
        response = preflight(client, origin)
        permits_nobody(response, origin)
        expect.status(response, 400, f"The origin {origin} is not allowed.")


@pytest.mark.criterion("exposed-header")
def test_exposed(client):
    """A page may read the header X-Total-Count: the answer exposes it."""
    for origin in ALLOWED:
        response = client.get("/items", headers={"Origin": origin})
        expect.that(
            {name.lower() for name in names(response, "access-control-expose-headers")} == {"x-total-count"},
            "Access-Control-Expose-Headers should list X-Total-Count, and nothing else.",
            response,
            expected="X-Total-Count",
            received=response.headers.get("access-control-expose-headers", "no such header"),
        )


@pytest.mark.criterion("max-age")
def test_max_age(client):
    """A browser may remember the answer to a preflight for 24 hours."""
    for origin in ALLOWED:
        expect.header(preflight(client, origin), "Access-Control-Max-Age", "86400")
