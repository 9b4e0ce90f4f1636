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
    "hang-up": (lambda far: send(far, b""), "answer (Server disconnected without sending a response.)."),
    "garbage": (
        lambda far: send(far, b"\xff nonsense\r\n\r\n"),
        "without a valid answer (illegal status line: bytearray(b'\\xff nonsense')).",
    ),
    "short": (
        lambda far: send(far, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"),
        "without sending complete message body (received 2 bytes, expected 9)",
    ),
    "header-bomb": (
        lambda far: send(far, b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000),
        "without a valid answer (Receive buffer too long).",
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


BEGIN = (
    b" / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n"
    b"User-Agent: Mozilla/5.0\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
)
CLOSE = b"Connection: close\r\n"
ON_THE_WIRE = {
    "no-body": (WireRequest("GET", "/"), b"GET" + BEGIN + CLOSE + b"Content-Length: 0\r\n\r\n"),
    "no-body-where-one-is-usual": (
        WireRequest("POST", "/"),
        b"POST" + BEGIN + b"Content-Length: 0\r\n" + CLOSE + b"\r\n",
    ),
    "body": (
        WireRequest("PUT", "/", (("X-A", "é"),), b"body"),
        b"PUT" + BEGIN + b"Content-Length: 4\r\nX-A: \xe9\r\n" + CLOSE + b"\r\nbody",
    ),
    "rest": (
        WireRequest("POST", "/", (), b"bo", rest=[b"d", b"y"], rest_size=2),
        b"POST" + BEGIN + b"Content-Length: 4\r\n" + CLOSE + b"\r\nbody",
    ),
    "chunks-chosen": (
        WireRequest("POST", "/", (("transfer-encoding", "Chunked"),), b"body"),
        b"POST" + BEGIN + b"transfer-encoding: chunked\r\n" + CLOSE + b"\r\n4\r\nbody\r\n0\r\n\r\n",
    ),
    "rest-without-length": (
        WireRequest("POST", "/", (), b"body", omit=("content-length",), rest=[b"x"], rest_size=1),
        b"POST" + BEGIN + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n1\r\nx\r\n0\r\n\r\n",
    ),
    "own-host": (
        WireRequest("GET", "/", (("host", "other"),), omit=("user-agent", "accept")),
        b"GET / HTTP/1.1\r\nhost: other\r\nAccept-Encoding: identity\r\n"
        + CLOSE
        + b"Content-Length: 0\r\n\r\n",
    ),
    "no-host": (
        WireRequest("GET", "/", omit=("host", "user-agent", "accept", "accept-encoding")),
        b"GET / HTTP/1.1\r\nHost: app\r\n" + CLOSE + b"Content-Length: 0\r\n\r\n",
    ),
}


@pytest.mark.parametrize("case", ON_THE_WIRE)
def test_the_bytes_on_the_wire(case: str) -> None:
    request, expected = ON_THE_WIRE[case]
    seen = bytearray()

    def serve(far: socket.socket) -> None:
        while len(seen) < len(expected):
            seen.extend(far.recv(65536))
        far.sendall(OK)

    with served(serve) as wire:
        assert wire.send(request).status == 200
    assert bytes(seen) == expected


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (WireRequest("GET", "/a b"), "Illegal target characters"),
        (WireRequest("G T", "/"), "Illegal method characters"),
        (WireRequest("GET", "/", (("X-A", "a\r\nX-B: b"),)), "Illegal header value b'a\\r\\nX-B: b'"),
        (WireRequest("GET", "/", (("X-A: b\r\nX-B", "b"),)), "Illegal header name b'X-A: b\\r\\nX-B'"),
        (
            WireRequest("GET", "/", (("Transfer-Encoding", "gzip"),)),
            "Only Transfer-Encoding: chunked is supported",
        ),
    ],
)
def test_what_is_no_http_is_not_sent(request_: WireRequest, words: str) -> None:
    with served(lambda far: send(far, OK)) as wire:
        assert wire.send(request_).failure == f"The request cannot be sent over HTTP ({words})."


def test_an_answer_may_come_before_the_request_is_read() -> None:
    def refuse(far: socket.socket) -> None:
        far.recv(1000)
        far.sendall(OK.replace(b"200 OK", b"413 Large"))

    with served(refuse) as wire:
        assert wire.send(WireRequest("POST", "/", (), b"x" * 5_000_000)).status == 413


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


@pytest.mark.parametrize(
    ("method", "status", "changed"),
    [
        *[(method, 500, False) for method in ("GET", "HEAD", "OPTIONS")],
        ("POST", 404, False),
        ("DELETE", 499, False),
        ("POST", 200, True),
        ("PUT", 307, True),
        ("PATCH", 500, True),
        ("GET", None, True),
    ],
)
def test_an_app_may_have_changed_by_what_is_not_safe_nor_refused(
    method: str, status: int | None, changed: bool
) -> None:
    answer = f"HTTP/1.1 {status} So\r\nContent-Length: 0\r\n\r\n" if status else ""
    with served(lambda far: send(far, answer.encode())) as wire:
        assert not wire.changed
        assert wire.send(WireRequest(method, "/")).status == status
        assert wire.changed is changed
        wire.send(WireRequest("GET", "/"))
        assert wire.changed is changed, "what has changed stays so"
