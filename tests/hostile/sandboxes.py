"""The sandboxes that the suite runs in."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from grader.sandbox.settings import SandboxSettings

SANDBOXES: Mapping[str, SandboxSettings] = {
    "import": SandboxSettings(),
    "docker": SandboxSettings(name="docker", transport="descriptor"),
    "docker-stdio": SandboxSettings(name="docker", transport="stdio"),
}
ATTACKS = {"import": 1, "docker": 1, "docker-stdio": 4}
"""Every so many cases are tried: the last is the docker sandbox, reached in another way."""
TWINS = {"import": 1, "docker": 4}
"""Every so many honest twins: behind the same defences, a container makes hardly a difference to them."""

PLAINLY = {"import": 6}
"""Every so many cases are graded without short cuts, too, to the same verdict."""


def mark(sandbox: str, *, quick: bool) -> list[pytest.MarkDecorator]:
    """Return the marks of a test in a sandbox; only a few are quick, and none of those in a container."""
    marks = [pytest.mark.docker] if SANDBOXES[sandbox].name == "docker" else []
    return marks if quick and not marks else [*marks, pytest.mark.slow]
