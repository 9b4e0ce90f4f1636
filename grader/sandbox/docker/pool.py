"""Containers that wait: started ahead of the submissions that will run in them, each for one only."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

from grader.sandbox.base import Limits
from grader.sandbox.docker.container import Blueprint
from grader.sandbox.docker.engine import connect, require_image
from grader.sandbox.docker.labels import default_image
from grader.sandbox.docker.linking import link_for
from grader.sandbox.hostprocess import Link
from grader.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    from docker import DockerClient


class ContainerPool:
    """Keeps a number of containers ready; a context manager."""

    def __init__(self, settings: SandboxSettings, limits: Limits, size: int) -> None:
        """Begin to fill it; returns at once.

        Raises:
            EngineError: there is no engine, or no image.
        """
        self._settings = settings
        self._plan = Blueprint(settings.image or default_image(), settings.runtime, limits)
        self._client: DockerClient = connect()
        require_image(self._client, self._plan.image)
        self._starter = ThreadPoolExecutor(size)
        self._ready: deque[Future[Link]] = deque(self._start() for _ in range(size))

    def take(self) -> Link:
        """Return a container's link, and begin to replace it; whoever takes it ends it.

        Raises:
            EngineError: the engine refuses.
        """
        self._ready.append(self._start())
        return self._ready.popleft().result()

    def _start(self) -> Future[Link]:
        return self._starter.submit(link_for, self._client, self._plan, self._settings, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self._starter.shutdown(cancel_futures=True)
        for future in self._ready:
            if not future.cancelled() and future.exception() is None:
                future.result().discard()
        self._client.close()
