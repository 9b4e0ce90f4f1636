"""Attacks a sandbox in which nothing of a submission has run yet, and says which layers held."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.results import SandboxInfo
from grader.sandbox.base import StartError
from grader.sandbox.bundle import bundle
from grader.sandbox.forking import fork
from grader.sandbox.hostprocess import HostProcess
from grader.sandbox.isolation import describe
from grader.sandbox.launching import Launch, Place, environment, job
from grader.sandbox.listener import Listener

SECONDS = 15.0
GONE_SECONDS = 5.0
"""Until the last end of its socket is closed: what was killed takes its time to go on a busy machine."""
OWN_INTERPRETER = "it was chosen for this submission, and its environment's code runs outside the sandbox"
ELSEWHERE = ("/var/tmp", "/dev/shm")  # noqa: S108 (attacked, not used)
BEHIND = {
    "files": ("landlock", "namespaces", "mounts", "seccomp"),
    "network": ("seccomp", "namespaces"),
    "processes": ("landlock", "namespaces", "proc"),
    "privileges": ("capabilities", "privileges", "seccomp"),
    "crowd": ("processes", "namespaces"),
    "disk": ("mounts", "namespaces"),
}
"""Which defences stand behind a layer: why it is missing when they could not be put up."""


def probe(name: str, host: HostProcess, launch: Launch, place: Place, given: tuple[str, ...]) -> SandboxInfo:
    """Attack every layer from a process like the submission's; the layers in `given` hold by construction.

    Raises:
        StartError: no process can be started at all.
    """
    with contextlib.ExitStack() as stack:
        targets = stack.enter_context(_targets())
        limits = launch.limits
        wanted = {
            "names": sorted(environment(launch, place)),
            "memory": limits.memory,
            "open_files": limits.open_files,
            "disk": limits.disk,
            "processes": limits.processes,
            **targets,
        }
        files = stack.enter_context(bundle(launch.submission.root, None))
        attack = job(launch, launch.submission.discovery.plans[0], place, wanted)
        forked = fork(host, attack, files, limits, stack)
        answer = host.await_line(forked.status, SECONDS)
        came_through = _read(answer[0] if answer else b"", host)
        host.sweep()
        rest = host.await_line(forked.status, GONE_SECONDS)
        came_through["interpreter"] = OWN_INTERPRETER if launch.submission.python else ""
        came_through["tree"] = "" if rest and not rest[0] else "a daemon survived"
    held = (*given, "output", *(layer for layer, problem in came_through.items() if not problem))
    problems = dict.fromkeys(place.without, "left out") | forked.problems
    missing = {layer: _why(layer, text, problems) for layer, text in came_through.items() if text}
    told = {layer: why for layer, why in missing.items() if layer not in given}
    return describe(name, held, told, forked.problems)


def _read(line: bytes, host: HostProcess) -> dict[str, str]:
    try:
        return {str(layer): str(problem) for layer, problem in json.loads(line).items()}
    except (ValueError, AttributeError):
        raise StartError(host.unusable("its isolation could not be tried")) from None


def _why(layer: str, came_through: str, problems: dict[str, str]) -> str:
    reasons = [f"{defence}: {problems[defence]}" for defence in BEHIND.get(layer, ()) if defence in problems]
    return came_through + (f" ({'; '.join(reasons)})" if reasons else "")


@contextmanager
def _targets() -> Iterator[dict[str, Any]]:
    """Put up what is attacked: secrets, a folder, a port, a socket by path; and this process itself."""
    with (
        tempfile.TemporaryDirectory(prefix="grade-") as folder,
        tempfile.NamedTemporaryFile(prefix="grade-", dir=_another_place()) as elsewhere,
        socket.create_server(("127.0.0.1", 0)) as server,
        Listener() as listener,
    ):
        secret = Path(folder, "secret")
        secret.touch(0o600)
        yield {
            "secrets": [str(secret), elsewhere.name, __file__],
            "outside": folder,
            "port": server.getsockname()[1],
            "socket": listener.path,
            "pid": os.getpid(),
        }


def _another_place() -> str | None:
    """Return a folder that a private /tmp does not hide, where there is one."""
    return next((place for place in ELSEWHERE if os.access(place, os.W_OK)), None)
