"""What /info must tell of a request."""

import pytest

from grader.checks import expect
from grader.checks.openapi import Document

KEYS = {
    "method": str,
    "url": str,
    "path": str,
    "query_params": dict,
    "headers": dict,
    "client_ip": str,
    "client_port": int,
}


@pytest.mark.criterion("info")
@pytest.mark.parametrize(
    "query", ["", "?lang=en&page=2", "?q=a%20b&empty=&x_user=%C3%A9"], ids=["none", "two", "coded"]
)
def test_address(client, query):
    """GET /info tells the method, the path, and the whole URL as one string."""
    response = client.get(f"/info{query}")
    expect.status(response, 200)
    expect.body(response, {**KEYS, "method": "GET", "path": "/info", "url": str(response.request.url)})


@pytest.mark.criterion("info-parts")
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {}),
        ("?lang=en&page=2", {"lang": "en", "page": "2"}),
        ("?q=a%20b&empty=&request=1&name=%C3%A9", {"q": "a b", "empty": "", "request": "1", "name": "é"}),
    ],
    ids=["none", "two", "coded"],
)
def test_query(client, query, wanted):
    """GET /info tells all parameters of the query string, whatever their names."""
    response = client.get(f"/info{query}")
    expect.status(response, 200)
    expect.includes(response, {"query_params": wanted})


@pytest.mark.criterion("info-parts")
@pytest.mark.parametrize(
    "headers", [{"X-Colour": "Sea Green", "Accept": "text/x-lesson"}, {"X-Trace-ID": "t-81;Q"}]
)
def test_headers(client, headers):
    """GET /info tells every header, with its name in small letters and its value as it was sent."""
    response = client.get("/info", headers=headers)
    expect.status(response, 200)
    told = expect.includes(response, {"headers": dict})["headers"]
    wanted = {"host": response.request.headers["host"]} | {
        name.lower(): text for name, text in headers.items()
    }
    found = {name: told[name] for name in wanted if name in told}
    said = "GET /info should tell the headers that were sent, with their names in small letters."
    expect.that(found == wanted, said, response, expected=expect.show(wanted), received=expect.show(told))
    capitals = [name for name in told if name != name.lower()]
    expect.that(
        not capitals, said, response, expected="names in small letters", received=expect.show(capitals)
    )


@pytest.mark.criterion("info")
def test_client(client):
    """GET /info tells the address and the port of the client."""
    response = client.get("/info")
    expect.status(response, 200)
    told = expect.includes(response, {"client_ip": "127.0.0.1", "client_port": int})
    right = 0 < told["client_port"] < 65536 and told["client_port"] != 8000
    said = "client_port should be the port of the client, not that of your app."
    expect.that(
        right, said, response, expected="the client's port", received=expect.show(told["client_port"])
    )


@pytest.mark.criterion("info")
def test_ports_differ(client):
    """Each connection of the client has a port of its own."""
    responses = [client.get("/info") for _ in range(3)]
    ports = {expect.includes(response, {"client_port": int})["client_port"] for response in responses}
    said = "Three connections came from different ports, but client_port was the same for all of them."
    expect.that(
        len(ports) > 1, said, responses[-1], expected="the client's port", received=expect.show(ports.pop())
    )


@pytest.mark.criterion("info-undocumented")
def test_no_parameters(openapi):
    """The documentation lists no parameters for GET /info."""
    document = Document(openapi)
    found = [one for one in document.operations() if (one.method, one.path) == ("GET", "/info")]
    assert found, "the documentation has no GET /info"
    names = [str(parameter.get("name")) for parameter in document.parameters(found[0])]
    assert not names, (
        f"the documentation of GET /info lists {', '.join(names)}: nothing should be declared there"
    )
    assert "requestBody" not in found[0].node, "the documentation of GET /info lists a request body"
