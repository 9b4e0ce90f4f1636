"""The `docker` sandbox: a hardened container per submission, with a warm host inside."""

from __future__ import annotations

import contextlib
import itertools
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.base import Limits
from grader.sandbox.docker.container import PACKAGES, Blueprint, mounted_packages
from grader.sandbox.docker.engine import connect, is_local, require_image
from grader.sandbox.docker.labels import default_image
from grader.sandbox.hosted import HostedSandbox
from grader.sandbox.hostprocess import HostProcess, Link
from grader.sandbox.launching import Launch, Place
from grader.sandbox.settings import SandboxSettings, Transport
from grader.submission import Submission

if TYPE_CHECKING:
    from docker import DockerClient

WORK = "/tmp"  # noqa: S108 (a tmpfs of the container)


class DockerSandbox(HostedSandbox):
    """Runs a submission in a container that ends with the sandbox."""

    name = "docker"
    given = ("container",)

    def __init__(self, settings: SandboxSettings) -> None:
        """Find the engine and the image.

        Raises:
            EngineError: there is none; the text says what mends it.
        """
        super().__init__(settings)
        self._client = connect()
        self._image = settings.image or default_image()
        require_image(self._client, self._image)
        self._transport = choose_transport(self._client, settings)
        self._numbers = itertools.count(1)
        self._starter = ThreadPoolExecutor(1)
        self._hosts: dict[Path | None, Future[HostProcess]] = {}

    def close(self) -> None:
        """End every container."""
        for future in self._hosts.values():
            with contextlib.suppress(Exception):
                future.result().close()
        self._hosts.clear()
        self._starter.shutdown()
        self._client.close()

    def prepare(self, submission: Submission, limits: Limits) -> None:
        """Start the container for `submission`, or a new one where it has gone."""
        packages = submission.packages
        ready = self._hosts.get(packages)
        if ready is not None and ready.done() and not ready.exception() and ready.result().gone:
            self._hosts.pop(packages).result().close()
        if packages not in self._hosts:
            self._hosts[packages] = self._starter.submit(self._host, packages, limits)

    def host(self, submission: Submission, limits: Limits) -> HostProcess:
        """Wait for the container."""
        self.prepare(submission, limits)
        return self._hosts[submission.packages].result()

    def _host(self, packages: Path | None, limits: Limits) -> HostProcess:
        return HostProcess(self._image, limits, self._link(packages, limits))

    def _link(self, packages: Path | None, limits: Limits) -> Link:
        plan = Blueprint(self._image, self._settings.runtime, limits, mounts=mounted_packages(packages))
        from grader.sandbox.docker.descriptors import descriptor_link

        return descriptor_link(self._client, plan)

    def place(self, launch: Launch, stack: contextlib.ExitStack) -> Place:  # noqa: ARG002
        """Lay out a new start in the container's own /tmp; what earlier ones left there goes first."""
        return Place(
            folder=f"{WORK}/grade-{next(self._numbers)}",
            name=launch.submission.root.name,
            libraries=(PACKAGES,) if launch.submission.packages else (),
            without=("namespaces", *self._settings.without),
            hidden=(),
            clear=WORK,
        )


def choose_transport(client: DockerClient, settings: SandboxSettings) -> Transport:
    """Pass descriptors where the engine shares this machine's kernel; else use standard input and output."""
    if settings.transport != "auto":
        return settings.transport
    return "descriptor" if is_local(client) and settings.runtime in {"", "runc"} else "stdio"
