"""HTTP to an untrusted app: bounded in time and size, never following."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.checks.connections import Connect, Connections
from grader.checks.http1 import Broken, Late, Line, Request, Unsendable, exchange
from grader.checks.plainhttp import RawHeader
from grader.results import Header
from grader.sandbox.base import Limits

HOST = "127.0.0.1:8000"
"""What the app sees as its own address, as under `fastapi dev`."""

DOCUMENT = "/openapi.json"

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods that ask for no change (RFC 9110, 9.2.1)."""

USER_AGENT = "Mozilla/5.0"
"""Neutral: an app must not be able to tell the grader by its headers."""


@dataclass(frozen=True)
class WireRequest:
    """A request as it goes on the wire; `target` is percent-encoded already."""

    method: str
    target: str
    headers: tuple[Header, ...] = ()
    body: bytes | None = None
    omit: tuple[str, ...] = ()
    """Default headers to leave out, lower case."""
    rest: Iterable[bytes] = ()
    """What follows `body` in a request that is too large to be kept: made while it is sent, once."""
    rest_size: int = 0
    seconds: float | None = None
    """Wall time for this request, where it needs another than the limits give."""

    @property
    def size(self) -> int:
        """Bytes of the whole body."""
        return len(self.body or b"") + self.rest_size


@dataclass(frozen=True)
class WireResponse:
    """What came back: either a status or, in `failure`, why there is none."""

    status: int | None = None
    headers: tuple[Header, ...] = ()
    body: bytes = b""
    failure: str = ""
    arrivals: tuple[tuple[float, int], ...] = ()
    """When each part of the body came, in seconds after the request began, and its size in bytes."""
    sent: bool = True
    """False when the request was not even sent, because the app had stopped answering."""

    def header(self, name: str) -> str:
        """Return the first header called `name`, or ""."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass
class Patience:
    """How often to wait in vain: per start of the app, and over the whole grading."""

    per_start: int = 3
    left: int = 8


class Wire:
    """Sends requests to one running app and keeps each exchange in `recorded`."""

    def __init__(self, connect: Connect, limits: Limits, patience: Patience | None = None) -> None:
        """Send over the connections that `connect` opens, within `limits`."""
        self.recorded: list[tuple[WireRequest, WireResponse]] = []
        self.used = False
        """Whether the app was asked for anything but its document."""
        self.changed = False
        """Whether what was asked may have changed the app."""
        self._connections = Connections(connect)
        self._limits = limits
        self._patience = patience or Patience()
        self._timeouts = 0

    def send(self, request: WireRequest, *, persistent: bool = False) -> WireResponse:
        """Send one request; a missing answer is a result, not an exception.

        It has a connection of its own, unless it is told to use a `persistent` one.
        """
        self.used |= (request.method, request.target) != ("GET", DOCUMENT)
        response = self._attempt(request, persistent)
        self.changed |= not _harmless(request, response)
        self.recorded.append((request, response))
        return response

    def close(self) -> None:
        """Close the persistent connection."""
        self._connections.close()

    def _attempt(self, request: WireRequest, persistent: bool) -> WireResponse:
        if self._timeouts >= self._patience.per_start or self._patience.left <= 0:
            return WireResponse(
                failure="The app had stopped answering, so this request was not sent.", sent=False
            )
        try:
            return self._exchange(request, persistent)
        except Late:
            self._timeouts += 1
            self._patience.left -= 1
            return WireResponse(failure=f"No complete answer within {self._seconds(request):g} seconds.")
        except Broken as error:
            return WireResponse(failure=f"The app closed the connection without a valid answer ({error}).")
        except OSError:
            return WireResponse(
                failure="The app does not accept connections any more; its process has ended."
            )
        except Unsendable as error:
            return WireResponse(failure=f"The request cannot be sent over HTTP ({error}).")

    def _seconds(self, request: WireRequest) -> float:
        return self._limits.request_seconds if request.seconds is None else request.seconds

    def _exchange(self, request: WireRequest, persistent: bool) -> WireResponse:
        began = time.monotonic()
        with self._connections.open(persistent=persistent) as connection:
            line = Line(connection.socket, began + self._seconds(request))
            answer = exchange(line, _as_sent(request, persistent))
            arrivals: list[tuple[float, int]] = []
            parts = _timed(answer.parts, began, arrivals)
            body, failure = _read_bounded(parts, self._limits.response_body)
            headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in answer.headers)
            if answer.status >= 500:
                connection.await_close()  # by then the exception behind it stands in the app's log
            elif persistent and not failure:
                connection.persistent = answer.persistent
            if failure:
                return WireResponse(headers=headers, body=body, failure=failure)
            return WireResponse(answer.status, headers, body, arrivals=tuple(arrivals))


def _harmless(request: WireRequest, response: WireResponse) -> bool:
    """Tell whether an exchange changes nothing: a safe method was answered, or the request refused."""
    return response.status is not None and (request.method in SAFE or 400 <= response.status < 500)


def _as_sent(request: WireRequest, persistent: bool) -> Request:
    return Request(
        request.method.encode("ascii", "replace"),
        request.target.encode("ascii", "replace"),
        _wire_headers(request, persistent),
        request.body or b"",
        request.rest if request.rest_size else (),
    )


def _wire_headers(request: WireRequest, persistent: bool) -> tuple[RawHeader, ...]:
    chosen = {name.lower() for name, _ in request.headers}
    defaults = [
        ("Host", HOST),
        ("User-Agent", USER_AGENT),
        ("Accept", "*/*"),
        ("Accept-Encoding", "identity"),
    ]
    if "transfer-encoding" not in chosen and _has_length(request):
        defaults.append(("Content-Length", str(request.size)))
    unset = [(n, v) for n, v in defaults if n.lower() not in chosen and n.lower() not in request.omit]
    lasting = "keep-alive" if persistent else "close"
    headers = _with_framing([*unset, *request.headers, ("Connection", lasting)], request)
    return tuple(
        (name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in headers
    )


def _with_framing(headers: list[Header], request: WireRequest) -> list[Header]:
    """Add what no request goes without, whatever the check left out: a host, and where the body ends."""
    names = {name.lower() for name, _ in headers}
    if "host" not in names:
        headers = [("Host", "app"), *headers]
    if not names & {"content-length", "transfer-encoding"}:
        framing = (
            ("Transfer-Encoding", "chunked") if request.rest_size else ("Content-Length", str(request.size))
        )
        headers = [*headers, framing]
    return headers


def _has_length(request: WireRequest) -> bool:
    return request.body is not None or request.method in {"POST", "PUT", "PATCH"}


def _timed(parts: Iterable[bytes], began: float, arrivals: list[tuple[float, int]]) -> Iterator[bytes]:
    for part in parts:
        arrivals.append((time.monotonic() - began, len(part)))
        yield part


def _read_bounded(chunks: Iterable[bytes], cap: int) -> tuple[bytes, str]:
    """Return the body and, when it is larger than `cap` bytes, what to say about it."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        parts.append(chunk[: cap - size])
        size += len(chunk)
        if size > cap:
            return b"".join(parts), f"The answer is larger than {cap // 1_000_000} MB; reading stopped there."
    return b"".join(parts), ""
