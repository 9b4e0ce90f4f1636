"""A Docker engine and an image, where there is one: fixtures for the whole suite."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.sandbox.docker.engine import EngineError, connect, require_image
from grader.sandbox.docker.labels import default_image

if TYPE_CHECKING:
    from docker import DockerClient


@pytest.fixture(scope="session")
def engine() -> Iterator[DockerClient]:
    """The engine; skips where there is none, but fails where DOCKER_HOST promises one."""
    try:
        client = connect()
    except EngineError as error:
        if os.environ.get("DOCKER_HOST"):
            raise
        pytest.skip(f"{error}; `.ci/engine python -m pytest` starts one")
    yield client
    client.close()


@pytest.fixture(scope="session")
def docker_image(engine: DockerClient) -> str:
    """The image that submissions run in; made once, by whichever worker comes first."""
    import fcntl  # here: the tests that need no engine also run where there is no fcntl

    from grader.sandbox.docker.image import build_image

    with Path(tempfile.gettempdir(), "grade-tests-image.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            require_image(engine, default_image())
        except EngineError:
            build_image(default_image(), "interpreter")
    return default_image()
