"""Requests on which the stack itself misbehaves are not sent; ordinary nonsense is."""

from __future__ import annotations

import pytest

from grader.checks.fuzz.document import read
from grader.checks.fuzz.quirks import sendable
from grader.checks.http import WireRequest

DOCUMENT = read(
    {
        "paths": {
            "/items/{id}": {
                "get": {},
                "post": {
                    "requestBody": {
                        "content": {
                            media: {"schema": {}}
                            for media in (
                                "application/json",
                                "application/x-www-form-urlencoded",
                                "multipart/form-data",
                            )
                        }
                    }
                },
            }
        }
    }
)
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

TARGETS = [
    ("/items/1", True),
    ("/items/abc?q=", True),
    ("/items/-1.5?q=%C3%A9", True),
    ("/items/banana", True),
    ("/items/infra", True),
    ("/items/00000000000000000000", True),
    ("/items/nan", False),
    ("/items/1?q=-Infinity", False),
    ("/items/1?q=1e999", False),
    ("/items/9223372036854775808", False),
    ("/items/a%00b", False),
    ("/items/%ED%A0%80", False),
    ("/items/", False),
    ("/items/a%2Fb", False),
    ("/other/1", False),
]
BODIES = [
    (JSON, b'{"a": 1}', True),
    (JSON, b"{", True),
    (JSON, b"", True),
    (JSON, b"\xff\xfe", True),
    (JSON, b'{"nan": "Infinity war"}', False),  # rather one case too few
    (JSON, b'{"a": NaN}', False),
    (JSON, b'{"a": 1e999}', False),
    (JSON, b'{"a": "\\ud800"}', False),
    (JSON, b'{"a": 100000000000000000000}', False),
    (JSON, b'{"a": "\\u0000"}', False),
    (FORM, b"a=1&b=x", True),
    (FORM, b"a=nan", False),
    (FORM, b"\xff", False),
    ("multipart/form-data; boundary=x", b"--x--\xff", True),
    ("text/plain", b"{}", False),
]


@pytest.mark.parametrize(("target", "sent"), TARGETS)
def test_targets(target: str, sent: bool) -> None:
    assert sendable(DOCUMENT.operations["GET /items/{id}"], WireRequest("GET", target)) is sent


@pytest.mark.parametrize(("media", "body", "sent"), BODIES)
def test_bodies(media: str, body: bytes, sent: bool) -> None:
    request = WireRequest("POST", "/items/1", (("content-type", media),), body)
    assert sendable(DOCUMENT.operations["POST /items/{id}"], request) is sent


def test_other_methods_and_headers_of_the_transport() -> None:
    operation = DOCUMENT.operations["GET /items/{id}"]
    assert not sendable(operation, WireRequest("TRACE", "/items/1"))
    assert not sendable(operation, WireRequest("GET", "/items/1", (("host", "x"),)))
    assert not sendable(operation, WireRequest("GET", "/items/1", (("x-a", "é"),)))
