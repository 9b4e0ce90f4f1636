"""The app host as seen from the checker: starting it, asking it to fork, sweeping up after it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from grader.results import StartFailure, StartFailureKind
from grader.sandbox import host, supervisor
from grader.sandbox.base import Limits, StartError
from grader.sandbox.output import OutputTail

HELLO_SECONDS = 60.0
ANSWER_SECONDS = 15.0
MOST_LINE = 65536


class HostProcess:
    """A supervisor and, below it, a warm interpreter that forks the submission's processes."""

    def __init__(self, python: Path, limits: Limits, template: socket.socket | None = None) -> None:
        """Start both; returns at once, the host imports FastAPI meanwhile.

        With `template`, the requests socket of a `HostTemplate`, they are forked from it and have
        imported FastAPI already.
        """
        self._python = python
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline, far_lifeline = socket.socketpair()
        self._control, far_control = socket.socketpair()
        readable, writable = os.pipe()
        if template is None:
            self._process = _spawn(python, far_lifeline, far_control, writable)
        else:
            with contextlib.suppress(OSError):  # when it has gone, `hello` tells
                socket.send_fds(template, [b"."], [far_lifeline.fileno(), far_control.fileno(), writable])
        for end in (far_lifeline, far_control):
            end.close()
        os.close(writable)
        self._output = OutputTail(readable, 4096, limits.output, self._hang_up)
        self._reader = self._control.makefile("rb")
        self._hello: dict[str, Any] | None = None

    def hello(self) -> dict[str, Any]:
        """Wait until the host can fork, and return what it says of its environment.

        Raises:
            StartError: the interpreter cannot run the host, or lacks what every app needs.
        """
        if self._hello is None:
            self._lifeline.settimeout(HELLO_SECONDS)
            spawned = self._lifeline.recv(4096).decode("utf-8", "replace").strip()
            self._hello = {"problem": spawned} if spawned else self._answer(HELLO_SECONDS)
        problem = self._hello.get("problem")
        if problem:
            raise StartError(self._unusable(str(problem)))
        return self._hello

    def fork(self, job: dict[str, Any], descriptors: list[int]) -> int:
        """Start the submission in a fresh process; the host gets copies of `descriptors`."""
        try:
            socket.send_fds(self._control, [_line({"start": job})], descriptors)
        except OSError:
            raise StartError(self._unusable("it ended unexpectedly")) from None
        return int(self._answer(ANSWER_SECONDS)["pid"])

    def status(self, pid: int) -> int | None:
        """Return how process `pid` ended: an exit code, or minus a signal; None when unknown."""
        try:
            self._control.sendall(_line({"wait": pid}))
            answer = self._answer(ANSWER_SECONDS).get("status")
        except (OSError, StartError):
            return None
        return answer if isinstance(answer, int) else None

    def sweep(self) -> None:
        """Kill every process below the host."""
        self._lifeline.settimeout(supervisor.SWEEP_SECONDS + 5)
        try:
            self._lifeline.sendall(b".")
            alive = self._lifeline.recv(1)
        except OSError:
            alive = b""
        if not alive:
            supervisor.sweep()  # orphans of a supervisor that was killed end up with this process

    def await_line(self, channel: int, seconds: float) -> bytes | None:
        """Read one line from `channel`; None when `seconds` pass first.

        Raises:
            StartError: the host or its supervisor has gone.
        """
        deadline, data = time.monotonic() + seconds, b""
        while not data.endswith(b"\n") and len(data) < MOST_LINE:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([channel, self._lifeline.fileno()], [], [], max(0, left))
            if channel in ready:
                part = os.read(channel, MOST_LINE)
                if not part:
                    break
                data += part
            elif ready:
                raise StartError(self._unusable("it ended unexpectedly"))
            else:
                return None
        return data

    def close(self) -> None:
        """End the host and everything below it."""
        self._hang_up()
        self._lifeline.settimeout(supervisor.SWEEP_SECONDS + 5)
        with contextlib.suppress(OSError):
            while self._lifeline.recv(4096):
                pass  # the supervisor's end closes when it has swept and ended
        if self._process is not None:
            try:
                self._process.wait(timeout=supervisor.SWEEP_SECONDS + 5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._lifeline.close()
        self._reader.close()
        self._control.close()
        self._output.join()

    def _hang_up(self) -> None:
        """Tell the supervisor to kill the host and all below it, and to end."""
        with contextlib.suppress(OSError):
            self._lifeline.shutdown(socket.SHUT_WR)

    def _answer(self, seconds: float) -> dict[str, Any]:
        self._control.settimeout(seconds)
        try:
            line = self._reader.readline(MOST_LINE)
            return cast("dict[str, Any]", json.loads(line))
        except (OSError, ValueError):
            self._output.join()
            detail = self._output.since(0).strip().splitlines()[-1:] or ["it ended without a word"]
            raise StartError(self._unusable(detail[0][:300])) from None

    def _unusable(self, problem: str) -> StartFailure:
        return StartFailure(
            kind=StartFailureKind.CRASHED,
            message=f"The interpreter {self._python.name!r} cannot run the app: {problem}",
            advice="Check the virtual environment, or name another interpreter with --python.",
            needs_review=True,
        )


def _spawn(
    python: Path, lifeline: socket.socket, control: socket.socket, output: int
) -> subprocess.Popen[bytes]:
    """Start the supervisor, which starts the host under `python`."""
    command = [str(python), host.__file__, str(control.fileno()), server_folder()]
    arguments = [str(lifeline.fileno()), str(control.fileno()), *command]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", supervisor.__file__, *arguments],
        pass_fds=[lifeline.fileno(), control.fileno()],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=host_environment(),
        start_new_session=True,
    )


def host_environment() -> dict[str, str]:
    """Build the host's environment from empty: nothing of the grader's leaks in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL", "TZ") if name in os.environ}
    # One malloc arena: else threads reserve so much address space that RLIMIT_AS hits correct apps.
    return {"PATH": os.defpath, **kept, "MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def server_folder() -> str:
    """Return where the grader's own uvicorn lies, for environments that lack it."""
    spec = find_spec("uvicorn")
    return str(Path(spec.origin).parent.parent) if spec and spec.origin else ""


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode() + b"\n"
