"""Starts a supervisor and a host on this machine, anew or from a warm template."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from grader import cores
from grader.sandbox.base import Limits
from grader.sandbox.hostprocess import Link
from grader.sandbox.inside import command, supervisor


def local_link(python: Path, limits: Limits, template: socket.socket | None = None) -> Link:
    """Start both; returns at once, the host imports FastAPI meanwhile.

    With `template`, the requests socket of a `HostTemplate`, they are forked from it and have imported
    FastAPI already. They run on the cores that this process may use.
    """
    lifeline, far_lifeline = socket.socketpair()
    control, far_control = socket.socketpair()
    readable, writable = os.pipe()
    end: Callable[[], None] = _nothing
    if template is None:
        process = _spawn(python, str(limits.memory_together), far_lifeline, far_control, writable)
        end = lambda: _wait(process)  # noqa: E731
    else:
        with contextlib.suppress(OSError):  # when it has gone, `hello` tells
            order = json.dumps({"memory": limits.memory_together, "cores": cores.allowed()})
            socket.send_fds(
                template, [order.encode()], [far_lifeline.fileno(), far_control.fileno(), writable]
            )
    far_lifeline.close()
    far_control.close()
    os.close(writable)
    return Link(lifeline, control, readable, end)


def _nothing() -> None:
    """What comes from a template is reaped there."""


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=supervisor.SWEEP_SECONDS + 5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _spawn(
    python: Path, most: str, lifeline: socket.socket, control: socket.socket, output: int
) -> subprocess.Popen[bytes]:
    """Start the supervisor, which starts the host under `python`."""
    ends = (str(lifeline.fileno()), str(control.fileno()))
    host = command(str(python), "host", ends[1], server_folder())
    return subprocess.Popen(
        command(sys.executable, "supervisor", *ends, most, *host, flags=("-I", "-S")),
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
