"""The connections to one start of an app: one for each request, or one that persists (RFC 9112, 9.3)."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Connect = Callable[[], socket.socket]

CLOSE_SECONDS = 0.3


@dataclass
class Connection:
    """A connection for one request; closed after it, unless its answer left it `persistent`."""

    socket: socket.socket
    persistent: bool = False

    def await_close(self) -> None:
        """Ask for no more, and wait briefly until the app closes."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)
            self.socket.settimeout(CLOSE_SECONDS)
            self.socket.recv(1)


class Connections:
    """Opens connections; at most one waits for the next request."""

    def __init__(self, connect: Connect) -> None:
        """Open them with `connect`."""
        self._connect = connect
        self._idle: socket.socket | None = None

    @contextlib.contextmanager
    def open(self, *, persistent: bool) -> Iterator[Connection]:
        """Lend a connection for one request: with `persistent`, the one that waits, if it is still in order.

        Raises:
            OSError: the app does not accept connections.
        """
        connection = Connection(self._take() if persistent else self._connect())
        try:
            yield connection
        finally:
            if connection.persistent:
                self._idle = connection.socket
            else:
                connection.socket.close()

    def close(self) -> None:
        """Close the connection that waits."""
        if self._idle is not None:
            self._idle.close()
            self._idle = None

    def _take(self) -> socket.socket:
        idle, self._idle = self._idle, None
        if idle is None:
            return self._connect()
        if _is_quiet(idle):
            return idle
        idle.close()
        return self._connect()


def _is_quiet(idle: socket.socket) -> bool:
    """Tell whether the app has neither closed nor sent what nobody asked for."""
    try:
        idle.setblocking(False)
        idle.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
