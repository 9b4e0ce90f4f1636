"""The most memory that the judging processes have used."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

MIB = 1024 * 1024
EVERY_SECONDS = 0.03


class PeakMemory:
    """Watches this process and its checkers, which `checkers` lists; a context manager. Sizes in bytes."""

    def __init__(self, checkers: Callable[[], Iterable[int]]) -> None:
        self._checkers = checkers
        self.checker = 0
        """The largest of any checker."""
        self.own = 0
        """By how much this process grew."""
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._done.wait(EVERY_SECONDS):
            for pid in self._checkers():
                self.checker = max(self.checker, _field("VmHWM", pid))

    def __enter__(self) -> Self:
        Path("/proc/self/clear_refs").write_text("5")  # the peak is what it is now: proc(5)
        self._before = _field("VmHWM")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        self.own = _field("VmHWM") - self._before


def _field(name: str, pid: int | str = "self") -> int:
    with contextlib.suppress(OSError):
        found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.M)
        return int(found[1]) * 1024 if found else 0
    return 0
