"""The host template as seen from the grader: start it once, share its socket, end it."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import Self

from grader.sandbox.inside import command
from grader.sandbox.locallink import host_environment, server_folder


class HostTemplate:
    """An interpreter that has imported FastAPI; `requests` is what checkers ask it by."""

    def __init__(self) -> None:
        """Start it; returns at once, requests wait until it is ready."""
        self.requests, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with far:
            self._process = subprocess.Popen(
                command(sys.executable, "template", str(far.fileno()), server_folder()),
                pass_fds=[far.fileno()],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=host_environment(),
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        self.requests.close()
        with self._process:  # closes its standard input, which ends it, and waits
            pass
