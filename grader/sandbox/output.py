"""Reads what a submission prints: drained at once, bounded in size, only the tail kept."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable


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
        self.total = 0
        self._thread = threading.Thread(target=self._drain, daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        while True:
            try:
                part = os.read(self._descriptor, 65536)
            except OSError:
                break
            if not part:
                break
            with self._lock:
                before, self.total = self.total, self.total + len(part)
                self._tail = (self._tail + part)[-self._keep :]
            if before <= self._most < self.total:
                self._flooded()
        os.close(self._descriptor)

    def since(self, position: int) -> str:
        """Return what came after byte `position`, as far as it was kept."""
        with self._lock:
            wanted = max(0, self.total - position)
            tail = self._tail[-wanted:] if wanted else b""
        return tail.decode("utf-8", "replace")

    def join(self) -> None:
        """Wait until every writer is gone."""
        self._thread.join(timeout=5)
