"""Talking to a container on this machine: it connects to a socket of ours, which then passes descriptors in.

The socket lies in a folder that is mounted read-only and holds nothing else: no path that the submission
can write is ever opened by the grader.
"""

from __future__ import annotations

import contextlib
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.docker.container import CONTROL, Blueprint, create
from grader.sandbox.docker.engine import EngineError, engine_error
from grader.sandbox.hostprocess import Link

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.containers import Container

SOCKET = "s"
CONNECTIONS = 3
START_SECONDS = 60.0


def descriptor_link(client: DockerClient, plan: Blueprint) -> Link:
    """Start a container from `plan`, less its main program, and wait until it has connected.

    Raises:
        EngineError: the engine refuses, or the container ends at once.
    """
    with _control_socket() as (folder, server):
        mounts = {**(plan.mounts or {}), CONTROL: str(folder)}
        arguments = (f"{CONTROL}/{SOCKET}",)
        container = create(client, replace(plan, module="container", arguments=arguments, mounts=mounts))
        try:
            with engine_error():
                container.start()
            lifeline, control, output = _accept(server, container)
        except BaseException:
            remove(container)
            raise
    return Link(lifeline, control, output.detach(), lambda: remove(container))


@contextmanager
def _control_socket() -> Iterator[tuple[Path, socket.socket]]:
    """Listen in a folder of its own below a private one; it is gone once the container has connected."""
    with tempfile.TemporaryDirectory(prefix="grade-") as private, socket.socket(socket.AF_UNIX) as server:
        folder = Path(private, "c")
        folder.mkdir(0o755)
        server.bind(str(folder / SOCKET))
        (folder / SOCKET).chmod(0o666)  # for the container's user; nobody else gets past the private folder
        server.listen(CONNECTIONS)
        yield folder, server


def _accept(server: socket.socket, container: Container) -> list[socket.socket]:
    deadline = time.monotonic() + START_SECONDS
    server.settimeout(0.5)
    connections: list[socket.socket] = []
    while len(connections) < CONNECTIONS:
        try:
            connections.append(server.accept()[0])
        except TimeoutError:
            if time.monotonic() > deadline or not _runs(container):
                raise EngineError(
                    "The container ended before it had begun: is the image one of `grade image build`, "
                    "or another with Python, FastAPI and uvicorn?"
                ) from None
    return connections


def _runs(container: Container) -> bool:
    from docker.errors import DockerException

    try:
        container.reload()
    except DockerException:
        return False
    return container.status in {"created", "running"}


def remove(container: Container) -> None:
    """Kill and delete a container; it may have gone by itself."""
    from docker.errors import DockerException

    with contextlib.suppress(DockerException, OSError):
        container.remove(force=True)
