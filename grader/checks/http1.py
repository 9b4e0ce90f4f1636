"""One HTTP/1.1 request and its answer over a connected socket, within a deadline.

What is plain (`plainhttp.py`) is written and read here; of all else h11 says whether it may be sent, and what
it means.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import h11

from grader.checks.plainhttp import PlainAnswer, RawHeader, plain_answer, plain_request

READ_BYTES = 64 * 1024
MOST_HEAD = 100 * 1024
"""How many bytes of an answer may wait to make sense: of a head, of a chunk's first line, of trailers."""


class Unsendable(Exception):  # noqa: N818 (an outcome, not a fault)
    """The request is no HTTP; says why."""


class Late(Exception):  # noqa: N818 (an outcome, not a fault)
    """The deadline passed."""


class Broken(Exception):  # noqa: N818 (an outcome, not a fault)
    """The connection ended early, or what came is no HTTP; says which."""


@dataclass(frozen=True)
class Request:
    """A request, ready to send: `headers` are complete and in order."""

    method: bytes
    target: bytes
    headers: tuple[RawHeader, ...]
    body: bytes = b""
    rest: Iterable[bytes] = ()
    """What follows `body`: made while it is sent."""


@dataclass(frozen=True)
class Answer:
    """The head of an answer; `parts` reads its body as it comes, and raises `Late` or `Broken`."""

    status: int
    headers: tuple[RawHeader, ...]
    parts: Iterator[bytes]
    persistent: bool = False
    """Whether the connection may be used again once `parts` are read."""


class Line:
    """A connected socket of which every read and write gets only the time that is left."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        """Use `sock` until `deadline`, a time of the monotonic clock."""
        self._socket = sock
        self._deadline = deadline

    def receive(self, most: int = READ_BYTES) -> bytes:
        """Return what comes next, at most `most` bytes, b"" at the end; raise `Late` or `Broken`."""
        self._grant()
        try:
            return self._socket.recv(most)
        except TimeoutError:
            raise Late from None
        except OSError as error:
            raise Broken(str(error)) from None

    def send(self, data: bytes) -> None:
        """Send all of `data`; raise `Late` or `Broken`."""
        self._grant()
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise Late from None
        except OSError as error:
            raise Broken(str(error)) from None

    def _grant(self) -> None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise Late
        self._socket.settimeout(left)


def exchange(line: Line, request: Request) -> Answer:
    """Send `request` and read the head of its answer; raise `Unsendable`, `Late` or `Broken`."""
    try:
        for data in _written(request):
            line.send(data)
    except Broken:
        pass  # an app may answer, and close, before it has read everything
    data = line.receive()
    plain = plain_answer(request.method, data)
    if plain is None:
        return _read_by_h11(line, request, data)
    return Answer(plain.status, plain.headers, _plain_parts(line, plain), plain.persistent)


def _written(request: Request) -> Iterator[bytes]:
    if not request.rest:
        plain = plain_request(request.method, request.target, request.headers, request.body)
        if plain is not None:
            yield plain
            return
    connection, head = _begun(request)
    yield head
    for part in chain((request.body,), request.rest):
        yield connection.send(h11.Data(data=part))
    yield connection.send(h11.EndOfMessage())


def _begun(request: Request) -> tuple[h11.Connection, bytes]:
    """Return a connection that awaits the answer to `request`, and the head to send."""
    try:
        event = h11.Request(method=request.method, target=request.target, headers=list(request.headers))
    except h11.LocalProtocolError as error:
        raise Unsendable(str(error)) from None
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MOST_HEAD)
    return connection, connection.send(event)


def _plain_parts(line: Line, answer: PlainAnswer) -> Iterator[bytes]:
    data = answer.begun
    if answer.length is None:
        if data:
            yield data
        yield from iter(line.receive, b"")
        return
    left = answer.length
    while left > 0:
        data = data or line.receive(min(left, READ_BYTES))
        if not data:
            got = answer.length - left
            raise Broken(
                "peer closed connection without sending complete message body "
                f"(received {got} bytes, expected {answer.length})"
            )
        yield data[:left]
        left -= len(data)
        data = b""


def _read_by_h11(line: Line, request: Request, data: bytes) -> Answer:
    connection, _ = _begun(request)
    events = _events(line, connection, data)
    head = next(event for event in events if _final(event))
    return Answer(head.status_code, tuple(head.headers.raw_items()), _data(events))


def _final(event: Any) -> bool:
    return isinstance(event, h11.Response) or getattr(event, "status_code", None) == 101


def _data(events: Iterator[Any]) -> Iterator[bytes]:
    for event in events:
        if isinstance(event, h11.Data):
            yield bytes(event.data)
        elif isinstance(event, h11.EndOfMessage) or event is h11.PAUSED:
            return


def _events(line: Line, connection: h11.Connection, data: bytes) -> Iterator[Any]:
    """Give what h11 makes of `data` and of all that follows on `line`."""
    while True:
        if not data and connection.their_state is h11.SEND_RESPONSE:
            raise Broken("Server disconnected without sending a response.")
        connection.receive_data(data)
        while (event := _next_event(connection)) is not h11.NEED_DATA:
            yield event
        data = line.receive()


def _next_event(connection: h11.Connection) -> Any:
    try:
        return connection.next_event()
    except h11.RemoteProtocolError as error:
        raise Broken(str(error)) from None
