"""About the least that a grading can take: the student's app at work, and the wire to it.

The app is started as often as in a grading, each time forked from a process that has loaded FastAPI, and is
sent the same requests over a Unix socket by a client that sends bytes and waits for the connection's end.
Nothing is judged, nothing isolated. Each request has a connection of its own; those of a corpus, which the
grader sends over one, would take a quarter less.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from benchmarks.speed.classroom import HandIn
from benchmarks.speed.measuring import ROOT, SECONDS, TOLD, Cost, MeasuringError
from benchmarks.speed.recording import Recording, Request

ANSWER_SECONDS = 20.0


def limit(handin: HandIn, recording: Recording) -> Cost:
    """Return what app and wire take for the requests of one grading; FastAPI is loaded before.

    Raises:
        MeasuringError: the app does not start, or does not answer.
    """
    asked = json.dumps([[asdict(request) for request in start] for start in recording])
    command = [sys.executable, "-m", "benchmarks.speed.limit", handin.app]
    done = subprocess.run(
        command,
        input=asked,
        cwd=handin.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if done.returncode:
        raise MeasuringError(f"{handin.folder}: {done.stderr[-TOLD:]}")
    wall, cpu = map(float, done.stdout.split())
    return Cost(wall, cpu)


def main(app: str) -> None:
    """Serve the app in the current folder for each start told on standard input; print wall and CPU time."""
    starts = [[Request(**request).encoded() for request in start] for start in json.load(sys.stdin)]
    _load()
    sys.path.insert(0, str(Path.cwd()))
    wall, cpu = time.monotonic(), _cpu()
    for requests in starts:
        _start(app, requests)
    print(time.monotonic() - wall, _cpu() - cpu)


def _load() -> None:
    """Load and use what every app needs, as the grader's host does before it forks."""
    import uvicorn
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    app = FastAPI()
    app.post("/items/{number}")(lambda number: number)
    TestClient(app).post("/items/1", json={})
    TestClient(app).get("/openapi.json")
    uvicorn.Config(app).load()
    with suppress(ImportError):  # uvicorn's own choice where it is installed
        import_module("uvloop")


def _start(app: str, requests: list[bytes]) -> None:
    with tempfile.TemporaryDirectory(prefix="grade-speed-") as folder:
        address = str(Path(folder, "socket"))
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(address)
            listener.listen()
            pid = os.fork()
            if pid == 0:
                _serve(app, listener)
        try:
            for request in requests:
                _ask(address, request)
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _serve(app: str, listener: socket.socket) -> NoReturn:
    import uvicorn

    try:
        module, _, name = app.partition(":")
        served = getattr(import_module(module), name)
        uvicorn.Server(uvicorn.Config(served, log_level="critical")).run(sockets=[listener])
    finally:
        os._exit(1)


def _ask(address: str, request: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as wire:
        wire.settimeout(ANSWER_SECONDS)
        wire.connect(address)
        wire.sendall(request)
        if not wire.recv(65536):
            raise SystemExit(f"no answer to {request[:80]!r}")
        while wire.recv(65536):
            pass


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main(sys.argv[1])
