"""One start in a container that gets no descriptors from outside: its own listener, output, and so on."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from . import folderserver
from .channel import Channel, Hooks, borrowed

FOLDER = "/run"
"""Where the listener lies: the submission may neither write there nor connect to anything."""
BACKLOG = 1024


class BridgedStart:
    """A start of the submission: from the arrival of its files until the grader closes its listener."""

    def __init__(self, number: int, line: str, closed: Callable[[], object]) -> None:
        """Make what the process will need; `line` is the request to the host. Calls `closed` at the end."""
        self._line = line.encode()
        self._closed = closed
        self._path = f"{FOLDER}/{number}.sock"
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self._path)
        self._listener.listen(BACKLOG)
        self._files = os.memfd_create("files")
        self._output, self._far_output = os.pipe()
        self._status, self._far_status = socket.socketpair()
        self._folder, self._far_folder = socket.socketpair()
        self._gate: Channel | None = None
        self._printed: Channel | None = None

    def receive(self, channel: Channel, control: socket.socket) -> None:
        """Take the files, then ask the host for the process."""
        channel.attach(None, os.dup(self._files), Hooks(finished=partial(self._launch, control)))
        channel.close()

    def _launch(self, control: socket.socket) -> None:
        given = [self._listener.fileno(), self._far_output, self._far_status.fileno(), self._files]
        socket.send_fds(control, [self._line], given)
        self._listener.close()
        self._far_status.close()
        os.close(self._far_output)
        os.close(self._files)

    def attach(self, role: str, channel: Channel, ahead: Callable[[], object]) -> None:
        """Give a channel the ends that its role asks for; `ahead` is that of `Hooks`."""
        if role == "output":
            self._printed = channel
            channel.attach(self._output)
        elif role == "status":
            end = self._status.detach()
            channel.attach(end, os.dup(end), Hooks(take=self._take_status, ahead=ahead))
        elif role == "folder":
            end = self._folder.detach()
            channel.attach(end, os.dup(end))
        elif role == "listener":
            self._gate = channel
            channel.attach(hooks=Hooks(finished=self._close))
        else:
            self._connect(channel, ahead)

    def print_ahead(self) -> None:
        """Pass on all that was printed so far, and whether anybody listens any more."""
        if self._printed is None:
            return
        while self._printed.read():
            pass
        if self._printed.reader is None:  # nobody can print: most likely the process has ended
            self._knock().close()

    def _take_status(self, reader: int, most: int) -> bytes:
        """Read from the app's process; the first descriptor that comes along is its folder."""
        with borrowed(reader) as end:
            data, descriptors, _flags, _address = socket.recv_fds(end, most, 1)
        for descriptor in descriptors:
            if self._far_folder.fileno() >= 0:
                ends = descriptor, self._far_folder.detach()
                threading.Thread(target=folderserver.serve, args=ends, daemon=True).start()
            else:
                os.close(descriptor)
        return data

    def _connect(self, channel: Channel, ahead: Callable[[], object]) -> None:
        end = self._knock().detach()
        channel.attach(end, os.dup(end), Hooks(ahead=ahead))

    def _knock(self) -> socket.socket:
        """Return a connection to the app; where nobody listens, one that is at its end, and say so."""
        connection = socket.socket(socket.AF_UNIX)
        connection.setblocking(False)
        try:
            connection.connect(self._path)
        except OSError:
            if self._gate is not None:
                self._gate.close()
            connection.close()
            connection, far = socket.socketpair()
            far.close()
        return connection

    def _close(self) -> None:
        self._far_folder.close()
        self._closed()
        with suppress(OSError):
            os.unlink(self._path)
