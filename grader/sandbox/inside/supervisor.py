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
from collections.abc import Collection
from pathlib import Path

PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER = 36, 37
SWEEP_SECONDS = 10.0
LEAST_PAUSE, MOST_PAUSE = 0.001, 0.02
HOST_POLL_SECONDS = 0.2
UNBOUNDED = str(1 << 62)
"""Memory, where a container bounds it."""
PAGE = os.sysconf("SC_PAGESIZE")


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

    All are stopped before any is killed, so that none forks while we walk; repeated until none is
    left or time is up: at once again while new ones appear, less and less often while those that were
    killed are still there, as a namespace takes its time to end, and every look reads all of /proc.
    """
    deadline = time.monotonic() + SWEEP_SECONDS
    killed: set[int] = set()
    pause = LEAST_PAUSE
    while True:
        victims = [pid for pid in descendants(os.getpid()) if pid not in spare]
        if not victims or time.monotonic() > deadline:
            return
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in victims:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
        pause = min(2 * pause, MOST_PAUSE) if killed.issuperset(victims) else LEAST_PAUSE
        killed.update(victims)
        time.sleep(pause)
        _reap(victims)


def _reap(pids: list[int]) -> None:
    """Collect the dead that are our own children; the host collects its own."""
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def descendants(root: int) -> list[int]:
    """Return the living processes below `root`; zombies are dead already."""
    below: dict[int, list[int]] = {}
    for pid, parent in _processes():
        below.setdefault(parent, []).append(pid)
    found: list[int] = []
    queue = list(below.get(root, ()))
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue += below.get(pid, ())
    return found


def _processes() -> list[tuple[int, int]]:
    """Return (pid, parent pid) of every process that is not a zombie."""
    if sys.platform != "linux":
        command = ["/bin/ps", "-axo", "pid=,ppid=,state="]
        rows = (
            line.split()
            for line in subprocess.run(
                command, check=False, capture_output=True, text=True
            ).stdout.splitlines()
        )
        return [(int(pid), int(parent)) for pid, parent, state in rows if not state.startswith("Z")]
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            with contextlib.suppress(OSError):
                # The name may hold spaces and brackets: the fields start after the last ")".
                fields = Path(f"/proc/{entry}/stat").read_bytes().rpartition(b")")[2].split()
                if fields[0] not in {b"Z", b"X"}:
                    found.append((int(entry), int(fields[1])))
    return found


def resident(host: int) -> int:
    """Return the memory of all processes below the host, in bytes; 0 where the system does not tell."""
    total, queue = 0, children(host)
    while queue:
        pid = queue.pop()
        queue += children(pid)
        with contextlib.suppress(OSError, ValueError):
            pages, shared = Path(f"/proc/{pid}/statm").read_bytes().split()[1:3]
            total += (int(pages) - int(shared)) * PAGE
    return total


def children(pid: int) -> list[int]:
    """Return the children of a process: the system keeps them by the thread that made them."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            found += map(int, Path(f"/proc/{pid}/task/{thread}/children").read_bytes().split())
    return found


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
    """Say that the host process runs; then a byte on the lifeline asks for a sweep.

    When all processes below the host together have more than `most` bytes, they are swept, too. Returns,
    after a last sweep, when the lifeline closes or the host has gone.
    """
    with contextlib.suppress(OSError):
        lifeline.sendall(b"\n")
        while not _gone(host):
            if select.select([lifeline], [], [], HOST_POLL_SECONDS)[0]:
                if not lifeline.recv(1):
                    break
                sweep(spare={host})
                lifeline.sendall(b"\n")
            elif resident(host) > most:
                sweep(spare={host})
    sweep()


def _gone(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG)[0] == child
    except ChildProcessError:
        return True
