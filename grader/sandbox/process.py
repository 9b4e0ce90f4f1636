"""The `import` sandbox: the submission in a child process of this machine (Linux and macOS).

On Linux the child puts itself behind defences right after the fork (`inside/harden.py`); on macOS there
are the limits only: enough for one's own code, not for strangers'.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from grader.errors import UsageError
from grader.lesson import specs_folder
from grader.sandbox.base import Limits
from grader.sandbox.hosted import HostedSandbox
from grader.sandbox.hostprocess import HostProcess, Link
from grader.sandbox.inside import workfolder
from grader.sandbox.launching import Launch, Place
from grader.sandbox.locallink import local_link
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission


class ProcessSandbox(HostedSandbox):
    """Runs submissions as child processes; keeps one warm host per interpreter."""

    name = "import"

    def __init__(
        self,
        settings: SandboxSettings,
        hidden: Iterable[Path] = (),
        template: socket.socket | None = None,
        host: Link | None = None,
    ) -> None:
        """Where a submission does not bring its own interpreter, use `host`, else fork hosts from `template`.

        What lies below `hidden` is not shown to submissions, nor is the grader itself.
        """
        super().__init__(settings)
        if not hasattr(os, "fork"):
            raise UsageError("the import sandbox needs Linux or macOS; on Windows use WSL")
        own = (Path(__file__).parent.parent, specs_folder())
        self._hidden = tuple(sorted({os.path.realpath(path) for path in (*own, *hidden)}))
        self._template = template
        self._begun = host
        self._hosts: dict[Path, HostProcess] = {}

    def close(self) -> None:
        """End every host."""
        if self._begun is not None:
            self._begun.discard()
            self._begun = None
        for host in self._hosts.values():
            host.close()
        self._hosts.clear()

    def prepare(self, submission: Submission, limits: Limits) -> None:
        """Start the interpreter that `submission` needs, without waiting for it."""
        self.host(submission, limits)

    def host(self, submission: Submission, limits: Limits) -> HostProcess:
        """Return the host under the interpreter that `submission` needs."""
        python = submission.python or Path(sys.executable)
        if python in self._hosts and self._hosts[python].gone:
            self._hosts.pop(python).close()
        if python not in self._hosts:
            self._hosts[python] = HostProcess(python.name, limits, self._link(submission, python, limits))
        return self._hosts[python]

    def _link(self, submission: Submission, python: Path, limits: Limits) -> Link:
        if submission.python is not None:
            return local_link(python, limits)
        begun, self._begun = self._begun, None
        return begun or local_link(python, limits, self._template)

    def place(self, launch: Launch, stack: contextlib.ExitStack) -> Place:
        """Lay out a new start in a private temporary folder."""
        private = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        )
        stack.callback(workfolder.clear, private)
        packages = launch.submission.packages
        return Place(
            folder=os.path.realpath(private),
            name=launch.submission.root.name,
            libraries=(str(packages),) if packages else (),
            without=self._settings.without,
            hidden=self._hidden,
        )
