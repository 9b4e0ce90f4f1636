"""A submission that runs below a host and listens on a Unix socket of ours."""

from __future__ import annotations

import posixpath
import signal
import socket
import time

from grader.sandbox.diagnosis import diagnose_exit
from grader.sandbox.folder import Folder
from grader.sandbox.hostprocess import HostProcess
from grader.sandbox.listener import Listener
from grader.sandbox.output import OutputTail


class HostedApp:
    """A `RunningApp`."""

    def __init__(self, host: HostProcess, pid: int, listener: Listener, output: OutputTail) -> None:
        """Describe a started process; `app`, `python`, `root` and `folder` are told when they are known."""
        self.app = ""
        self.python = ""
        self.root = ""
        """The working copy, as the submission sees it."""
        self.folder: Folder | None = None
        """What holds it."""
        self._pid = pid
        self._ended: int | None = None
        self._listener = listener
        self._host = host
        self._output = output

    def connect(self) -> socket.socket:
        """Open a new connection to the app's listener."""
        return self._listener.connect()

    def log(self) -> str:
        """Return the tail of what the app printed so far."""
        return self.log_since(0)

    def log_position(self) -> int:
        """Return how many bytes the app printed so far."""
        return self._output.total

    def log_since(self, position: int) -> str:
        """Return what the app printed after `position`, with paths as the student knows them."""
        return self._output.since(position).replace(self.root + "/", "")

    def exited(self) -> str:
        """Say how the app's process ended, or "" while it runs."""
        status = self.exit_status()
        return "" if status is None else diagnose_exit(status, self.log()).message

    def exit_status(self) -> int | None:
        """Ask once: the system tells how a process ended only one time."""
        if self._ended is None:
            self._ended = self._host.status(self._pid)
        return self._ended

    def stop(self, seconds: float) -> bool:
        """Send SIGINT to the app's process; return whether it has ended within `seconds`."""
        self._host.signal(self._pid, signal.SIGINT)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.exit_status() is not None:
                return True
        return False

    def peak_memory(self) -> int | None:
        """Return the most resident memory of the app's process, in bytes; None when unknown."""
        return self._host.peak_memory(self._pid)

    def list_files(self) -> tuple[str, ...]:
        """Return the files in the working copy and beside it."""
        return self.folder.list_files(posixpath.basename(self.root)) if self.folder else ()

    def read_file(self, path: str) -> bytes | None:
        """Return what a file in the working copy holds."""
        return self.folder.read_file(posixpath.basename(self.root), path) if self.folder else None
