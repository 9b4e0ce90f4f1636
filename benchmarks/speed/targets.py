"""How many times quicker than what: what we aim at, and below what a change is refused.

The least values are low on purpose: they are for machines of CI services, which others use, too, and for
runs of a few hand-ins, where the start of a batch weighs much. CPU time varies less than wall time.
"""

from __future__ import annotations

from dataclasses import dataclass

PEER = "peer: uvicorn, pytest and schemathesis"
NAMED = "grade, lesson named"
CHOSEN = "grade, lesson chosen by the grader"
ONE = "batch, 1 worker"
TWO = "batch, 2 workers"
DOCKER = "batch in Docker, 2 workers"
LIMIT = "limit: the app and the wire alone"


@dataclass(frozen=True)
class Target:
    """One ratio: what `slow` takes for a hand-in, divided by what `quick` takes."""

    slow: str
    quick: str
    wall: float | None
    """What we aim at, in wall time; None where the ratio is told for information only."""
    least_wall: float | None = None
    """What the guard insists on."""
    least_cpu: float | None = None
    """The same for CPU time; None where others than our own processes do the work."""
    cores: int = 1
    """The guard is silent on a machine with fewer."""


TARGETS = (
    Target(PEER, NAMED, 6, least_wall=2.5, least_cpu=2),
    Target(PEER, CHOSEN, 6, least_wall=2.2, least_cpu=2),
    Target(PEER, TWO, 50, least_wall=8, least_cpu=6),
    Target(PEER, DOCKER, 15, least_wall=4),
    Target(ONE, TWO, 1.8, least_wall=1.2, cores=2),
    Target(ONE, LIMIT, None),
)
