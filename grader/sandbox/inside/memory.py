"""How much memory the submission's process has used, as the operating system counts it."""

from __future__ import annotations

import re
import sys
from typing import Optional

_PEAK = re.compile(rb"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def peak_memory(pid: int) -> Optional[int]:  # noqa: UP045 (the older Pythons of students)
    """Return the most resident memory of process `pid`, in bytes; None where nobody tells.

    `VmHWM` of /proc/<pid>/status, see proc(5); Linux only.
    """
    if sys.platform != "linux":
        return None
    try:
        found = _PEAK.search(_read(f"/proc/{pid}/status"))
    except OSError:
        return None
    return int(found.group(1)) * 1024 if found else None


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
