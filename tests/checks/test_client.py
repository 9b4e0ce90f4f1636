"""The `client` fixture against a server at the other end of a socket pair."""

from __future__ import annotations

import contextlib
import hashlib
import io
import socket
import threading
import time
from collections.abc import Iterator
from typing import cast

import pytest

from grader.checks.app import AppHandle
from grader.checks.client import WHOLE_BODY, Client
from grader.checks.evidence import SHOWN_BODY, exchange
from grader.checks.failure import CheckFailed
from grader.checks.http import Wire
from grader.results import Exchange
from grader.sandbox.base import Limits

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Answers with 200 after `delay` seconds; keeps each head, and each body's size and digest."""

    def __init__(self, delay: float = 0.0) -> None:
        self.heads: list[bytes] = []
        self.bodies: list[tuple[int, str]] = []
        self.delay = delay
        self.ends: list[socket.socket] = []
        self.limits = Limits(request_seconds=0.3)
        self.wire = Wire(self._connect, self.limits)

    def exchanges(self) -> tuple[Exchange, ...]:
        return tuple(exchange(request, response) for request, response in self.wire.recorded)

    def routes(self) -> tuple[str, ...]:
        return ()

    def _connect(self) -> socket.socket:
        near, far = socket.socketpair()
        self.ends += [near, far]
        threading.Thread(target=self._serve, args=(far,), daemon=True).start()
        return near

    def _serve(self, far: socket.socket) -> None:
        head, _, body = far.recv(65536).partition(b"\r\n\r\n")
        left = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        digest, size = hashlib.sha256(), 0
        while body or size < left:
            digest.update(body)
            size += len(body)
            body = far.recv(min(65536, left - size)) if size < left else b""
        self.heads.append(head)
        self.bodies.append((size, digest.hexdigest()))
        time.sleep(self.delay)
        with contextlib.suppress(OSError):  # the client may have lost its patience
            far.sendall(OK)


@contextlib.contextmanager
def served(delay: float = 0.0) -> Iterator[tuple[Client, Server]]:
    server = Server(delay)
    try:
        with Client(cast(AppHandle, server)) as client:
            yield client, server
    finally:
        for end in server.ends:
            end.close()


def test_a_large_file_is_read_while_it_is_sent_and_not_kept() -> None:
    content = b"0123456789abcdef" * (WHOLE_BODY // 16 + 1)
    with served() as (client, server):
        file = ("large.bin", io.BytesIO(content), "text/plain")
        response = client.post("/upload", files={"file": file}, extensions={"seconds": 20})
        ((request, _),) = server.wire.recorded
        (sent,) = server.exchanges()
    size, _ = server.bodies[0]
    assert response.status_code == 200
    assert len(content) < size < len(content) + 1000
    assert len(request.body or b"") < WHOLE_BODY // 8
    assert sent.request_body is not None
    assert sent.request_body.size == size
    assert sent.request_body.truncated
    assert 'filename="large.bin"' in sent.request_body.text
    assert len(sent.request_body.text) <= SHOWN_BODY
    assert b"transfer-encoding" not in server.heads[0].lower()


def test_the_same_files_are_sent_as_the_same_bytes() -> None:
    with served() as (client, server):
        for _ in range(2):
            client.post("/upload", files={"file": ("a.bin", b"\xff\x00", "image/png")}, data={"title": "A"})
        first, second = server.exchanges()
    assert first == second
    assert server.bodies[0] == server.bodies[1]


def test_a_request_may_have_a_time_limit_of_its_own() -> None:
    with served(delay=0.5) as (client, _):
        assert client.get("/", extensions={"seconds": 20}).status_code == 200
        with pytest.raises(CheckFailed, match=r"No complete answer within 0\.3 seconds"):
            client.get("/")
