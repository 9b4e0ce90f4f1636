"""Talking to a container over its standard streams: for engines that run on another machine or kernel."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.docker.attached import Stream, attach, copy_in, copy_out
from grader.sandbox.docker.carrier import Carrier
from grader.sandbox.hostprocess import Link
from grader.sandbox.inside import supervisor

if TYPE_CHECKING:
    from docker.models.containers import Container

MODULE = "bridge"
"""The main program of such a container."""


def stdio_link(container: Container, packages: Path | None = None) -> Link:
    """Start a container that was created with an open standard input and `MODULE`, and attach to it.

    `packages` is a folder of this machine; its content will be in the container's own `/packages`. To end the
    link is to wait for the container's streams to end; it does not delete the container.

    Raises:
        docker.errors.DockerException: the engine refuses.
    """
    stream = _start(container)
    lifeline, far_lifeline = socket.socketpair()
    control, far_control = socket.socketpair()
    output, written = os.pipe()
    incoming, arrived = os.pipe()
    leaving, outgoing = os.pipe()
    carrier = Carrier(incoming, outgoing)
    carrier.attach(packages, far_lifeline, far_control)
    reading = _in_background(lambda: copy_out(stream, arrived, written))
    _in_background(lambda: copy_in(leaving, stream))
    _in_background(carrier.run)

    def end() -> None:
        reading.join(supervisor.SWEEP_SECONDS + 5)
        stream.end()

    return Link(lifeline, control, output, end)


def _start(container: Container) -> Stream:
    """Attach first, so that nothing is missed."""
    stream = attach(container)
    try:
        container.start()
    except BaseException:
        stream.end()
        stream.close()
        raise
    return stream


def _in_background(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread
