"""The grader's end of the mux: what a supervisor and its host would be given goes over channels instead."""

from __future__ import annotations

import os
import socket
import tarfile
import threading
from contextlib import suppress
from pathlib import Path

from grader.sandbox.docker.carriedstart import CarriedStart
from grader.sandbox.inside.channel import PLAIN, Hooks, borrowed
from grader.sandbox.inside.mux import Mux

MOST_DESCRIPTORS = 4


class Carrier:
    """Carries until the far end has gone; everything local is closed then."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        """Carry over two descriptors."""
        self._mux = Mux(incoming, outgoing)
        self._starts: list[CarriedStart] = []
        self._line = b""
        self._descriptors: list[int] = []

    def attach(self, packages: Path | None, lifeline: socket.socket, control: socket.socket) -> None:
        """Send the folder `packages`, then carry the far ends of a `Link`."""
        self._attach("packages", sent_folder(packages))
        self._attach("lifeline", lifeline)
        self._attach("control", control, Hooks(take=self._take_request))

    def run(self) -> None:
        """Carry until the far end has gone or the lifeline is closed."""
        self._mux.run()
        for start in self._starts:
            start.close()

    def _attach(self, role: str, end: socket.socket, hooks: Hooks = PLAIN) -> None:
        descriptor = end.detach()
        self._mux.open({"role": role}).attach(descriptor, os.dup(descriptor), hooks)

    def _take_request(self, reader: int, most: int) -> bytes:
        """Read a request to the host; one with descriptors is carried out here, as far as it can be."""
        with borrowed(reader) as end:
            data, descriptors, _flags, _address = socket.recv_fds(end, most, MOST_DESCRIPTORS)
        self._descriptors += descriptors
        if not self._descriptors or not data:
            return data
        self._line += data
        if self._line.endswith(b"\n"):
            number = len(self._starts) + 1
            self._starts.append(CarriedStart(self._mux, number, self._line.decode(), self._descriptors))
            self._line, self._descriptors = b"", []
        raise BlockingIOError  # nothing is left to be passed on


def sent_folder(folder: Path | None) -> socket.socket:
    """Return a socket from which a tar of `folder` can be read; nothing where there is none."""
    near, far = socket.socketpair()
    if folder is None:
        far.close()
    else:
        threading.Thread(target=_write_tar, args=(folder, far), daemon=True).start()
    return near


def _write_tar(folder: Path, end: socket.socket) -> None:
    with suppress(OSError), end, end.makefile("wb") as file, tarfile.open(fileobj=file, mode="w|") as tar:
        tar.add(folder, ".")
