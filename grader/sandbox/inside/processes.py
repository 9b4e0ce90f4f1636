"""Which processes there are below one, and how much memory they have (Linux, macOS)."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

PAGE = os.sysconf("SC_PAGESIZE")
CHILDREN = "/proc/thread-self/children"
"""There is one of each thread, or none (Linux with CONFIG_PROC_CHILDREN)."""


def descendants(root: int) -> list[int]:
    """Return the living processes below `root`; zombies are dead already."""
    return [pid for pid, lives in below(root) if lives]


def below(root: int) -> Iterator[tuple[int, bool]]:
    """Yield the processes below `root`, each before its children are looked for, and whether they live."""
    look = _listed if os.path.exists(CHILDREN) else _look_at_all()
    queue = [root]
    while queue:
        for pid, lives in look(queue.pop()):
            yield pid, lives
            queue.append(pid)


def _listed(pid: int) -> list[tuple[int, bool]]:
    return [(child, _look(child)[1]) for child in children(pid)]


def _look_at_all() -> Callable[[int], list[tuple[int, bool]]]:
    """Look once at all processes of the machine: needed where none knows its children."""
    found: dict[int, list[tuple[int, bool]]] = {}
    for pid, parent, lives in _on_linux() if sys.platform == "linux" else _on_macos():
        found.setdefault(parent, []).append((pid, lives))
    return lambda pid: found.get(pid, [])


def _on_linux() -> Iterator[tuple[int, int, bool]]:
    for entry in filter(str.isdigit, os.listdir("/proc")):
        yield int(entry), *_look(int(entry))


def _on_macos() -> Iterator[tuple[int, int, bool]]:
    command = ["/bin/ps", "-axo", "pid=,ppid=,state="]
    for line in subprocess.run(command, check=False, capture_output=True, text=True).stdout.splitlines():
        pid, parent, state = line.split()
        yield int(pid), int(parent), not state.startswith("Z")


def _look(pid: int) -> tuple[int, bool]:
    """Return the parent of a process, and whether it lives, as one that has just gone did; see proc(5)."""
    try:
        # The name may hold spaces and brackets: the fields start after the last ")".
        fields = _read(f"/proc/{pid}/stat").rpartition(b")")[2].split()
    except OSError:
        return 0, True
    # It is called a zombie when its first thread has ended; others may go on.
    dead = fields[0] in {b"Z", b"X"} and int(fields[17]) < 2
    return int(fields[1]), not dead


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def resident(host: int) -> int:
    """Return the memory of all processes below the host, in bytes; 0 where the system does not tell."""
    total, queue = 0, children(host)
    while queue:
        pid = queue.pop()
        queue += children(pid)
        with contextlib.suppress(OSError, ValueError):
            pages, shared = _read(f"/proc/{pid}/statm").split()[1:3]
            total += (int(pages) - int(shared)) * PAGE
    return total


def inits(host: int) -> list[int]:
    """Return the children of the host that are the first in a namespace of their own.

    The host alone makes any: orphans of an app are given to the init of their own namespace.
    """
    return [pid for pid in children(host) if _first(pid)]


def _first(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"1" in _read(f"/proc/{pid}/status").partition(b"\nNSpid:")[2].partition(b"\n")[0].split()[1:]
    return False


def children(pid: int) -> list[int]:
    """Return the children of a process: the system keeps them by the thread that made them."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):
                found += map(int, _read(f"/proc/{pid}/task/{thread}/children").split())
    return found
