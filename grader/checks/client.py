"""The `client` fixture: httpx without keep-alive, redirects, cookie jar or environment."""

from __future__ import annotations

from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import NoReturn

import httpx

from grader.checks.app import AppHandle
from grader.checks.evidence import exchange
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.http import HOST, WireRequest, WireResponse

DEFAULT_HEADERS = ("accept", "accept-encoding", "connection", "user-agent")


class Client(httpx.Client):
    """Sends requests to the submission; every exchange is recorded as evidence.

    A request that gets no answer fails the check, with the reason. Header values may be anything
    that HTTP allows. `extensions={"omit": ("user-agent",)}` leaves out a header that is sent by
    default. Each response carries `extensions["exchanges"]`: the check's exchanges up to it, and
    `extensions["arrivals"]`: when each part of its body came, in seconds after the request began, and the
    part's size in bytes.
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
        return httpx.Response(
            got.status,
            headers=headers,
            content=got.body,
            extensions={"exchanges": history, "arrivals": got.arrivals},
        )


def _wire_request(request: httpx.Request) -> WireRequest:
    content = request.read()
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
    )


def _no_answer(response: WireResponse, request: WireRequest) -> NoReturn:
    message = f"{request.method} {request.target}: {response.failure}"
    if not response.sent:
        raise Blocked(message)
    raise CheckFailed(message, expected="An answer.", exchanges=[exchange(request, response)])
