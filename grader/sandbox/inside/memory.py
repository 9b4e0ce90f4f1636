"""How much memory the submission's process has used, as the operating system counts it."""

from __future__ import annotations

import os
import re
import sys
from typing import Optional

_PEAK = re.compile(rb"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def peak_memory(pid: int) -> Optional[int]:  # noqa: UP045 (the older Pythons of students)
    """Return the most resident memory of the app that was forked as `pid`, in bytes; None where nobody tells.

    `VmHWM` of /proc/<pid>/status, see proc(5); Linux only.
    """
    if sys.platform != "linux":
        return None
    try:
        found = _PEAK.search(_read(f"/proc/{_app(pid)}/status"))
    except (OSError, IndexError):
        return None
    return int(found.group(1)) * 1024 if found else None


def _app(pid: int) -> int:
    """Look behind a process that only mirrors the app in its namespace: its init is in between."""
    spaces = [os.readlink(f"/proc/{pid}/ns/{name}") for name in ("pid", "pid_for_children")]
    return pid if spaces[0] == spaces[1] else _first_child(_first_child(pid))


def _first_child(pid: int) -> int:
    return int(_read(f"/proc/{pid}/task/{pid}/children").split()[0])


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
