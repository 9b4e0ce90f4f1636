"""The folder of a submission's working copy as the grader reads it: open here, or read at its far end."""

from __future__ import annotations

import json
import os
import socket
import stat
import time
from typing import Any, Protocol

from grader.sandbox.inside import workfolder

ANSWER_SECONDS = 30.0
MOST_LIST = 16 * 1024 * 1024
"""Bytes of a list of files."""
PART = 65536


class Folder(Protocol):
    """Holds the working copy of the submission `name`; what lies there is untrusted."""

    def list_files(self, name: str) -> tuple[str, ...]:
        """See `workfolder.list_files`."""

    def read_file(self, name: str, path: str) -> bytes | None:
        """See `workfolder.read_file`."""

    def close(self) -> None:
        """Let it go."""


def open_folder(descriptor: int) -> Folder:
    """Take over what came with the word that a process is prepared.

    Raises:
        ValueError: it is neither a folder nor a socket of a far end.
    """
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        return LocalFolder(descriptor)
    if stat.S_ISSOCK(mode):
        return RemoteFolder(socket.socket(fileno=descriptor))
    raise ValueError("neither a folder nor a socket")


class LocalFolder:
    """A folder that is open in this process."""

    def __init__(self, descriptor: int) -> None:
        """Takes over the descriptor."""
        self._descriptor = descriptor

    def list_files(self, name: str) -> tuple[str, ...]:
        """See `workfolder.list_files`."""
        return workfolder.list_files(self._descriptor, name)

    def read_file(self, name: str, path: str) -> bytes | None:
        """See `workfolder.read_file`."""
        return workfolder.read_file(self._descriptor, name, path)

    def close(self) -> None:
        """Let it go."""
        os.close(self._descriptor)


class RemoteFolder:
    """A folder behind a socket, as `inside.folderserver` tells of it; what breaks the rules is no answer."""

    def __init__(self, connection: socket.socket, seconds: float = ANSWER_SECONDS) -> None:
        """Take over the socket; each answer may last `seconds`."""
        self._connection = connection
        self._seconds = seconds

    def list_files(self, name: str) -> tuple[str, ...]:
        """See `workfolder.list_files`."""
        try:
            found = json.loads(self._ask({"list": name}, MOST_LIST) or b"[]")
        except (ValueError, RecursionError):
            return ()
        if not isinstance(found, list) or not all(isinstance(path, str) for path in found):
            return ()
        return tuple(found[: workfolder.MOST_FILES])

    def read_file(self, name: str, path: str) -> bytes | None:
        """See `workfolder.read_file`."""
        return self._ask({"read": path, "name": name}, workfolder.MOST_BYTES)

    def _ask(self, request: dict[str, Any], most: int) -> bytes | None:
        deadline = time.monotonic() + self._seconds
        try:
            self._connection.settimeout(self._seconds)
            self._connection.sendall(json.dumps(request).encode() + b"\n")
            size = int.from_bytes(self._receive(8, deadline), "big", signed=True)
            if size > most:
                raise OSError("more than there can be")
            return None if size < 0 else self._receive(size, deadline)
        except OSError:
            self._connection.close()  # whatever comes later would be taken for another answer
            return None

    def _receive(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            self._connection.settimeout(max(deadline - time.monotonic(), 0.001))
            part = self._connection.recv(min(PART, size - len(data)))
            if not part:
                raise OSError("the far end has gone")
            data += part
        return bytes(data)

    def close(self) -> None:
        """Let it go."""
        self._connection.close()
