"""Starts the app host and leaves nothing of it behind.

Run by the grader's own interpreter (`python -I -S`), in a session of its own. It holds no student code.
Its command socket is also its lifeline: when the other end closes, even because the grader was killed,
every descendant is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterable, Iterator

from .processes import below, inits, resident

PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER = 36, 37
SWEEP_SECONDS = 10.0
END_SECONDS = 0.02
"""Between two looks, while what was killed is ending."""
PAUSE_SECONDS = 0.005
"""The same, where no end can be waited for."""
HOST_POLL_SECONDS = 0.2
UNBOUNDED = str(1 << 62)
"""Memory, where a container bounds it."""


def become_subreaper(adopt: bool = True) -> None:
    """Adopt orphaned descendants (Linux 3.4+, prctl(2)), so that a daemon cannot slip away; or end that."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, int(adopt), 0, 0, 0)


def is_subreaper() -> bool:
    """Tell whether orphaned descendants end up with this process."""
    adopts = ctypes.c_int(0)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_GET_CHILD_SUBREAPER, ctypes.byref(adopts), 0, 0, 0)
    return bool(adopts.value)


def sweep(spare: Collection[int] = ()) -> None:
    """Kill every descendant of this process but those in `spare`, and reap what is ours.

    Each is stopped before its children are looked for, and all are before any is killed, so that none forks
    meanwhile. Repeated, at once while new ones appear, until time is up or a look finds only what an earlier
    one found dead: the children of one that dies during a look move to where that look has been already.
    """
    deadline = time.monotonic() + SWEEP_SECONDS
    killed: set[int] = set()
    dead: set[int] = set()
    while time.monotonic() < deadline:
        found = dict(_stopped(spare, deadline))
        victims = {pid for pid, lives in found.items() if lives}
        if not victims and dead.issuperset(found):
            break
        for pid in victims:
            _signal(pid, signal.SIGKILL)
        if killed >= victims:
            _await_ends(victims)
        killed |= victims
        dead |= found.keys() - victims
    _reap(killed | dead)


def _stopped(spare: Collection[int], deadline: float) -> Iterator[tuple[int, bool]]:
    """Stop all but the spared, and yield them and the dead; those that fork on cannot hold it up for ever."""
    for pid, lives in below(os.getpid()):
        if pid not in spare:
            if lives:
                _signal(pid, signal.SIGSTOP)
            yield pid, lives
        if time.monotonic() > deadline:
            return


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _await_ends(pids: Iterable[int]) -> None:
    """Wait until all have ended, as a namespace takes its time, or `END_SECONDS` are over."""
    until = time.monotonic() + END_SECONDS
    for pid in pids:
        try:
            end = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        except (OSError, AttributeError):  # before Linux 5.3, or another system
            time.sleep(PAUSE_SECONDS)
            return
        poll = select.poll()
        poll.register(end, select.POLLIN)
        poll.poll(max(0, until - time.monotonic()) * 1000)
        os.close(end)


def _reap(pids: Iterable[int]) -> None:
    """Collect the dead that are our own children; the host collects its own."""
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def main(arguments: list[str]) -> None:
    """Run a command as the host, and watch it.

    `arguments` are lifeline and control descriptor, the most memory of all processes, the command.
    """
    lifeline_fd, control_fd, most = map(int, arguments[:3])
    command = arguments[3:]
    lifeline = socket.socket(fileno=lifeline_fd)
    become_subreaper()
    try:
        host = subprocess.Popen(command, pass_fds=[control_fd], start_new_session=True)
    except OSError as error:
        lifeline.sendall(f"{command[0]}: {error.strerror}\n".encode())
        return
    os.close(control_fd)
    watch(lifeline, host.pid, most)


def watch(lifeline: socket.socket, host: int, most: int) -> None:
    """Say that the host process runs; then a byte on the lifeline asks for a sweep, which spares its init.

    When all processes below the host together have more than `most` bytes, they are swept, too. Returns,
    after a last sweep, when the lifeline closes or the host has gone.
    """
    with contextlib.suppress(OSError):
        lifeline.sendall(b"\n")
        while not _gone(host):
            if select.select([lifeline], [], [], HOST_POLL_SECONDS)[0]:
                if not lifeline.recv(1):
                    break
                sweep(spare={host, *inits(host)})
                lifeline.sendall(b"\n")
            elif resident(host) > most:
                sweep(spare={host, *inits(host)})
    sweep()


def _gone(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG)[0] == child
    except ChildProcessError:
        return True
