"""Turns what went over the wire into bounded evidence for a report."""

from __future__ import annotations

import base64
from collections.abc import Set

from grader.checks.http import WireRequest, WireResponse
from grader.results import Body, Exchange, Header

SHOWN_BODY = 4_000
"""Characters of a body that a report keeps."""
SHOWN_HEADER = 500
SHOWN_HEADERS = 40
TRANSPORT = {"content-length", "host", "accept-encoding", "connection"}
VOLATILE = {"date", "server", "connection"}


def exchange(request: WireRequest, response: WireResponse, note: str = "") -> Exchange:
    """Turn a request and its response into evidence."""
    return Exchange(
        method=request.method,
        target=request.target,
        request_headers=_shown(request.headers, TRANSPORT),
        request_body=None if request.body is None else body(request.body),
        status=response.status,
        response_headers=_shown(response.headers, VOLATILE),
        response_body=body(response.body) if response.status is not None else None,
        failure=response.failure,
        note=note,
    )


def body(content: bytes) -> Body:
    """Cut a body to what a report keeps: text where it is UTF-8, else Base64."""
    cut = content[: SHOWN_BODY * 4]
    try:
        # A cut may fall inside a character: only then may the end be dropped.
        text = cut.decode("utf-8", "strict" if len(cut) == len(content) else "ignore")
    except UnicodeDecodeError:
        text = base64.b64encode(cut[:SHOWN_BODY]).decode("ascii")
        return Body(text=text, encoding="base64", size=len(content), truncated=len(content) > SHOWN_BODY)
    return Body(
        text=text[:SHOWN_BODY], size=len(content), truncated=len(text) > SHOWN_BODY or len(cut) < len(content)
    )


def _shown(headers: tuple[Header, ...], hidden: Set[str]) -> tuple[Header, ...]:
    shown = [(name, value[:SHOWN_HEADER]) for name, value in headers if name.lower() not in hidden]
    return tuple(shown[:SHOWN_HEADERS])
