"""An innocent process of the same user: it must neither end, nor stop, nor be sent a signal."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self


class Bystander:
    """Sleeps with every signal blocked, so that what is sent to it stays pending; a context manager."""

    def __init__(self, secret: str) -> None:
        """Start it with `secret` in its environment."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            self._process = subprocess.Popen(  # inherits the mask
                ["sleep", "3600"], env={"PATH": os.defpath, "SECRET": secret}, start_new_session=True
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

        self._usual = self._settings()

    @property
    def pid(self) -> int:
        return self._process.pid

    def harm(self) -> list[str]:
        """Say what was done to it."""
        options = os.WEXITED | os.WSTOPPED | os.WCONTINUED | os.WNOHANG | os.WNOWAIT
        changed = os.waitid(os.P_PID, self.pid, options)
        if changed is not None:
            return [f"the bystander was ended or stopped (code {changed.si_code}, {changed.si_status})"]
        return [f"the bystander was changed: {line}" for line in self._settings() - self._usual]

    def _settings(self) -> set[str]:
        """Return its pending signals, limits and place in the scheduler, a line each."""
        place = Path(f"/proc/{self.pid}")
        status = (place / "status").read_text().splitlines()
        kept = {line for line in status if line.startswith(("SigPnd", "ShdPnd", "TracerPid", "Cpus_allowed"))}
        nice = os.getpriority(os.PRIO_PROCESS, self.pid)
        scheduler = os.sched_getscheduler(self.pid)
        kill_first = (place / "oom_score_adj").read_text()
        return {*kept, *(place / "limits").read_text().splitlines(), f"{nice} {scheduler} {kill_first}"}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
