"""One of the byte streams of a `Mux`: its local ends, how much may still be sent, how much may still come."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

DATA, CLOSE, STOP, WINDOW, OPEN = range(5)
"""Kinds of frames: bytes; no more will come; no more are wanted; so many more may be sent; a new stream."""
CREDIT = 256 * 1024
"""Bytes that may be on the way: sent, and not yet taken by who reads them at the far end."""
PART = 32 * 1024


class MuxError(Exception):
    """The far end does not keep to the protocol, or to its bounds."""


def _nothing() -> None:
    """Nothing is to be done."""


@dataclass(frozen=True)
class Hooks:
    """What is done otherwise than usual when a channel reads and writes."""

    take: Callable[[int, int], bytes] = os.read
    give: Callable[[int, bytes], int] = os.write
    ahead: Callable[[], object] = _nothing
    """Called between reading and sending."""
    finished: Callable[[], object] = _nothing
    """Called when all that the far end has sent is written, before the writer is closed."""


PLAIN = Hooks()


class Channel:
    """A stream with two directions: what `reader` gives is sent, what comes goes to `writer`."""

    def __init__(self, send: Callable[[int, bytes], None]) -> None:
        """`send` queues a frame of a kind for the far end."""
        self.reader: int | None = None
        self.writer: int | None = None
        self.pending = bytearray()
        """What came and is not written yet."""
        self._send = send
        self._hooks = PLAIN
        self._credit = CREDIT
        self._allowed = CREDIT
        self._owed = 0
        self._closed = self._far_closed = False

    def attach(self, reader: int | None = None, writer: int | None = None, hooks: Hooks = PLAIN) -> None:
        """Give it its local ends, two descriptors that it closes; both become non-blocking."""
        self.reader, self.writer, self._hooks = reader, writer, hooks
        for descriptor in (reader, writer):
            if descriptor is not None:
                os.set_blocking(descriptor, False)

    @property
    def wants_reading(self) -> bool:
        """Whether bytes of the reader could be sent."""
        return self.reader is not None and self._credit > 0

    @property
    def wants_writing(self) -> bool:
        """Whether bytes wait for the writer."""
        return self.writer is not None and bool(self.pending)

    @property
    def done(self) -> bool:
        """Whether neither end will say a word that counts."""
        return self._closed and self._far_closed and self.writer is None

    def read(self) -> bool:
        """Pass on what can be read now; return whether there was anything."""
        if self.reader is None or not self._credit:
            return False
        try:
            data = self._hooks.take(self.reader, min(self._credit, PART))
        except BlockingIOError:
            return False
        except OSError:
            data = b""
        self._hooks.ahead()
        if data:
            self._credit -= len(data)
            self._send(DATA, data)
        else:
            self.close()
        return bool(data)

    def close(self) -> None:
        """Send nothing any more."""
        if self.reader is not None:
            let_go(self.reader, socket.SHUT_RD)
            self.reader = None
        if not self._closed:
            self._closed = True
            self._send(CLOSE, b"")

    def flush(self) -> None:
        """Write what waits, as far as there is room."""
        if self.writer is None or not self.pending:
            return
        try:
            written = self._hooks.give(self.writer, bytes(self.pending))
        except BlockingIOError:
            return
        except OSError:
            self._forget_writer()
            self._send(STOP, b"")
            return
        del self.pending[:written]
        self._owed += written
        if self._owed >= CREDIT // 4:
            self._allowed += self._owed
            self._send(WINDOW, self._owed.to_bytes(4, "big"))
            self._owed = 0
        self._finish()

    def handle(self, kind: int, payload: bytes) -> None:
        """Take in a frame from the far end.

        Raises:
            MuxError: it breaks the rules.
        """
        if kind == DATA:
            self._receive(payload)
        elif kind == CLOSE and not self._far_closed:
            self._far_closed = True
            self._finish()
        elif kind == STOP:
            self.close()
        elif kind == WINDOW and len(payload) == 4:
            self._credit += int.from_bytes(payload, "big")
            if self._credit > CREDIT:
                raise MuxError("more credit than was used")
        else:
            raise MuxError(f"a frame of kind {kind} out of place")

    def _receive(self, data: bytes) -> None:
        self._allowed -= len(data)
        if self._far_closed or self._allowed < 0:
            raise MuxError("more data than was allowed")
        if self.writer is not None:
            self.pending += data
            self.flush()

    def _finish(self) -> None:
        if self._far_closed and not self.pending:
            self._hooks.finished()
            self._forget_writer()

    def _forget_writer(self) -> None:
        self.pending.clear()
        if self.writer is not None:
            let_go(self.writer, socket.SHUT_WR)
            self.writer = None

    def abandon(self) -> None:
        """Close the local ends: the far end has gone."""
        self._send = lambda _kind, _payload: None
        self.close()
        self._forget_writer()


def let_go(descriptor: int, how: int) -> None:
    """Close a descriptor; one direction of a socket ends, whoever else has it open."""
    if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        with borrowed(descriptor) as end, suppress(OSError):
            end.shutdown(how)
    os.close(descriptor)


@contextmanager
def borrowed(descriptor: int) -> Iterator[socket.socket]:
    """Use a descriptor as a socket, without closing it afterwards."""
    end = socket.socket(fileno=descriptor)
    try:
        yield end
    finally:
        end.detach()
