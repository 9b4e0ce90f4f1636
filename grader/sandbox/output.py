"""Reads what a submission prints: drained at once, bounded in size, only the tail kept."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable

SETTLE_SECONDS = 0.5


class OutputTail:
    """Drains a pipe in a thread and keeps its last bytes."""

    def __init__(self, descriptor: int, keep: int, most: int, flooded: Callable[[], None]) -> None:
        """Keep `keep` bytes; call `flooded` once when more than `most` have come."""
        self._descriptor = descriptor
        self._keep = keep
        self._most = most
        self._flooded = flooded
        self._tail = b""
        self._lock = threading.Lock()
        self._closed = False
        self.total = 0
        self._thread = threading.Thread(target=self._drain, daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        while self._read_some():
            pass
        with self._lock:  # `since` may be asking just now whether there is more
            os.close(self._descriptor)
            self._closed = True

    def _read_some(self) -> bool:
        """Take over what is there; reading and keeping are one step for `since`."""
        select.select([self._descriptor], [], [])
        with self._lock:
            part = os.read(self._descriptor, 65536)
            before, self.total = self.total, self.total + len(part)
            self._tail = (self._tail + part)[-self._keep :]
        if before <= self._most < self.total:
            self._flooded()
        return bool(part)

    def since(self, position: int) -> str:
        """Return what came after byte `position`, as far as it was kept."""
        self._settle()
        with self._lock:
            wanted = max(0, self.total - position)
            tail = self._tail[-wanted:] if wanted else b""
        return tail.decode("utf-8", "replace")

    def _settle(self) -> None:
        """Wait, briefly, until everything written so far has been read."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while self._thread.is_alive() and time.monotonic() < deadline:
            with self._lock:
                if self._closed or not select.select([self._descriptor], [], [], 0)[0]:
                    return
            time.sleep(0.001)

    def join(self) -> None:
        """Wait until every writer is gone."""
        self._thread.join(timeout=5)
