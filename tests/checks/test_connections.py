"""A persistent connection is used again only where the answer before ended beyond doubt."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from grader.checks import connections
from grader.checks.http import Wire, WireRequest
from grader.sandbox.base import Limits

GET = WireRequest("GET", "/")
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Gives every request the same answer; keeps what came, one list for each connection."""

    def __init__(self, answer: bytes, *, close: bool = False) -> None:
        self.connections: list[list[bytes]] = []
        self.ended = 0
        """How many connections the client was the first to end."""
        self.told = 0
        """How many of them it had not closed yet: it had said that it would send no more."""
        self._answer, self._close = answer, close
        self._ends: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def connect(self) -> socket.socket:
        near, far = socket.socketpair()
        self._ends += [near, far]
        self.connections.append([])
        self._threads.append(threading.Thread(target=self._serve, args=(near, far, self.connections[-1])))
        self._threads[-1].start()
        return near

    def say(self, unasked: bytes) -> None:
        """Send something over the connection that was opened last."""
        self._ends[-1].sendall(unasked)

    def await_end(self) -> None:
        """Wait until all connections are closed."""
        for thread in self._threads:
            thread.join()

    def _serve(self, near: socket.socket, far: socket.socket, seen: list[bytes]) -> None:
        with far, suppress(ConnectionResetError):
            while request := far.recv(65536):
                seen.append(request)
                far.sendall(self._answer)
                if self._close:
                    return
            self.ended += 1
            self.told += near.fileno() >= 0

    def close(self) -> None:
        self.await_end()
        for end in self._ends:
            end.close()


@contextmanager
def served(answer: bytes, *, close: bool = False) -> Iterator[tuple[Wire, Server]]:
    server = Server(answer, close=close)
    wire = Wire(server.connect, Limits(request_seconds=2))
    try:
        yield wire, server
    finally:
        wire.close()
        server.close()


def test_persistent_requests_share_a_connection_which_others_do_not_use() -> None:
    with served(OK) as (wire, server):
        answers = [wire.send(GET, persistent=persistent) for persistent in (True, False, True, True)]
        assert [answer.body for answer in answers] == [b"ok"] * 4
        assert [len(seen) for seen in server.connections] == [3, 1]
        assert all(b"Connection: keep-alive\r\n" in request for request in server.connections[0])
        assert b"Connection: close\r\n" in server.connections[1][0]


@pytest.mark.parametrize(
    ("method", "answer"),
    [
        pytest.param(
            "GET", OK.replace(b"\r\n\r\n", b"\r\nConnection: Close\r\n\r\n"), id="says that it closes"
        ),
        pytest.param("GET", OK + b"!", id="more than was declared"),
        pytest.param("GET", OK + OK, id="two answers"),
        pytest.param("GET", OK.replace(b"200 OK", b"500 Oh"), id="a crash"),
        pytest.param("HEAD", OK[:-2], id="an answer to HEAD"),
        pytest.param("GET", b"HTTP/1.1 204 No Content\r\n\r\n", id="no content"),
        pytest.param(
            "GET", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", id="chunks"
        ),
        pytest.param("GET", b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", id="HTTP/1.0"),
    ],
)
def test_after_such_an_answer_the_next_has_a_connection_of_its_own(method: str, answer: bytes) -> None:
    with served(answer) as (wire, server):
        statuses = [wire.send(WireRequest(method, "/"), persistent=True).status for _ in range(2)]
        assert statuses == [int(answer[9:12])] * 2
        assert [len(seen) for seen in server.connections] == [1, 1]


def test_what_comes_unasked_is_no_answer() -> None:
    with served(OK) as (wire, server):
        wire.send(GET, persistent=True)
        server.say(OK.replace(b"ok", b"no"))
        assert wire.send(GET, persistent=True).body == b"ok"
        assert len(server.connections) == 2


def test_more_than_was_declared_is_no_answer_where_it_comes_later() -> None:
    large = b"x" * 200_000
    with served(b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + large + OK) as (wire, server):
        for _ in range(2):
            assert wire.send(GET, persistent=True).body == large
        assert len(server.connections) == 2


def test_a_connection_that_the_app_closed_is_not_used_again() -> None:
    with served(OK, close=True) as (wire, server):
        for _ in range(3):
            assert wire.send(GET, persistent=True).status == 200
            server.await_end()
        assert [len(seen) for seen in server.connections] == [1, 1, 1]


def test_after_a_crash_the_app_is_told_that_no_more_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "CLOSE_SECONDS", 10)
    with served(OK.replace(b"200 OK", b"500 Oh")) as (wire, server):
        wire.send(GET, persistent=True)
        assert server.told == 1, "it waited as long as for an app that does not close"


def test_closing_ends_the_connection() -> None:
    with served(OK) as (wire, server):
        wire.send(GET, persistent=True)
        wire.close()
        server.await_end()
        assert server.ended == 1
