"""The streams of a container, over each kind of connection that the Docker client makes."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from grader.sandbox.docker.attached import HEADER, Stream, attach, copy_in, copy_out
from grader.sandbox.docker.stdio import stdio_link

ECHO = """
import sys
while data := sys.stdin.buffer.read1(65536):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
"""


class Container:
    """Gives out a connection as `Container.attach_socket` does."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def attach_socket(self, params: dict[str, int]) -> Any:
        assert all(params[name] for name in ("stdin", "stdout", "stderr", "stream"))
        return self._raw

    def start(self) -> None:
        raise OSError("refused")


def attached(raw: Any) -> Stream:
    return attach(cast("Any", Container(raw)))


def echo(end: socket.socket) -> None:
    """Send everything back; each direction by itself, so that neither waits for the other."""
    with end:
        while data := end.recv(65536):
            end.sendall(data)


def handed_out(near: socket.socket) -> Any:
    """Return what the client makes of a plain connection."""
    raw: Any = near.makefile("rb", buffering=0)
    near.close()
    raw._response = SimpleNamespace(close=lambda: None)
    return raw


def plain() -> Stream:
    near, far = socket.socketpair()
    threading.Thread(target=echo, args=(far,), daemon=True).start()
    return attached(handed_out(near))


def encrypted() -> Stream:
    """TLS without certificates, so none need be made."""
    ends = socket.socketpair()
    contexts = [ssl.SSLContext(kind) for kind in (ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER)]
    for context in contexts:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("aNULL:@SECLEVEL=0")

    def serve() -> None:
        echo(contexts[1].wrap_socket(ends[1], server_side=True, suppress_ragged_eofs=True))

    threading.Thread(target=serve, daemon=True).start()
    near: Any = contexts[0].wrap_socket(ends[0])
    near._response = SimpleNamespace(close=lambda: None)
    return attached(near)


def program() -> Stream:
    process = subprocess.Popen([sys.executable, "-c", ECHO], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None

    def send(data: bytes) -> None:
        assert process.stdin is not None
        process.stdin.write(data)
        process.stdin.flush()

    return attached(SimpleNamespace(proc=process, sendall=send))


@pytest.mark.parametrize("connect", [plain, encrypted, program])
def test_both_directions_are_carried_at_once(connect: Callable[[], Stream]) -> None:
    """What goes in comes back as a container's output: here the input is made to look like it."""
    stream = connect()
    parts = [(1, os.urandom(3)), (2, b"error"), (1, b""), (1, os.urandom(400_000)), (2, b"again")]
    (leaving, sent), (out, arrived), (errors, written) = os.pipe(), os.pipe(), os.pipe()
    threads = [
        threading.Thread(target=copy_in, args=(leaving, stream)),
        threading.Thread(target=copy_out, args=(stream, arrived, written)),
    ]
    for thread in threads:
        thread.start()
    feeder = threading.Thread(
        target=lambda: [os.write(sent, HEADER.pack(kind, len(data)) + data) for kind, data in parts]
    )
    feeder.start()
    with os.fdopen(out, "rb") as file, os.fdopen(errors, "rb") as error_file:
        assert file.read(400_003) == parts[0][1] + parts[3][1]
        assert error_file.read(10) == b"erroragain"
        feeder.join(5)
        os.close(sent)  # nothing more goes in: the connection ends, and with it the output
        assert file.read() == error_file.read() == b""
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()


def test_headers_may_come_in_pieces() -> None:
    pieces = [bytes([byte]) for byte in HEADER.pack(1, 2) + b"ab" + HEADER.pack(1, 1) + b"c"]
    stream: Any = SimpleNamespace(recv=lambda _most: pieces.pop(0) if pieces else b"", close=lambda: None)
    readable, writable = os.pipe()
    copy_out(stream, writable, os.dup(writable))
    with os.fdopen(readable, "rb") as file:
        assert file.read() == b"abc"


def test_a_container_that_does_not_start_is_let_go() -> None:
    near, far = socket.socketpair()
    with pytest.raises(OSError, match="refused"):
        stdio_link(cast("Any", Container(handed_out(near))))
    far.settimeout(5)
    assert far.recv(1) == b""
    far.close()
