"""Attacks every layer from where the submission will be, and tells which attacks came through.

Runs instead of an app, in a process started just like one. What a report says of isolation is what was
found here, not what was asked for.
"""

from __future__ import annotations

import _thread
import contextlib
import ctypes
import mmap
import os
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

THREAD_STACK = 64 * 1024
CLONE_NEWUSER = 0x10000000
IO_URING_SETUP = 425
DAEMON_SECONDS = 60


def attack(targets: dict[str, Any], folder: str) -> dict[str, str]:
    """Return, per layer, what came through; "" where the layer held.

    `targets` are secret files, a foreign folder, a TCP port and a Unix socket that listen, a foreign
    process, the environment's names, and the limits asked for.
    """
    layers = {
        "environment": lambda: _environment(targets["names"]),
        "limits": lambda: _limits(targets),
        "files": lambda: _files(targets["secrets"], targets["outside"]),
        "network": lambda: _network(targets["port"], targets["socket"]),
        "processes": lambda: _signal(targets["pid"]),
        "privileges": _privileges,
        "disk": lambda: _disk(folder, targets["disk"]),
        "crowd": lambda: _crowd(targets["processes"]),
    }
    _leave_a_daemon()
    return {layer: _first(attempt) for layer, attempt in layers.items()}


def _first(attempt: Callable[[], str]) -> str:
    try:
        return attempt()
    except OSError as error:
        return f"it could not be tried: {error}"


def succeeds(action: Callable[[], object]) -> bool:
    """Say whether an action is let through."""
    try:
        action()
    except (OSError, MemoryError, AttributeError):
        return False
    return True


def _environment(names: list[str]) -> str:
    known = {*names, "LC_CTYPE"}  # Python itself may set it
    more = sorted(set(os.environ) - known)
    return f"the variable {more[0]} is visible" if more else ""


def _limits(targets: dict[str, Any]) -> str:
    if succeeds(lambda: mmap.mmap(-1, targets["memory"] + 1)):
        return "more memory than allowed was given"
    descriptors: list[int] = []
    with contextlib.suppress(OSError):
        while len(descriptors) <= targets["open_files"]:
            descriptors.append(os.open(os.devnull, os.O_RDONLY))
    for descriptor in descriptors:
        os.close(descriptor)
    return "more files than allowed could be opened" if len(descriptors) > targets["open_files"] else ""


def _files(secrets: list[str], outside: str) -> str:
    for mode, done in ((os.O_RDONLY, "read"), (os.O_WRONLY, "written")):
        for path in secrets:
            if succeeds(lambda path=path, mode=mode: os.close(os.open(path, mode))):  # type: ignore[misc]
                return f"a file of the same user could be {done}"
    for path in secrets:
        if succeeds(lambda path=path: _touch(path)):  # type: ignore[misc]
            return "times and permissions of a file of the same user could be changed"
    new = os.path.join(outside, "intruder")
    if succeeds(lambda: os.close(os.open(new, os.O_WRONLY | os.O_CREAT))):
        return "a file could be written outside"
    return ""


def _touch(path: str) -> None:
    """Set a file's times to what they are; that it was changed shows in another time of it.

    Raises:
        OSError: nothing happened.
    """
    before = os.stat(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    if os.stat(path).st_ctime_ns == before.st_ctime_ns:
        raise OSError("nothing happened")


def _network(port: int, path: str) -> str:
    targets = ((socket.AF_INET, ("127.0.0.1", port)), (socket.AF_UNIX, path))
    for family, address in targets:
        if succeeds(lambda family=family, address=address: _connect(family, address)):  # type: ignore[misc]
            return f"a connection to {address} was made"
    return ""


def _connect(family: int, address: Any) -> None:
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        client.connect(address)


def _signal(pid: int) -> str:
    """Attack a process of the grader, and the parent, if it has a number (not 0) and is not our init (1)."""
    for target in {pid, os.getppid()} - {0, 1}:
        if succeeds(lambda target=target: os.kill(target, 0)):  # type: ignore[misc]
            return "a process of the grader can be signalled"
        environment = f"/proc/{target}/environ"
        if succeeds(lambda path=environment: os.close(os.open(path, os.O_RDONLY))):  # type: ignore[misc]
            return "the environment of a process of the grader can be read"
    return ""


def _privileges() -> str:
    if sys.platform != "linux":
        return "nothing restricts system calls here"
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(IO_URING_SETUP, 1, None) >= 0 or ctypes.get_errno() != 1:
        return "io_uring is not refused"
    if libc.unshare(CLONE_NEWUSER) == 0:
        return "a user namespace could be made"
    with open("/proc/self/status") as file:
        status = dict(line.split(":", 1) for line in file)
    held = {name: status[name].strip() for name in ("CapEff", "NoNewPrivs")}
    if int(held["CapEff"], 16):
        return "capabilities are left"
    return "" if held["NoNewPrivs"] == "1" else "privileges can be gained"


def _disk(folder: str, most: int) -> str:
    """Ask for the size of the file system: filling it would cost each start that much memory."""
    size = os.statvfs(folder)
    return "the disk is not bounded" if size.f_blocks * size.f_frsize > most else ""


def _crowd(most: int) -> str:
    """Begin threads until it is refused: they are counted like processes."""
    barrier = _thread.allocate_lock()
    barrier.acquire()
    _thread.stack_size(THREAD_STACK)
    try:
        for _ in range(most + 1):
            _thread.start_new_thread(barrier.acquire, ())
    except RuntimeError:  # can't start new thread
        return ""
    return "the number of processes is not bounded"


def _leave_a_daemon() -> None:
    """Stay behind as an orphan in a session of its own: the grader looks whether it is gone in the end."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(DAEMON_SECONDS)
        os._exit(0)
