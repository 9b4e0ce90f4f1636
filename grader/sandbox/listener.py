"""A listening Unix socket that the grader makes; the app's process gets the descriptor, not the path."""

from __future__ import annotations

import socket
import tempfile
from typing import Self

BACKLOG = 128
LONGEST_PATH = 100
"""sunpath holds 104 bytes on macOS, 108 on Linux (unix(7))."""


class Listener:
    """A context manager; the socket file lies alone in a private folder."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        if len(f"{self._folder.name}/s") > LONGEST_PATH:
            self._folder.cleanup()
            self._folder = tempfile.TemporaryDirectory(
                prefix="grade-", dir="/tmp", ignore_cleanup_errors=True
            )
        self.path = f"{self._folder.name}/s"
        """Where the socket lies: on this machine, never inside a sandbox."""
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(self.path)
        self._socket.listen(BACKLOG)

    def fileno(self) -> int:
        """Return the listening descriptor, to be passed on."""
        return self._socket.fileno()

    def release(self) -> None:
        """Close this process's copy: connections are refused once the app's process has ended."""
        self._socket.close()

    def connect(self) -> socket.socket:
        """Open a new connection; raises OSError when nobody listens."""
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(5)
            connection.connect(self.path)
        except OSError:
            connection.close()
            raise
        return connection

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self._socket.close()
        self._folder.cleanup()
