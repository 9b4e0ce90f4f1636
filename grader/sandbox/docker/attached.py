"""The streams of a container as its engine carries them, over a socket, TLS or SSH."""

from __future__ import annotations

import os
import select
import socket
import ssl
import struct
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from docker.models.containers import Container

Result = TypeVar("Result")

PART = 65536
STDERR = 2
WAIT_SECONDS = 1.0
HEADER = struct.Struct(">BxxxI")
"""What the engine puts before each piece of output: which stream, and how long."""


class Stream(Protocol):
    """Bytes to and from the engine; two threads may use it, one for each direction."""

    def recv(self, most: int, /) -> bytes:
        """Return some bytes, b"" at the end; raises OSError."""

    def sendall(self, data: bytes, /) -> None:
        """Send all of `data`; raises OSError."""

    def end(self) -> None:
        """End both directions; a `recv` that waits returns."""

    def close(self) -> None:
        """Let it go, when nobody receives any more."""


def attach(container: Container) -> Stream:
    """Attach to all streams of a container; call it before the container is started.

    Raises:
        docker.errors.DockerException: the engine refuses.
    """
    raw: Any = container.attach_socket(params={"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1})
    if hasattr(raw, "proc"):
        return _Program(raw)
    end = getattr(raw, "_sock", raw)  # of a socket's file, that is what reads and writes
    end.settimeout(None)
    return _Tls(end, raw) if isinstance(end, ssl.SSLSocket) else _Socket(end, raw)


class _Socket:
    """A plain socket, or a channel of an SSH library, which looks like one."""

    def __init__(self, end: Any, raw: Any) -> None:
        """`end` does the work; `raw` is what came from the Docker client, and holds it."""
        self._end, self._raw = end, raw
        self.recv: Callable[[int], bytes] = end.recv
        self.sendall: Callable[[bytes], None] = end.sendall

    def end(self) -> None:
        with suppress(OSError):
            self._end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        getattr(self._raw, "_response", self._raw).close()  # what the client reads from
        self._raw.close()
        self._end.close()


class _Tls(_Socket):
    """A connection that no two threads may use at the same moment, and none may wait with."""

    def __init__(self, end: ssl.SSLSocket, raw: Any) -> None:
        self._end, self._raw = end, raw
        self._lock = threading.Lock()
        self.recv = lambda most: self._patiently(partial(end.recv, most))
        self.sendall = self._send
        end.setblocking(False)

    def _send(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            left = left[self._patiently(partial(self._end.send, left)) :]

    def _patiently(self, action: Callable[[], Result]) -> Result:
        while True:
            try:
                with self._lock:
                    return action()
            except ssl.SSLWantReadError:
                select.select([self._end], [], [], WAIT_SECONDS)
            except ssl.SSLWantWriteError:
                select.select([], [self._end], [], WAIT_SECONDS)

    def end(self) -> None:
        with suppress(OSError):
            socket.socket.shutdown(self._end, socket.SHUT_RDWR)


class _Program:
    """The `ssh` program, of which the Docker client makes something like a socket."""

    def __init__(self, raw: Any) -> None:
        self._process: subprocess.Popen[bytes] = raw.proc
        self.sendall: Callable[[bytes], None] = raw.sendall

    def recv(self, most: int) -> bytes:
        """Return what there is; the client's own would wait for all of it."""
        return self._process.stdout.read1(most)  # type: ignore[union-attr, no-any-return]

    def end(self) -> None:
        self._process.terminate()

    def close(self) -> None:
        with self._process:
            self._process.terminate()


def copy_out(stream: Stream, stdout: int, stderr: int) -> None:
    """Copy a container's output to two descriptors until it ends; closes all three."""
    with closing(stream), suppress(OSError), open(stdout, "wb", 0) as out, open(stderr, "wb", 0) as errors:
        received = b""
        left, target = 0, out
        while data := stream.recv(PART):
            received += data
            while received:
                if not left and len(received) < HEADER.size:
                    break
                if not left:
                    kind, left = HEADER.unpack_from(received)
                    received = received[HEADER.size :]
                    target = errors if kind == STDERR else out
                part, received = received[:left], received[left:]
                left -= len(part)
                _write(target.fileno(), part)


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def copy_in(source: int, stream: Stream) -> None:
    """Copy what can be read from a descriptor to a container's input, then end the stream; closes it."""
    with suppress(OSError, ValueError), open(source, "rb", 0) as file:  # ValueError: it is closed meanwhile
        while data := file.read(PART):
            stream.sendall(data)
    stream.end()
