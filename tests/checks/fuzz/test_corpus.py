"""The corpus: its file, its sameness, and what is left out of it."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException

import grader
from grader.checks.fuzz.build import MAX_CASES, build_corpus
from grader.checks.fuzz.corpus import Case, Corpus, Reference, Scenario, is_current, read_corpus, write_corpus
from grader.checks.fuzz.document import read
from grader.checks.fuzz.quirks import sendable
from grader.checks.http import WireRequest
from grader.errors import LessonError
from tests.checks.fuzz.stage import MakeApp

CANDIDATES = """
import json, sys
from grader.checks.fuzz.build import candidates
from grader.checks.fuzz.corpus import Corpus, write_corpus
from grader.checks.fuzz.corpus import Scenario
from grader.checks.fuzz.document import read
from grader.checks.fuzz.generate import Bounds, generated_cases
document = read(json.load(sys.stdin))
random = [Scenario((case,)) for case in generated_cases(document, Bounds(fuzz=20))]
sys.stdout.write(write_corpus(Corpus("", "", (*candidates(document), *random))))
"""


def test_file_holds_all_and_one_case_a_line(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "corpus.json"
    text = write_corpus(corpus)
    path.write_text(text, encoding="utf-8")
    assert read_corpus(path) == corpus
    cases = sum(len(scenario.steps) for scenario in corpus.scenarios)
    assert len(text.splitlines()) == cases + 2
    assert cases <= MAX_CASES + 20


def test_bodies_of_any_bytes_survive(tmp_path: Path) -> None:
    steps = tuple(
        Case("POST /x", "why", WireRequest("POST", "/x", (("a", "b"),), body), Reference(422, "a/b", True))
        for body in (None, b"", b"\xff\x00", "é\n".encode())
    )
    corpus = Corpus("c", "s", (Scenario(steps, "flow"), Scenario(steps[:1])))
    path = tmp_path / "corpus.json"
    path.write_text(write_corpus(corpus), encoding="utf-8")
    assert read_corpus(path) == corpus


def test_is_current_follows_contract_and_schemathesis(corpus: Corpus, contract: dict[str, Any]) -> None:
    assert is_current(corpus, json.loads(json.dumps(contract, indent=3)))
    assert not is_current(corpus, {**contract, "info": {}})
    assert not is_current(replace(corpus, schemathesis="4.0.0"), contract)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"format": 0}', '{"format": 1, "contract": "", "schemathesis": "", "cases": [{}]}'],
)
def test_malformed_file_says_how_to_mend_it(text: str, tmp_path: Path) -> None:
    path = tmp_path / "corpus.json"
    path.write_text(text)
    with pytest.raises(LessonError, match="--update"):
        read_corpus(path)


@pytest.mark.slow
def test_cases_are_the_same_in_every_process(contract: dict[str, Any]) -> None:
    digests = set()
    for seed in ("1", "2"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(Path(grader.__file__).parent.parent),
        }
        ran = subprocess.run(
            [sys.executable, "-c", CANDIDATES],
            input=json.dumps(contract).encode(),
            env=environment,
            capture_output=True,
            check=True,
        )
        assert len(ran.stdout.splitlines()) > 100
        digests.add(hashlib.sha256(ran.stdout).hexdigest())
    assert len(digests) == 1


def test_variety(corpus: Corpus, contract: dict[str, Any]) -> None:
    singles = [s.steps[0] for s in corpus.scenarios if not s.flow]
    operations = read(contract).operations
    assert {case.operation for case in singles} == set(operations)
    assert [s.flow for s in corpus.scenarios if s.flow] == ["/users"]
    statuses = Counter(case.reference.status for case in singles if case.reference is not None)
    assert set(statuses) == {200, 201, 401, 404, 422}
    assert all(sendable(operations[case.operation], case.request) for case in singles)


def test_unsteady_and_state_dependent_cases_are_left_out(starter: Callable[[MakeApp], Any]) -> None:
    starts = itertools.count()

    def make() -> FastAPI:
        app = FastAPI()
        start, names = next(starts), list[str]()

        @app.get("/steady")
        def steady(n: int) -> int:
            return n

        @app.get("/unsteady")
        def unsteady() -> Any:
            return start if start % 2 else str(start)

        @app.post("/names/{name}")
        def post(name: str) -> None:
            if names:
                raise HTTPException(409)
            names.append(name)

        @app.get("/broken")
        def broken() -> None:
            raise HTTPException(500)

        return app

    notes: list[str] = []
    contract = make().openapi()
    corpus = build_corpus(contract, starter(make), notes.append)
    operations = {case.operation for scenario in corpus.scenarios for case in scenario.steps}
    assert "GET /steady" in operations
    assert "GET /unsteady" not in operations
    assert "GET /broken" not in operations
    for reason in ("differs from run to run", "depends on earlier requests", "itself answers 500"):
        assert any(reason in note for note in notes)


def test_reference_that_fits_nothing_is_a_lesson_error(
    starter: Callable[[MakeApp], Any], contract: dict[str, Any]
) -> None:
    with pytest.raises(LessonError, match=r"does it do what contract\.json says"):
        build_corpus(contract, starter(_crashing))


def _crashing() -> FastAPI:
    app = FastAPI()

    @app.middleware("http")
    async def crash(_request: Any, _call_next: Any) -> Any:
        raise OSError

    return app
