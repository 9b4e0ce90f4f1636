"""Namespaces: processes, network, mounts and shared memory of its own (Linux, namespaces(7)).

Unprivileged where the machine allows user namespaces. The host moves out once: from then on, all that it
forks has process numbers of its own, below an init that collects orphans, so that an app is an ordinary
process there, and neither sees the host nor can reach it. Of the rest, each start has its own.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import signal
from collections.abc import Iterable
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


@functools.cache
def move_out() -> int:
    """Leave the user and, for all that is forked from now on, the processes; returns their init's number.

    When that init ends, the kernel kills all that is there, and nothing can be forked any more.

    Raises:
        OSError: the machine does not allow it; nothing has changed then.
    """
    _try_to_leave()
    _leave_user_and_processes()
    init = os.fork()
    if init == 0:
        _be_init()
    return init


def enter(keep: Iterable[int]) -> None:
    """As a process forked after `move_out`: leave the rest; the descriptors in `keep` stay open.

    Raises:
        OSError: the machine does not allow it.
    """
    unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET)
    close_others(keep)


def _be_init() -> NoReturn:
    """Be the first process inside, to which the kernel gives all orphans; it ends with the host."""
    try:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel collects them
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # from inside, only what is handled reaches an init
        close_others([])
        while True:
            signal.pause()
    finally:
        os._exit(70)


def _try_to_leave() -> None:
    """Leave in a process that is thrown away: half-way, with no identity in a user namespace, none can go on.

    Ubuntu 24.04 lets namespaces be made, and then refuses their first use.

    Raises:
        OSError: the machine does not allow it.
    """
    pid = os.fork()
    if pid == 0:
        try:
            _leave_user_and_processes()
            unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWNET)
            os._exit(0)
        except OSError as error:
            os._exit(error.errno or 1)
        finally:
            os._exit(1)
    status = os.waitpid(pid, 0)[1]
    if status:
        number = os.WEXITSTATUS(status) or errno.EINTR  # it was killed
        raise OSError(number, f"namespaces: {os.strerror(number)}")


def _leave_user_and_processes() -> None:
    user, group = os.geteuid(), os.getegid()
    try:
        unshare(CLONE_NEWUSER | CLONE_NEWPID)
    except OSError:
        if user != 0:
            raise
        unshare(CLONE_NEWPID)  # the administrator needs no user namespace
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
