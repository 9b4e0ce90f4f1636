"""Puts the submission's process behind its defences: namespaces, Landlock, seccomp, no privileges (Linux).

Each defence is tried by itself; one that this machine does not allow is told with the reason and the
others still hold. Called right after the fork, before any code of the submission: a warm host stays warm.
"""

from __future__ import annotations

import contextlib
import functools
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from . import forked, landlock, namespaces, seccomp
from .system import PR_SET_NO_NEW_PRIVS, drop_capabilities, mount, prctl

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/shm")  # noqa: S108
SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store"),
    *("/etc/alternatives", "/etc/ca-certificates", "/etc/pki", "/etc/ssl", "/etc/ld.so.cache"),
    *("/etc/group", "/etc/passwd", "/etc/os-release", "/etc/localtime", "/etc/timezone", "/etc/mime.types"),
    *("/etc/gai.conf", "/etc/host.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/resolv.conf"),
    *("/etc/protocols", "/etc/services", "/sys/devices/system/cpu"),
)
PROC = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/version", "/proc/filesystems")

RESERVED_NUMBERS = 300
"""Of processes: when the highest one has been given, numbering goes on after these, see kernel/pid.c."""


def prepare(plan: dict[str, Any], paths: Iterable[str]) -> dict[str, str]:
    """Do once, in the host, what holds for every process that is forked: `enter` and `lock` need not then.

    Returns what failed, and why.
    """
    problems: dict[str, str] = {}
    if "namespaces" in plan["defences"]:
        _try(problems, "namespaces", lambda: forked.end_together(namespaces.move_out()))
    if "landlock" in plan["defences"]:
        _try({}, "landlock", lambda: _to_read(tuple(paths), tuple(plan["hidden"])))
    if "seccomp" in plan["defences"]:
        _try({}, "seccomp", seccomp.prepare)
    return problems


def enter(plan: dict[str, Any], folder: str, keep: Iterable[int]) -> dict[str, str]:
    """Enter namespaces, as a new process whose host has moved out: see `prepare`.

    `folder` is where the submission will be; descriptors in `keep` stay open. Returns what failed, and why.
    """
    problems: dict[str, str] = {}
    if "namespaces" in plan["defences"]:
        _try(problems, "namespaces", lambda: namespaces.enter(keep))
    if "namespaces" not in plan["defences"] or problems:
        return problems
    visible = [*_interpreter(), *plan["shown"]]
    room = (plan["disk"], plan["files"], folder)
    _try(problems, "mounts", lambda: namespaces.own_mounts(*room, visible, plan["hidden"]))
    _try(problems, "proc", lambda: mount("proc", "/proc", "proc", namespaces.PLAIN))
    plan["own_proc"] = "proc" not in problems
    plan["own_tmp"] = "mounts" not in problems
    _try(problems, "processes", lambda: _bound_processes(plan["processes"]))
    return problems


def lock(plan: dict[str, Any], folder: str, paths: Iterable[str]) -> dict[str, str]:
    """Shut the door: from here on there are the files below `folder` to write and those needed to read.

    `paths` are further folders to import from. Returns what failed, and why.
    """
    problems: dict[str, str] = {}
    if "capabilities" in plan["defences"]:
        _try(problems, "capabilities", drop_capabilities)
        _try(problems, "privileges", lambda: prctl(PR_SET_NO_NEW_PRIVS, 1))
    if "landlock" in plan["defences"]:
        _try(problems, "landlock", lambda: _restrict_files(plan, folder, paths))
    if "seccomp" in plan["defences"]:
        # With a /tmp of its own, everything else is mounted read-only.
        _try(problems, "seccomp", lambda: seccomp.install(keep_metadata=not plan["own_tmp"]))
    return problems


def _try(problems: dict[str, str], name: str, step: Callable[[], object]) -> None:
    try:
        step()
    except (OSError, AttributeError) as error:  # AttributeError: a libc without such a function
        problems[name] = str(error)


def _bound_processes(most: int) -> None:
    """Bound processes and threads together.

    The limit counts per user and user namespace, and not at all for the administrator; there the namespace's
    own highest process number does it (Linux 6.14+). The first numbers are skipped: they are not used again.
    """
    if os.getuid() != namespaces.NOBODY:
        resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
        return
    _write("pid_max", RESERVED_NUMBERS + most + 1)
    with contextlib.suppress(FileNotFoundError):  # a kernel that cannot skip bounds them less tightly
        _write("ns_last_pid", RESERVED_NUMBERS)


def _write(name: str, value: int) -> None:
    with open(f"/proc/sys/kernel/{name}", "w") as file:
        file.write(str(value))


def _restrict_files(plan: dict[str, Any], folder: str, paths: Iterable[str]) -> None:
    own_tmp = [namespaces.TEMPORARY] if plan["own_tmp"] else []
    own_proc = ["/proc"] if plan.get("own_proc") else PROC
    readable, listable = _to_read(tuple(paths), tuple(plan["hidden"]))
    landlock.restrict([*own_proc, *readable], listable, [folder, *own_tmp, *DEVICES])


@functools.cache
def _to_read(paths: tuple[str, ...], hidden: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Return what may be read, of the system, the interpreter and `paths`, and folders that may be listed."""
    readable: list[str] = []
    listable: list[str] = []
    for path in dict.fromkeys(map(os.path.realpath, (*SYSTEM, *_interpreter(), *paths))):
        for inner, whole in cover(path, hidden):
            (readable if whole else listable).append(inner)
    return readable, listable


def _interpreter() -> list[str]:
    """Return the folders that this interpreter runs from."""
    own = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, *sys.path]
    return [path for path in own if path not in {"", "/"}]


def cover(path: str, hidden: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Split `path` so that nothing in `hidden` is covered: (path, whether all of it may be read)."""
    if any(namespaces.below(path, secret) for secret in hidden):
        return
    if not any(namespaces.below(secret, path) for secret in hidden):
        yield path, True
        return
    yield path, False
    for name in sorted(os.listdir(path)):
        yield from cover(os.path.join(path, name), hidden)
