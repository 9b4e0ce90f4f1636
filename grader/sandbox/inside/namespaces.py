"""Namespaces: processes, network, mounts and shared memory of its own (Linux, namespaces(7)).

Unprivileged where the machine allows user namespaces. Three processes come of it: the one that entered
stays outside and mirrors how the app ended; the first one inside is a tiny init, so that the app itself
is an ordinary process; when either goes, the kernel kills all that is inside.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import resource
import signal
import struct
from collections.abc import Callable, Iterable
from typing import NoReturn

from .system import PR_SET_PDEATHSIG, close_range, freeze_mounts, mount, prctl, unshare

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER = 0x00020000, 0x08000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET = 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
PLAIN = MS_NOSUID | MS_NODEV | MS_NOEXEC
NOBODY = 65534
MOST_DESCRIPTORS = 1 << 31
TEMPORARY = "/tmp"  # noqa: S108 (it is replaced by an empty one)
SHARED_MEMORY, SHARED_MEMORY_OPTIONS = "/dev/shm", "size=16m,nr_inodes=1000,mode=1777"  # noqa: S108


def enter(keep: Iterable[int]) -> None:
    """Become the app's process in namespaces of its own; the descriptors in `keep` stay open.

    Raises:
        OSError: the machine does not allow it; nothing has changed then.
    """
    try_to_leave()
    _leave()
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)  # new credentials have cleared it
    readable, writable = os.pipe()
    init = os.fork()
    if init:
        _end_with(lambda: _mirror(init, readable))
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    app = os.fork()
    if app:
        _end_with(lambda: _reap(app, writable))
    os.close(readable)
    os.close(writable)
    os.setsid()
    close_others(keep)


def _end_with(role: Callable[[], None]) -> NoReturn:
    """Play a role to its end: whatever goes wrong, this process must not go on as if it were the app."""
    try:
        role()
    finally:
        os._exit(70)


@functools.cache
def try_to_leave() -> None:
    """Leave in a process that is thrown away: half-way, with no identity in a user namespace, none can go on.

    Ubuntu 24.04 lets namespaces be made, and then refuses their first use. What once succeeded is not tried
    again, neither in processes that are forked from this one.

    Raises:
        OSError: the machine does not allow it.
    """
    pid = os.fork()
    if pid == 0:
        try:
            _leave()
            os._exit(0)
        except OSError as error:
            os._exit(error.errno or 1)
        finally:
            os._exit(1)
    status = os.waitpid(pid, 0)[1]
    if status:
        number = os.WEXITSTATUS(status) or errno.EINTR  # it was killed
        raise OSError(number, f"namespaces: {os.strerror(number)}")


def _leave() -> None:
    others = CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET
    user, group = os.geteuid(), os.getegid()
    try:
        unshare(CLONE_NEWUSER | others)
    except OSError:
        if user != 0:
            raise
        unshare(others)  # the administrator needs no user namespace
        return
    inner = user or NOBODY
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{inner} {user} 1")
    _write("/proc/self/gid_map", f"{group or NOBODY} {group} 1")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def close_others(keep: Iterable[int]) -> None:
    """Close every descriptor but the standard ones and those in `keep`."""
    first = 3
    for descriptor in sorted({*keep, MOST_DESCRIPTORS}):
        if first < descriptor:
            close_range(first, descriptor - 1)
        first = descriptor + 1


def _mirror(init: int, ended: int) -> None:
    """Outside: wait for the app's status, and end as it ended."""
    _forward_interrupts(init)
    close_others({ended})
    status = os.read(ended, 4)
    os.waitpid(init, 0)
    number = struct.unpack("i", status)[0] if len(status) == 4 else signal.SIGKILL
    if os.WIFSIGNALED(number):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(os.WTERMSIG(number), signal.SIG_DFL)
        os.kill(os.getpid(), os.WTERMSIG(number))
    os._exit(os.WEXITSTATUS(number))


def _reap(app: int, ended: int) -> None:
    """As the first process inside: collect the dead until the app has ended, and say how it did."""
    _forward_interrupts(app)
    close_others({ended})
    while True:
        pid, status = os.wait()
        if pid == app:
            os.write(ended, struct.pack("i", status))
            os._exit(0)


def _forward_interrupts(pid: int) -> None:
    def forward(number: int, _frame: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)

    signal.signal(signal.SIGINT, forward)


def own_mounts(disk: int, files: int, folder: str, visible: Iterable[str], hidden: Iterable[str]) -> None:
    """Make all that is mounted read-only, and give the app an empty, sized /tmp and its own shared memory.

    Where `folder` is not below /tmp, it is an empty one of its own, too.

    `disk` is in bytes, `files` a number of files. The paths in `visible` that lie below what is covered
    are shown there again; the folders in `hidden` are empty.

    Raises:
        OSError: the machine does not allow it.
    """
    mount("none", "/", flags=MS_REC | MS_PRIVATE)
    freeze_mounts("/")
    covered = [TEMPORARY] if below(folder, TEMPORARY) else [TEMPORARY, folder]
    shown = topmost(path for path in visible if any(below(path, top) for top in covered))
    opened = [(path, os.open(path, os.O_PATH)) for path in shown]
    for top in covered:
        mount("tmpfs", top, "tmpfs", PLAIN, f"size={disk},nr_inodes={files},mode=1777")
    for path, descriptor in opened:
        os.makedirs(path, exist_ok=True)
        mount(f"/proc/self/fd/{descriptor}", path, flags=MS_BIND | MS_REC)
        os.close(descriptor)
    for path in filter(os.path.isdir, hidden):
        mount("tmpfs", path, "tmpfs", PLAIN | MS_RDONLY, "size=4k,mode=0")
    with contextlib.suppress(OSError):
        mount("tmpfs", SHARED_MEMORY, "tmpfs", PLAIN, SHARED_MEMORY_OPTIONS)


def below(path: str, top: str) -> bool:
    """Say whether a path is `top` or lies below it."""
    return path == top or path.startswith(top.rstrip("/") + "/")


def topmost(paths: Iterable[str]) -> list[str]:
    """Return the folders among `paths` that lie below no other, sorted."""
    found: list[str] = []
    for path in sorted(filter(os.path.isdir, set(paths))):
        if not any(below(path, other) for other in found):
            found.append(path)
    return found
