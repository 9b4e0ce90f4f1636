"""The `import` sandbox: the submission in a child process of this machine (Linux and macOS).

Layers: environment rebuilt from empty, resource limits, private working copy, closed standard input,
bounded output, whole process tree killed. It shares the user and the file system: enough for one's
own code, not for strangers'.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader.discovery import AppLocation, ImportPlan
from grader.errors import UsageError
from grader.lesson import Surroundings
from grader.results import SandboxInfo
from grader.sandbox.base import Limits, StartError
from grader.sandbox.diagnosis import diagnose, diagnose_exit, timed_out
from grader.sandbox.hostprocess import HostProcess
from grader.sandbox.listener import Listener
from grader.sandbox.memory import peak_memory
from grader.sandbox.output import OutputTail
from grader.sandbox.startup import first_success, undiscovered
from grader.sandbox.workfolder import list_files, read_file
from grader.submission import Submission

LAYERS = (
    "environment rebuilt from empty",
    "limits on memory, CPU time, file size and open files",
    "private working copy, closed standard input, bounded output",
    "whole process tree killed afterwards",
)
STAND_INS = "stand-ins"


class ProcessApp:
    """A submission that runs in a child process and listens on a Unix socket of ours."""

    def __init__(
        self, names: tuple[str, str], listener: Listener, work: Path, host: HostProcess, output: OutputTail
    ) -> None:
        """Describe a started app: `names` are object and Python version."""
        self.app, self.python = names
        self.pid = 0
        self._ended: int | None = None
        self._listener = listener
        self._work = f"{work}{os.sep}"
        self._folder = work.parent.parent
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
        return self._output.since(position).replace(self._work, "")

    def exited(self) -> str:
        """Say how the app's process ended, or "" while it runs."""
        status = self._exit_status()
        return "" if status is None else diagnose_exit(status, self.log()).message

    def _exit_status(self) -> int | None:
        """Ask once: the system tells how a process ended only one time."""
        if self._ended is None:
            self._ended = self._host.status(self.pid)
        return self._ended

    def stop(self, seconds: float) -> bool:
        """Send SIGINT to the app's process; return whether it has ended within `seconds`."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self._exit_status() is not None:
                return True
        return False

    def peak_memory(self) -> int | None:
        """Return the most resident memory of the app's process, in bytes; None when unknown."""
        return peak_memory(self.pid)

    def list_files(self) -> tuple[str, ...]:
        """Return the files in the working copy and beside it."""
        return list_files(self._folder, Path(self._work))

    def read_file(self, path: str) -> bytes | None:
        """Return what a file in the working copy holds."""
        return read_file(Path(self._work), path)


@dataclass(frozen=True)
class _Launch:
    """What every attempt to start one submission has in common."""

    submission: Submission
    location: AppLocation
    limits: Limits
    surroundings: Surroundings


class ProcessSandbox:
    """Runs submissions as child processes; keeps one warm host per interpreter."""

    def __init__(self, template: socket.socket | None = None) -> None:
        """Fork hosts from `template` where a submission does not bring its own interpreter."""
        if not hasattr(os, "fork"):
            raise UsageError("the import sandbox needs Linux or macOS; on Windows use WSL")
        self._template = template
        self._hosts: dict[Path, HostProcess] = {}
        self._plans: dict[str, ImportPlan] = {}

    @property
    def info(self) -> SandboxInfo:
        """Name and isolation layers in force."""
        return SandboxInfo(name="import", layers=LAYERS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for host in self._hosts.values():
            host.close()
        self._hosts.clear()

    def prepare(self, submission: Submission, limits: Limits) -> HostProcess:
        """Start the interpreter that `submission` needs, without waiting for it."""
        python = submission.python or Path(sys.executable)
        if python not in self._hosts:
            template = self._template if submission.python is None else None
            self._hosts[python] = HostProcess(python, limits, template)
        return self._hosts[python]

    @contextlib.contextmanager
    def start(
        self, submission: Submission, limits: Limits, surroundings: Surroundings | None = None
    ) -> Iterator[ProcessApp]:
        """Start the submission afresh; see `Sandbox.start`."""
        location = submission.discovery.app
        if location is None:
            raise StartError(undiscovered(submission))
        host = self.prepare(submission, limits)
        launch = _Launch(submission, location, limits, surroundings or Surroundings())
        known = self._plans.get(submission.digest)
        plans = (known,) if known else submission.discovery.plans
        with contextlib.ExitStack() as stack:
            private = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
            )
            stack.callback(_make_deletable, Path(private))
            stack.callback(host.sweep)
            plan, app = first_success(plans, lambda plan: _attempt(host, launch, plan, Path(private), stack))
            self._plans[submission.digest] = plan
            yield app


