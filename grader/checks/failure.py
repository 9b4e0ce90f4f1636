"""How a check says that the submission does not do what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from grader.results import Diagram, Exchange, Span


class CheckFailed(AssertionError):  # noqa: N818 (reads as a verdict in pytest's own output)
    """The submission does not do what is asked; carries the evidence for the report."""

    def __init__(  # noqa: PLR0913 (the parts of one verdict)
        self,
        message: str,
        *,
        expected: str = "",
        received: str = "",
        exchanges: Sequence[Exchange] = (),
        timeline: Sequence[Span] = (),
        diagram: Diagram | None = None,
        log: str | None = None,
    ) -> None:
        """Tell what went wrong in one sentence.

        `exchanges` and `log` replace what was recorded since the check began.
        """
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.received = received
        self.exchanges = tuple(exchanges)
        self.timeline = tuple(timeline)
        self.diagram = diagram
        self.log = log


class Unstable(CheckFailed):
    """It failed once and did not fail again on a fresh app: a person must look."""


class Blocked(Exception):  # noqa: N818 (an outcome, not a fault)
    """Nothing can be said: the submission never got as far as what is checked here."""
