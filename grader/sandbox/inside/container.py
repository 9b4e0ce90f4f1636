"""The main program of a container that shares its machine with the grader: sockets are passed in."""

from __future__ import annotations

import os
import socket
import sys

from . import command, supervisor


def main(arguments: list[str]) -> None:
    """Connect to the grader, run the supervisor: `arguments` are the path of the control socket.

    The three connections are lifeline, control socket and output, in this order. The grader takes just
    these: they are made before any code of a submission runs.
    """
    (path,) = arguments
    lifeline, control, output = (_connect(path) for _ in range(3))
    for number in (1, 2):
        os.dup2(output.fileno(), number)
    output.close()
    ends = [str(lifeline.detach()), str(control.detach())]
    supervisor.main(
        [*ends, supervisor.UNBOUNDED, *command(sys.executable, "host", ends[1], "", flags=("-I",))]
    )


def _connect(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    return connection
