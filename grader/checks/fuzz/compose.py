"""Puts parameter values and a body together to a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from grader.checks.fuzz.corpus import ID
from grader.checks.fuzz.document import Document, Operation, Place
from grader.checks.fuzz.samples import sample
from grader.checks.http import WireRequest

Values = Mapping[tuple[Place, str], Any]
NO_BODY = object()
"""Marks a request without a body, because null is a body."""

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def defaults(document: Document, operation: Operation, salt: str = "") -> dict[tuple[Place, str], Any]:
    """Return ordinary values for the required parameters."""
    return {
        (p.place, p.name): sample(document, p.schema, salt + p.name)
        for p in operation.parameters
        if p.required
    }


def default_body(document: Document, operation: Operation, salt: str = "") -> Any:
    """Return an ordinary body, or NO_BODY where the operation takes none that we can write."""
    for media in (JSON, FORM):
        if media in operation.body:
            return sample(document, operation.body[media], salt)
    return NO_BODY


def compose(operation: Operation, values: Values, body: Any = NO_BODY) -> WireRequest | None:
    """Return the request, or None where a value cannot be sent at its place."""
    path, query = operation.path, list[tuple[str, str]]()
    headers, cookies = list[tuple[str, str]](), list[str]()
    for (place, name), value in values.items():
        if place == "path":
            path = path.replace("{" + name + "}", quote(text(value), safe="{}" if value == ID else ""))
        elif place == "query":
            query += [(name, text(item)) for item in (value if isinstance(value, list) else [value])]
        elif place == "header":
            headers.append((name, text(value)))
        else:
            cookies.append(f"{name}={text(value)}")
    if cookies:
        headers.append(("cookie", "; ".join(cookies)))
    if not all(_sendable(value) for _, value in headers):
        return None
    if body is not NO_BODY:
        media = JSON if JSON in operation.body else FORM
        headers.append(("content-type", media))
        content = _write(media, body)
    else:
        content = None
    target = path + ("?" + urlencode(query) if query else "")
    return WireRequest(operation.method, target, tuple(headers), content)


def text(value: Any) -> str:
    """Return a value as it is written in a URL, a header or a form."""
    return value if isinstance(value, str) else json.dumps(value)


def _write(media: str, body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    if media == JSON:
        return json.dumps(body, ensure_ascii=False).encode()
    return urlencode({key: text(value) for key, value in body.items()}).encode() if body else b""


def _sendable(value: str) -> bool:
    return value == value.strip() and value.isascii() and value.isprintable()
