"""The grader's end of one start in a container that gets no descriptors: each becomes a channel."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence

from grader.sandbox.inside.channel import Channel, Hooks, borrowed
from grader.sandbox.inside.mux import Mux


class CarriedStart:
    """Stands in for the host that the grader hands listener, output, status and files to."""

    def __init__(self, mux: Mux, number: int, line: str, descriptors: Sequence[int]) -> None:
        """Send the request `line` and the files; the four descriptors are closed when they are not needed."""
        self._mux, self._number = mux, number
        listener, output, status, files = descriptors
        self._listener = socket.socket(fileno=listener)
        self._sent = 0
        self._folder, self._far_folder = socket.socketpair()
        self._open("start", line=line).attach(files, hooks=Hooks(take=self._take_file))
        self._gate = self._open("listener")
        self._gate.attach(hooks=Hooks(finished=self._end_listening))
        self._open("output").attach(None, output)
        spoken = Hooks(take=self._take_status, give=self._give_status)
        self._open("status").attach(status, os.dup(status), spoken)
        end = self._folder.detach()
        self._open("folder").attach(end, os.dup(end))
        self._listener.setblocking(False)
        mux.watch(listener, self._connect)

    def _open(self, role: str, **more: str) -> Channel:
        return self._mux.open({"role": role, "start": self._number, **more})

    def _take_file(self, reader: int, most: int) -> bytes:
        """Read on, where this start is: others read the same open file."""
        data = os.pread(reader, most, self._sent)
        self._sent += len(data)
        return data

    def _take_status(self, reader: int, most: int) -> bytes:
        """The grader says hardly a word here, but when it closes its end, the start is over."""
        data = os.read(reader, most)
        if not data:
            self.close()
        return data

    def _give_status(self, writer: int, data: bytes) -> int:
        """Write what the process says; with its first word goes the way to its folder."""
        if self._far_folder.fileno() < 0:
            return os.write(writer, data)
        with borrowed(writer) as end:
            written = socket.send_fds(end, [data], [self._far_folder.fileno()])
        self._far_folder.close()
        return written

    def _connect(self) -> None:
        """Take a request's connection to the app and carry it on."""
        try:
            connection = self._listener.accept()[0]
        except BlockingIOError:
            return
        if self._mux.full:
            connection.close()
            return
        end = connection.detach()
        self._open("connection").attach(end, os.dup(end))

    def close(self) -> None:
        """Let go what no channel holds."""
        self._end_listening()
        self._far_folder.close()

    def _end_listening(self) -> None:
        """Nobody listens at the far end, or nobody asks here."""
        if self._listener.fileno() >= 0:
            self._mux.unwatch(self._listener.fileno())
            self._listener.close()
            self._gate.close()
