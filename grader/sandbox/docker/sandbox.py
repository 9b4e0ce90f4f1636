"""The `docker` sandbox: a hardened container per submission, with a warm host inside."""

from __future__ import annotations

import contextlib
import itertools
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.base import Limits
from grader.sandbox.docker.container import PACKAGES, Blueprint
from grader.sandbox.docker.engine import connect, require_image
from grader.sandbox.docker.labels import default_image
from grader.sandbox.docker.linking import link_for
from grader.sandbox.hosted import HostedSandbox
from grader.sandbox.hostprocess import HostProcess, Link
from grader.sandbox.launching import Launch, Place
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission

if TYPE_CHECKING:
    from docker import DockerClient

WORK, SHARED_MEMORY = "/tmp", "/dev/shm"  # noqa: S108 (each a tmpfs of the container)


class DockerSandbox(HostedSandbox):
    """Runs a submission in a container that ends with the sandbox."""

    name = "docker"
    # Its own process namespace: where Landlock is missing, an app can still signal its own container's host.
    given = ("container", "processes")

    def __init__(self, settings: SandboxSettings, ready: Link | None = None) -> None:
        """Use the container behind `ready` for a start without packages; others are made when needed.

        Raises:
            EngineError: there is no engine, or no image; the text says what mends it.
        """
        super().__init__(settings)
        self._image = settings.image or default_image()
        self._ready = ready
        self._client: DockerClient | None = None
        self._numbers = itertools.count(1)
        self._starter = ThreadPoolExecutor(1)
        self._hosts: dict[Path | None, Future[HostProcess]] = {}
        if ready is None:
            self._engine()

    def close(self) -> None:
        """End every container."""
        for future in self._hosts.values():
            with contextlib.suppress(Exception):
                future.result().close()
        self._hosts.clear()
        self._starter.shutdown()
        if self._ready is not None:
            self._ready.discard()
        if self._client is not None:
            self._client.close()

    def prepare(self, submission: Submission, limits: Limits) -> None:
        """Start the container for `submission`, or a new one where it has gone."""
        packages = submission.packages
        known = self._hosts.get(packages)
        if known is not None and known.done() and not known.exception() and known.result().gone:
            self._hosts.pop(packages).result().close()
        if packages not in self._hosts:
            self._hosts[packages] = self._starter.submit(self._start, packages, limits)

    def host(self, submission: Submission, limits: Limits) -> HostProcess:
        """Wait for the container."""
        self.prepare(submission, limits)
        return self._hosts[submission.packages].result()

    def _start(self, packages: Path | None, limits: Limits) -> HostProcess:
        link = None
        if packages is None:
            link, self._ready = self._ready, None
        if link is None:
            plan = Blueprint(self._image, self._settings.runtime, limits)
            link = link_for(self._engine(), plan, self._settings, packages)
        return HostProcess(self._image, limits, link)

    def _engine(self) -> DockerClient:
        if self._client is None:
            self._client = connect()
            require_image(self._client, self._image)
        return self._client

    def place(self, launch: Launch, stack: contextlib.ExitStack) -> Place:  # noqa: ARG002
        """Lay out a new start in the container's own /tmp; what earlier ones left there goes first."""
        return Place(
            folder=f"{WORK}/grade-{next(self._numbers)}",
            name=launch.submission.root.name,
            libraries=(PACKAGES,) if launch.submission.packages else (),
            without=("namespaces", *self._settings.without),
            hidden=(),
            own_tmp=True,
            clear=(WORK, SHARED_MEMORY),
        )
