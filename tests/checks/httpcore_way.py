"""How requests went before, through httpcore: what it makes of an answer, any other way has to make of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpcore


@dataclass
class Script:
    """A socket whose other end sends `pieces`, one for each read, and then closes."""

    pieces: list[bytes]
    reset: bool = False
    """Whether the connection breaks where it would close."""
    hangs_up_after: int | None = None
    """After how many bytes of the request nothing can be written any more."""
    sent: bytearray = field(default_factory=bytearray)

    def settimeout(self, _seconds: float) -> None:
        """Everything is there already."""

    def sendall(self, data: bytes) -> None:
        """Take note of what is sent."""
        self.sent += data
        if self.hangs_up_after is not None and len(self.sent) > self.hangs_up_after:
            raise BrokenPipeError(32, "Broken pipe")

    def recv(self, size: int) -> bytes:
        """Give the next piece, in parts where it is larger than `size`."""
        if not self.pieces and self.reset:
            raise ConnectionResetError(104, "Connection reset by peer")
        piece = self.pieces.pop(0) if self.pieces else b""
        if len(piece) > size:
            self.pieces.insert(0, piece[size:])
        return piece[:size]


@dataclass(frozen=True)
class Outcome:
    """What a caller sees of an exchange: status, headers and parts of the body, or what failed and why."""

    status: int = 0
    headers: tuple[tuple[bytes, bytes], ...] = ()
    parts: tuple[bytes, ...] = ()
    failure: str = ""


def by_httpcore(
    script: Script,
    method: bytes,
    target: bytes,
    headers: Sequence[tuple[bytes, bytes]],
    content: Iterable[bytes] = (b"",),
) -> Outcome:
    """Send the request over `script` and read its answer."""
    parts: list[bytes] = []
    url = httpcore.URL(scheme="http", host="app", target=target)
    try:
        with (
            httpcore.ConnectionPool(network_backend=_Backend(script)) as pool,
            pool.stream(method, url, headers=headers, content=iter(content)) as answer,
        ):
            parts.extend(answer.iter_stream())
            return Outcome(answer.status, tuple(answer.headers), tuple(parts))
    except (httpcore.RemoteProtocolError, httpcore.ReadError) as error:
        return Outcome(parts=tuple(parts), failure=f"broken: {error}")
    except httpcore.LocalProtocolError as error:
        return Outcome(failure=f"unsendable: {error}")


class _Backend(httpcore.NetworkBackend):
    def __init__(self, script: Script) -> None:
        self._script = script

    def connect_tcp(self, *_arguments: Any, **_options: Any) -> httpcore.NetworkStream:
        return _Stream(self._script)


class _Stream(httpcore.NetworkStream):
    def __init__(self, script: Script) -> None:
        self._script = script

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        try:
            return self._script.recv(max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        try:
            self._script.sendall(buffer)
        except OSError as error:
            raise httpcore.WriteError(str(error)) from None

    def close(self) -> None:
        """Nothing is held open."""

    def get_extra_info(self, info: str) -> Any:  # noqa: ARG002
        return None
