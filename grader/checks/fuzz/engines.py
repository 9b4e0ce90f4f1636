"""Runs `engine.py`: each time in a new process, which takes seconds to import, or forked from a warm one."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

import grader

BEGIN_SECONDS = 60.0
"""Until a forked engine says its number; the first one waits for the template's imports."""

_warm: list[socket.socket] = []
"""The requests socket of an `EngineTemplate`, in a process that was forked with one."""


def use(requests: socket.socket) -> None:
    """Have this process' engines forked by the template behind `requests`."""
    _warm[:] = [requests]


def run_engine(order: IO[bytes], out: IO[bytes], seconds: float) -> None:
    """Have the order in a file carried out within `seconds`; what is made in time stands in `out`."""
    if not (_warm and _forked(_warm[0], order, out, seconds)):
        _spawned(order, out, seconds)


def _spawned(order: IO[bytes], out: IO[bytes], seconds: float) -> None:
    order.seek(0)
    # A folder of its own: schemathesis reads a configuration file from the working directory.
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            _command(), cwd=folder, env=_environment(), stdin=order, stdout=out, stderr=subprocess.DEVNULL
        ) as process,
    ):
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()


def _forked(requests: socket.socket, order: IO[bytes], out: IO[bytes], seconds: float) -> bool:
    """Ask a template; returns whether it has forked an engine."""
    near, far = socket.socketpair()
    with near:
        with far:
            try:
                socket.send_fds(requests, [b"."], [order.fileno(), out.fileno(), far.fileno()])
            except OSError:
                return False
        near.settimeout(BEGIN_SECONDS)
        number = b""
        with suppress(OSError):
            number = near.recv(20)
        if not number.strip().isdigit():
            return False
        near.settimeout(seconds)
        try:
            near.recv(1)  # its end
        except TimeoutError:
            with suppress(ProcessLookupError):
                os.kill(int(number), signal.SIGKILL)
            near.settimeout(None)
            near.recv(1)
    return True


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-m", "grader.checks.fuzz.engine", *arguments]


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(grader.__file__).resolve().parent.parent)}


class EngineTemplate:
    """A process that forks engines, started when the first one is asked for; a context manager."""

    def __init__(self) -> None:
        self.requests, self._far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._stop, self._stopped = socket.socketpair()
        self._folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = threading.Thread(target=self._start_when_asked, daemon=True)
        self._waiting.start()

    def _start_when_asked(self) -> None:
        ready, _, _ = select.select([self._far, self._stopped], [], [])
        if self._stopped in ready:
            return
        number = self._far.fileno()
        self._process = subprocess.Popen(
            _command(str(number)),
            cwd=self._folder.name,
            env=_environment(),
            pass_fds=[number],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._stopped.recv(1)
        with self._process:  # closes its standard input, which ends it, and waits
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self._stop.close()
        self._waiting.join()
        for end in (self.requests, self._far, self._stopped):
            end.close()
        self._folder.cleanup()
