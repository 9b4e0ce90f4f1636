"""One warm runner and one harness per sandbox."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from grader.sandbox.settings import SandboxSettings
from grader.warm import WarmRunner
from tests.hostile.harness import Harness

collect_ignore = ["cases", "lesson"]
MakeHarness = Callable[[SandboxSettings], Harness]


@pytest.fixture(scope="session")
def warm_runner() -> Iterator[WarmRunner]:
    with WarmRunner() as run:
        yield run


@pytest.fixture(scope="session")
def harness(warm_runner: WarmRunner, request: pytest.FixtureRequest) -> Iterator[MakeHarness]:
    """Return the harness of a sandbox; made once."""
    with contextlib.ExitStack() as stack:

        def folder(where: str | None) -> Path:
            return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="class-", dir=where)))

        @cache
        def of(sandbox: SandboxSettings) -> Harness:
            engine = None
            if sandbox.name == "docker":
                engine = request.getfixturevalue("engine")
                request.getfixturevalue("docker_image")
            # The bait lies elsewhere: a sandbox with a /tmp of its own would hide it, and prove nothing.
            # Nothing here is called after pytest, which a submission could tell from its paths.
            return Harness(warm_runner, sandbox, folder("/var/tmp"), folder(None), engine)

        yield of
