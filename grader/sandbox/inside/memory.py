"""How much memory a process has used, as the operating system counts it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_PEAK = re.compile(rb"^VmHWM:\s+(\d+) kB$", re.MULTILINE)


def peak_memory(pid: int) -> int | None:
    """Return the most resident memory that a process has had so far, in bytes; None where nobody tells.

    `VmHWM` of /proc/<pid>/status, see proc(5); Linux only.
    """
    if sys.platform != "linux":
        return None
    try:
        found = _PEAK.search(Path(f"/proc/{pid}/status").read_bytes())
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None
