"""Runs one command and writes what it took: `python -m benchmarks.speed.meter RESULT SECONDS COMMAND...`.

A process for itself, so that the command and all that it starts, orphans included, are its descendants.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.speed.watching import Watch
from grader.sandbox.inside.processes import descendants
from grader.sandbox.inside.supervisor import become_subreaper

ORPHANS_SECONDS = 20.0
"""So long may last what the command leaves behind."""
TIMED_OUT = 124


def run(seconds: float, command: list[str]) -> dict[str, float]:
    """Run `command`, for `seconds` at the most, and return what it took until nothing of it was left."""
    become_subreaper()
    started = time.monotonic()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    with Watch(child.pid) as watch:
        try:
            code = child.wait(seconds)
        except subprocess.TimeoutExpired:
            code = TIMED_OUT
            _kill_all()
            child.wait()
        wall = time.monotonic() - started
        _reap()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "code": code,
        "wall": wall,
        # The system adds up only what somebody waited for, the watch only what it came to see.
        "cpu": max(used.ru_utime + used.ru_stime, watch.cpu),
        "together": watch.together,
        "parent": watch.parent,
    }


def _reap() -> None:
    """Wait for orphans: what they still do belongs to the command."""
    deadline = time.monotonic() + ORPHANS_SECONDS
    with contextlib.suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                if time.monotonic() > deadline:
                    _kill_all()
                time.sleep(0.01)


def _kill_all() -> None:
    for pid in descendants(os.getpid()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(run(float(sys.argv[2]), sys.argv[3:])), encoding="utf-8")
