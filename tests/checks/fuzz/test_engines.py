"""Engines forked from a warm template make the same cases as new processes."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from grader.checks.fuzz import engines
from grader.checks.fuzz.document import read
from grader.checks.fuzz.generate import Bounds, generated_cases
from grader.lesson import specs_folder
from grader.sandbox.inside.processes import descendants

BOUNDS = Bounds(operations=3, per_operation=40, fuzz=10)


def contract(lesson: str) -> Path:
    return specs_folder() / lesson / "contract.json"


@pytest.fixture(autouse=True)
def cold_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_warm", [])


def test_warm_and_new_engines_make_the_same_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [read(json.loads(contract(name).read_text())) for name in ("q06-request-bodies", "q19-forms")]
    new = [generated_cases(document, BOUNDS) for document in documents]
    before = set(descendants(os.getpid()))
    with engines.EngineTemplate() as template:
        engines.use(template.requests)
        monkeypatch.setattr(engines, "_spawned", None)
        warm = [generated_cases(document, BOUNDS) for document in (*documents, *documents)]
        assert set(descendants(os.getpid())) - before
    assert min(map(len, new)) > 20
    assert warm == new + new
    assert not set(descendants(os.getpid())) - before


def test_a_warm_engine_that_takes_too_long_is_ended_and_leaves_what_it_made() -> None:
    document = read(json.loads(contract("q06-request-bodies").read_text()))
    with engines.EngineTemplate() as template:
        engines.use(template.requests)
        generated_cases(document, BOUNDS)
        began = time.monotonic()
        endless = Bounds(operations=3, per_operation=10**9, fuzz=10**7, seconds=5)
        assert generated_cases(document, endless)
        assert time.monotonic() - began < 60
        assert template._process is not None
        _wait_until_alone(template._process.pid)


def _wait_until_alone(pid: int) -> None:
    # What was killed is its child until it has been collected.
    deadline = time.monotonic() + 20
    while left := descendants(pid):
        assert time.monotonic() < deadline, left
        time.sleep(0.01)


def test_without_a_template_that_lives_a_new_process_does_it() -> None:
    with engines.EngineTemplate() as template:
        pass
    engines.use(template.requests)
    document = read(json.loads(contract("q06-request-bodies").read_text()))
    assert generated_cases(document, Bounds(operations=1, per_operation=5))


def test_a_template_that_nobody_asks_is_never_started() -> None:
    before = set(descendants(os.getpid()))
    with engines.EngineTemplate() as template:
        assert template._process is None
        assert set(descendants(os.getpid())) <= before
