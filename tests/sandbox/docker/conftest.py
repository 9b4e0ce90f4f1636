"""A Docker engine, where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from grader.sandbox.docker.engine import EngineError, connect

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