def _attempt(
    host: HostProcess, launch: _Launch, plan: ImportPlan, private: Path, stack: contextlib.ExitStack
) -> ProcessApp:
    """Start once, with one import root, in a new working copy below `private`."""
    python = (
        f"Python {str(host.hello().get('python', '?'))[:20]}{_environment_name(launch.submission.python)}"
    )
    folder = Path(tempfile.mkdtemp(dir=private))
    work, scratch = folder / "w" / launch.submission.root.name, folder / "tmp"
    shutil.copytree(launch.submission.root, work)
    scratch.mkdir()
    stand_ins = _stand_ins(launch.surroundings, private)
    listener = stack.enter_context(Listener())
    output_end, output = os.pipe()
    status_end, status = os.pipe()
    stack.callback(os.close, status_end)
    try:
        pid = host.fork(
            _job(launch, plan, [*stand_ins, *(work / path for path in plan.paths)], work, scratch),
            [listener.fileno(), output, status],
        )
    finally:
        listener.release()
        os.close(output)
        os.close(status)
    limits = launch.limits
    tail = OutputTail(output_end, limits.log_tail, limits.output, lambda: _kill_session(pid))
    app = ProcessApp((f"{plan.module}:{launch.location.name}", python), listener, work, host, tail)
    app.pid = pid
    _await_ready(status_end, app, host, launch)
    return app


def _environment_name(python: Path | None) -> str:
    """Name the environment that was chosen for the submission, for example `, .venv`."""
    return "" if python is None else f", {python.parent.parent.name or python}"


def _kill_session(pid: int) -> None:
    """End the app's process and those that stayed in its session; the sweep gets the rest."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _stand_ins(surroundings: Surroundings, private: Path) -> list[Path]:
    """Copy the lesson's modules, so that their place tells nothing of it; return where to import from."""
    if surroundings.modules is None:
        return []
    folder = private / STAND_INS
    shutil.copytree(surroundings.modules, folder, dirs_exist_ok=True)
    return [folder]


def _job(
    launch: _Launch, plan: ImportPlan, paths: Sequence[Path], work: Path, scratch: Path
) -> dict[str, Any]:
    limits = launch.limits
    return {
        "root": str(work),
        "folder": str(work / launch.submission.discovery.project),
        "module": plan.module,
        "paths": [os.path.normpath(path) for path in paths],
        "name": launch.location.name,
        "factory": launch.location.kind == "factory",
        "environment": {
            "PATH": os.defpath,
            "HOME": str(scratch),
            "TMPDIR": str(scratch),
            "LANG": "C.UTF-8",
            **launch.surroundings.settings,
        },
        "limits": {
            "RLIMIT_AS": limits.memory,
            "RLIMIT_CPU": limits.cpu_seconds,
            "RLIMIT_FSIZE": limits.file_size,
            "RLIMIT_NOFILE": limits.open_files,
            "RLIMIT_CORE": 0,
        },
    }


def _await_ready(channel: int, app: ProcessApp, host: HostProcess, launch: _Launch) -> None:
    """Wait for the child's one line: that it serves, or why it does not.

    Raises:
        StartError: it does not serve.
    """
    data = host.await_line(channel, launch.limits.start_seconds)
    if data is None:
        host.sweep()
        raise StartError(timed_out(launch.limits.start_seconds, app.log()))
    if not data:
        raise StartError(diagnose_exit(host.status(app.pid), app.log()))
    record = _parse(data)
    if "error" in record:
        raise StartError(diagnose(record["error"], launch.submission))


def _parse(data: bytes) -> dict[str, Any]:
    """Read the child's line; it is the submission's word, so anything may stand there."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        record = None
    return record if isinstance(record, dict) else {"error": {}}


def _make_deletable(folder: Path) -> None:
    """Undo permissions that would keep the working copy from being deleted."""
    for path, folders, _files in os.walk(folder):
        for name in folders:
            child = Path(path) / name
            if not child.is_symlink():
                with contextlib.suppress(OSError):
                    child.chmod(stat.S_IRWXU)
