"""A wire that tells a clock how long the app took to answer."""

from __future__ import annotations

from grader.checks.connections import Connect
from grader.checks.http import Patience, Wire, WireRequest, WireResponse
from grader.phases import Clock
from grader.sandbox.base import Limits


class TimedWire(Wire):
    """A `Wire` of a grading that is measured."""

    def __init__(self, connect: Connect, limits: Limits, patience: Patience, clock: Clock) -> None:
        """Send as a `Wire` does, in the phase `app` of `clock`."""
        super().__init__(connect, limits, patience)
        self._clock = clock

    def send(self, request: WireRequest, *, persistent: bool = False) -> WireResponse:
        """Send one request; see `Wire.send`."""
        with self._clock.phase("app"):
            return super().send(request, persistent=persistent)
