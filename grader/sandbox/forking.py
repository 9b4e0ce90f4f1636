"""Asks a host for a new process, and takes what belongs to it: log, listener, the folder of its files."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
from dataclasses import dataclass
from typing import Any, BinaryIO

from grader.sandbox.base import Limits, StartError
from grader.sandbox.diagnosis import timed_out
from grader.sandbox.folder import Folder, open_folder
from grader.sandbox.hostedapp import HostedApp
from grader.sandbox.hostprocess import HostProcess
from grader.sandbox.listener import Listener
from grader.sandbox.output import OutputTail


@dataclass(frozen=True)
class Forked:
    """A process behind its defences, that has run nothing of the submission when this is made."""

    app: HostedApp
    status: socket.socket
    """What it says of its start."""
    problems: dict[str, str]
    """Defences that could not be put up, and why."""


def fork(
    host: HostProcess, job: dict[str, Any], files: BinaryIO, limits: Limits, stack: contextlib.ExitStack
) -> Forked:
    """Start a process with `files`, a `bundle`; `stack` ends it and all that came of it.

    Raises:
        StartError: the host cannot make one.
    """
    listener = stack.enter_context(Listener())
    output_end, output = os.pipe()
    status_end, status = socket.socketpair()
    stack.callback(status_end.close)
    stack.callback(host.sweep)
    try:
        pid = host.fork(job, [listener.fileno(), output, status.fileno(), files.fileno()])
    except StartError:
        os.close(output_end)
        raise
    finally:
        listener.release()
        os.close(output)
        status.close()
    kill = lambda: host.signal(pid, signal.SIGKILL)  # noqa: E731
    app = HostedApp(host, pid, listener, OutputTail(output_end, limits.log_tail, limits.output, kill))
    app.root = job["root"]
    problems, app.folder = _await_prepared(host, status_end, app, limits)
    stack.callback(app.folder.close)
    return Forked(app, status_end, problems)


def _await_prepared(
    host: HostProcess, status: socket.socket, app: HostedApp, limits: Limits
) -> tuple[dict[str, str], Folder]:
    """Return what could not be put up, and the folder: the last word that is the host's own."""
    answer = host.await_line(status, limits.start_seconds)
    if answer is None:
        raise StartError(timed_out(limits.start_seconds, app.log()))
    line, descriptors = answer
    try:
        problems = dict(json.loads(line)["prepared"])
        (descriptor,) = descriptors
        folder = open_folder(descriptor)
    except (ValueError, KeyError, TypeError):
        for descriptor in descriptors:
            os.close(descriptor)
        detail = (app.log().strip().splitlines() or ["no word of why"])[-1]
        raise StartError(host.unusable(f"its process could not be set up: {detail[:300]}")) from None
    status.sendall(b".")
    return problems, folder
