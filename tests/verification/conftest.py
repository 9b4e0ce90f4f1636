from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.warm import WarmRunner


@pytest.fixture(scope="session")
def run() -> Iterator[WarmRunner]:
    with WarmRunner() as runner:
        yield runner
