"""Doors on this machine that no submission may reach: sockets that only count who came."""

from __future__ import annotations

import socket
from pathlib import Path
from types import TracebackType
from typing import Self


class Listeners:
    """TCP, UDP and three Unix sockets; a context manager. The kernel's backlog keeps the visitors."""

    def __init__(self, folder: Path, mark: str) -> None:
        self.unix = folder / "door.sock"
        self.datagram = folder / "letter-box.sock"
        self.abstract = f"door-{mark}"
        self._tcp = _bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        self._udp = _bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self._by_path = _bound(socket.AF_UNIX, socket.SOCK_STREAM, str(self.unix))
        self._by_letter = _bound(socket.AF_UNIX, socket.SOCK_DGRAM, str(self.datagram))
        self._by_name = _bound(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.abstract}")

    @property
    def tcp_port(self) -> int:
        return int(self._tcp.getsockname()[1])

    @property
    def udp_port(self) -> int:
        return int(self._udp.getsockname()[1])

    def hits(self) -> list[str]:
        """Name the doors that were knocked at since the last call."""
        knocked = {
            "TCP": _accepted(self._tcp),
            "UDP": _received(self._udp),
            "Unix socket by path": _accepted(self._by_path),
            "Unix datagram socket": _received(self._by_letter),
            "abstract Unix socket": _accepted(self._by_name),
        }
        return [f"{name}: {count} visits" for name, count in knocked.items() if count]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for door in (self._tcp, self._udp, self._by_path, self._by_letter, self._by_name):
            door.close()


def _bound(family: int, kind: int, address: tuple[str, int] | str) -> socket.socket:
    door = socket.socket(family, kind)
    door.setblocking(False)
    door.bind(address)
    if kind == socket.SOCK_STREAM:
        door.listen(16)
    return door


def _accepted(door: socket.socket) -> int:
    count = 0
    while True:
        try:
            door.accept()[0].close()
        except BlockingIOError:
            return count
        count += 1


def _received(door: socket.socket) -> int:
    count = 0
    while True:
        try:
            door.recv(1)
        except BlockingIOError:
            return count
        count += 1
