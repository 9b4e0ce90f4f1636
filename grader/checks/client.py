"""The `client` fixture: httpx without keep-alive, redirects, cookie jar or environment."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, NoReturn

import httpx

from grader.checks.app import AppHandle
from grader.checks.evidence import exchange
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.http import HOST, WireRequest, WireResponse

BOUNDARY = "----WebKitFormBoundaryq3Zb7VnXk1TtR9uL"
"""Between the parts of a form with files; always the same, so that the evidence is."""

WHOLE_BODY = 8_000_000
"""Bytes of a body that is kept; a larger one is made while it is sent."""

BEGINNING = 16_000
"""Bytes that are kept of a larger one."""

PACKED = {"gzip", "x-gzip", "deflate"}

DEFAULT_HEADERS = ("accept", "accept-encoding", "connection", "user-agent")


class Client(httpx.Client):
    """Sends requests to the submission; every exchange is recorded as evidence.

    A request that gets no answer fails the check, with the reason. Header values may be anything
    that HTTP allows. `extensions={"omit": ("user-agent",)}` leaves out a header that is sent by
    default, and `extensions={"seconds": 60}` gives a request another time limit than usual. A file in
    `files` may be larger than memory: it is read while it is sent.

    Each response carries `extensions["exchanges"]`: the check's exchanges up to it, and
    `extensions["arrivals"]`: when each part of its body came, in seconds after the request began, and the
    part's size in bytes. `extensions["routes"]` returns the paths that the app documents.
    """

    def __init__(self, app: AppHandle) -> None:
        """Send to whatever `app` runs at the time."""
        super().__init__(
            transport=_WireTransport(app),
            base_url=f"http://{HOST}",
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            trust_env=False,
        )
        for name in DEFAULT_HEADERS:
            del self.headers[name]

    def build_request(self, *arguments: Any, **options: Any) -> httpx.Request:
        """Build a request; a form with files gets a boundary that is no random text."""
        if options.get("files"):
            headers = httpx.Headers(options.get("headers"))
            headers.setdefault("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
            options["headers"] = headers
        return super().build_request(*arguments, **options)


class _WireTransport(httpx.BaseTransport):
    def __init__(self, app: AppHandle) -> None:
        self._app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent = _wire_request(request)
        got = self._app.wire.send(sent)
        history = self._app.exchanges()[-6:]
        if got.status is None:
            _no_answer(got, sent)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in got.headers]
        response = httpx.Response(
            got.status,
            headers=[pair for pair in headers if pair[0].lower() != b"content-encoding"],
            content=_unpacked(got, sent, self._app.limits.response_body),
            extensions={"exchanges": history, "arrivals": got.arrivals, "routes": self._app.routes},
        )
        response.headers = httpx.Headers(headers)
        return response


def _unpacked(got: WireResponse, sent: WireRequest, most: int) -> bytes:
    """Return the body, unpacked to at most `most` bytes where it is gzip or deflate (RFC 9110, 8.4.1).

    httpx would unpack without bound, and a small body can hold gigabytes.
    """
    encodings = [value.strip().lower() for name, value in got.headers if name.lower() == "content-encoding"]
    if not got.body or not set(encodings) & PACKED:
        return got.body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # either format, by its first bytes
    try:
        content = unpacker.decompress(got.body, most + 1)
    except zlib.error:
        problem = f"its body is not {encodings[0]}, though its Content-Encoding says so"
    else:
        if len(content) <= most:
            return content
        problem = f"its body is larger than {most // 1024**2} MB when it is unpacked"
    raise CheckFailed(
        f"{sent.method} {sent.target}: {problem}.",
        expected="A body as it is.",
        exchanges=[exchange(sent, got)],
    )


def _wire_request(request: httpx.Request) -> WireRequest:
    content, rest, rest_size = _split(request)
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in request.headers.raw
        if name.lower() not in {b"host", b"content-length", b"transfer-encoding"}
    )
    return WireRequest(
        method=request.method,
        target=request.url.raw_path.decode("ascii"),
        headers=headers,
        body=content or None,
        omit=tuple(request.extensions.get("omit", ())),
        rest=rest,
        rest_size=rest_size,
        seconds=request.extensions.get("seconds"),
    )


def _split(request: httpx.Request) -> tuple[bytes, Iterable[bytes], int]:
    """Return the body as far as it is kept, the parts of the rest, and the rest's size in bytes."""
    length = request.headers.get("content-length", "")
    size = int(length) if length.isdecimal() else 0
    if size <= WHOLE_BODY or not isinstance(request.stream, httpx.SyncByteStream):
        return request.read(), (), 0
    parts = iter(request.stream)
    beginning = b""
    for part in parts:
        beginning += part
        if len(beginning) >= BEGINNING:
            break
    return beginning, parts, size - len(beginning)


def _no_answer(response: WireResponse, request: WireRequest) -> NoReturn:
    message = f"{request.method} {request.target}: {response.failure}"
    if not response.sent:
        raise Blocked(message)
    raise CheckFailed(message, expected="An answer.", exchanges=[exchange(request, response)])
