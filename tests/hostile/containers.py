"""Whether containers are left whose maker has gone."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.docker.container import LABEL

if TYPE_CHECKING:
    from docker import DockerClient

PATIENCE_SECONDS = 5.0


def left_containers(engine: DockerClient) -> list[str]:
    """Wait until every container of a process that has ended is gone; name those that stay."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while left := _orphans(engine):
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    return [f"container left: {name}" for name in left]


def _orphans(engine: DockerClient) -> list[str]:
    # Not through the SDK's objects: each would be asked for by a request of its own, and may go meanwhile.
    known = engine.api.containers(all=True, filters={"label": LABEL})
    return [one["Id"] for one in known if not Path("/proc", one["Labels"][LABEL]).exists()]
