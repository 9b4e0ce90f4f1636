"""The processes that the host has forked: how they ended, and signals to them."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable
from typing import Optional

from . import processes

_ended: dict[int, int] = {}


def reap() -> None:
    """Collect the dead and keep how they ended: every sweep has to look at those that are left."""
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                break
            _ended[pid] = status


def end_together(init: int) -> None:
    """From now on, when a process ends, have the orphans that it leaves below `init` end with it.

    At once, so that none answers in its place; a sweep is what makes sure.
    """

    def end(_number: int, _frame: object) -> None:
        reap()
        for pid in processes.descendants(init):
            _signal(os.kill, pid, signal.SIGKILL)

    signal.signal(signal.SIGCHLD, end)


def begin(pid: int) -> None:
    """Take over a new process, which may have the number of an old one."""
    _ended.pop(pid, None)


def status(pid: int) -> Optional[int]:  # noqa: UP045 (the older Pythons of students)
    """Return how a process ended (negative: by that signal), or None where it runs for another second."""
    for _ in range(100):
        reap()
        if pid in _ended:
            ended = _ended[pid]
            return -os.WTERMSIG(ended) if os.WIFSIGNALED(ended) else os.WEXITSTATUS(ended)
        time.sleep(0.01)
    return None


def send(pid: int, number: int) -> None:
    """Send a signal to a process, SIGKILL to the whole group that it leads, where it has come to that."""
    if number != signal.SIGKILL or not _signal(os.killpg, pid, number):
        _signal(os.kill, pid, number)


def _signal(send_to: Callable[[int, int], None], pid: int, number: int) -> bool:
    try:
        send_to(pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True
