"""Finds what a student should see in the log of a running app."""

from __future__ import annotations

import re

_HEAD = "Traceback (most recent call last):"
_NOT_THEIRS = ("site-packages", "dist-packages", "/lib/python3", "<frozen ")
_NEXT_RECORD = re.compile(r"(TRACE|DEBUG|INFO|WARNING|ERROR|CRITICAL):\s")


def last_traceback(log: str) -> str:
    """Return the last traceback in `log` without the frames of libraries, or "" when there is none."""
    start = log.rfind(_HEAD)
    if start < 0:
        return ""
    kept, hidden = [], False
    for line in log[start:].split("\n"):
        if _NEXT_RECORD.match(line):
            break
        if line.startswith("  File "):
            hidden = any(mark in line for mark in _NOT_THEIRS)
        elif not line.startswith(" "):
            hidden = False
        if not hidden:
            kept.append(line)
    return "\n".join(kept).rstrip()
