"""The bounded HTTP client against servers that misbehave."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from grader.checks.http import Patience, Wire, WireRequest
from grader.sandbox.base import Limits

Serve = Callable[[socket.socket], None]
LIMITS = Limits(request_seconds=0.4, response_body=10_000)
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@contextmanager
def served(serve: Serve, patience: Patience | None = None) -> Iterator[Wire]:
    """Give a Wire whose connections are each handed to `serve`."""
    ends: list[socket.socket] = []

    def connect() -> socket.socket:
        near, far = socket.socketpair()
        ends.extend([near, far])
        threading.Thread(target=run, args=(far,), daemon=True).start()
        return near

    def run(far: socket.socket) -> None:
        try:
            serve(far)
        except OSError:
            pass
        finally:
            far.close()

    try:
        yield Wire(connect, LIMITS, patience)
    finally:
        for end in ends:
            end.close()


def drip(far: socket.socket) -> None:
    far.recv(4096)
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
        far.sendall(bytes([byte]))
        time.sleep(0.05)


def drip_body(far: socket.socket) -> None:
    far.recv(4096)
    far.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
    for _ in range(100):
        far.sendall(b"x")
        time.sleep(0.05)


def send(far: socket.socket, answer: bytes) -> None:
    far.recv(65536)
    far.sendall(answer)


ANSWERS: dict[str, tuple[Serve, str]] = {
    "silence": (lambda far: time.sleep(2), "No complete answer within 0.4 seconds."),
    "drip": (drip, "No complete answer within 0.4 seconds."),
    "drip-body": (drip_body, "No complete answer within 0.4 seconds."),
    "hang-up": (lambda far: None, "closed the connection"),
    "garbage": (lambda far: send(far, b"\x00\xff nonsense\r\n\r\n"), "without a valid answer"),
    "short": (
        lambda far: send(far, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"),
        "closed the connection",
    ),
    "header-bomb": (
        lambda far: send(far, b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000),
        "without a valid answer",
    ),
    "body-bomb": (
        lambda far: send(far, b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n" + b"x" * 50_000),
        "larger than",
    ),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_a_misbehaving_app_is_a_result_not_an_exception(case: str) -> None:
    serve, words = ANSWERS[case]
    with served(serve) as wire:
        response = wire.send(WireRequest("GET", "/"))
        assert response.status is None
        assert words in response.failure
        assert len(response.body) <= LIMITS.response_body


def test_one_connection_per_request_and_what_is_sent() -> None:
    seen: list[bytes] = []

    def serve(far: socket.socket) -> None:
        request = far.recv(65536)
        while b"Content-Length: 4" in request and not request.endswith(b"body"):
            request += far.recv(65536)  # head and body may come apart
        seen.append(request)
        far.sendall(OK)

    with served(serve) as wire:
        wire.send(WireRequest("GET", "/a?b=%20c"))
        wire.send(WireRequest("POST", "/x", (("X-A", "1"), ("X-A", "2")), b"body", omit=("user-agent",)))
    assert len(seen) == 2
    assert seen[0].startswith(
        b"GET /a?b=%20c HTTP/1.1\r\nHost: 127.0.0.1:8000\r\nUser-Agent: Mozilla/5.0\r\n"
    )
    assert b"Connection: close" in seen[0]
    assert b"gzip" not in seen[0]
    assert b"User-Agent" not in seen[1]
    assert b"X-A: 1\r\nX-A: 2\r\n" in seen[1]
    assert seen[1].endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize("target", ["http://other.example/", "/a b", "/é", "//x", "/../y", "/%zz"])
def test_odd_targets_stay_on_this_connection(target: str) -> None:
    with served(lambda far: send(far, OK)) as wire:
        response = wire.send(WireRequest("GET", target))
        assert response.status == 200 or response.failure


def test_patience_ends_per_start_and_over_all_starts() -> None:
    patience = Patience(per_start=2, left=3)
    with served(lambda far: time.sleep(2), patience) as wire:
        sent = [wire.send(WireRequest("GET", "/")).sent for _ in range(3)]
    assert sent == [True, True, False]
    with served(lambda far: time.sleep(2), patience) as wire:
        sent = [wire.send(WireRequest("GET", "/")).sent for _ in range(2)]
    assert sent == [True, False]
    with served(lambda far: send(far, OK), patience) as wire:
        assert not wire.send(WireRequest("GET", "/")).sent
