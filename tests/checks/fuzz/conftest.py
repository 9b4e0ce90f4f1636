from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from grader.checks.fuzz.build import build_corpus
from grader.checks.fuzz.corpus import Corpus
from grader.checks.http import Wire
from tests.checks.fuzz.making import maker
from tests.checks.fuzz.stage import MakeApp, Stage, StagedApp


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.close()


@pytest.fixture(scope="session")
def starter(stage: Stage) -> Callable[[MakeApp], Any]:
    """Return what `build_corpus` takes to start a reference solution."""

    def start_of(make: MakeApp) -> Any:
        @contextmanager
        def start() -> Iterator[Wire]:
            yield StagedApp(stage, make).wire

        return start

    return start_of


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    document: dict[str, Any] = maker()().openapi()
    return document


@pytest.fixture(scope="session")
def corpus(contract: dict[str, Any], starter: Callable[[MakeApp], Any]) -> Corpus:
    return build_corpus(contract, starter(maker()))
