"""A real HTTP server whose app can be replaced in no time, so that a fresh app costs nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI

from grader.checks.http import Wire
from grader.sandbox.base import Limits

MakeApp = Callable[[], FastAPI]


class Stage:
    """One real HTTP server for all tests; what it serves can be replaced in no time."""

    def __init__(self) -> None:
        self.app: Any = FastAPI()
        self.connections = 0
        """How many were opened."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        config = uvicorn.Config(
            self._serve, log_level="critical", ws="none", lifespan="off", interface="asgi3"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True
        )
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    async def _serve(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)

    def wire(self, seconds: float = 5.0) -> Wire:
        return Wire(self._connect, Limits(request_seconds=seconds))

    def _connect(self) -> socket.socket:
        self.connections += 1
        return socket.create_connection(self._listener.getsockname())

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()


class StagedApp:
    """A submission on the stage; `restart` makes it afresh."""

    def __init__(self, stage: Stage, make: MakeApp, seconds: float = 5.0, *, plain: bool = False) -> None:
        self._stage, self._make, self._seconds, self.plain = stage, make, seconds, plain
        self.starts = 0
        self.restart()

    @property
    def wire(self) -> Wire:
        return self._wire

    def begin(self) -> None:
        self._wire.recorded.clear()

    def log(self) -> str:
        return ""

    def restart(self) -> None:
        self._stage.app = self._make()
        self._wire = self._stage.wire(self._seconds)
        self.starts += 1
