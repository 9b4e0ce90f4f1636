"""What counts: what fails again on a fresh app, alone or after the same requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from fastapi import FastAPI, HTTPException

from grader.checks.failure import CheckFailed, Unstable
from grader.checks.fuzz.confirm import Replay, Rule
from grader.checks.fuzz.corpus import Case, Reference, Scenario
from grader.checks.fuzz.judge import Judge
from grader.checks.fuzz.replay import MAX_RESTARTS
from grader.checks.fuzz.verdict import require
from grader.checks.http import WireRequest
from tests.checks.fuzz.stage import Stage, StagedApp

CONTRACT = {
    "openapi": "3.1.0",
    "paths": {
        "/": {
            "get": {
                "parameters": [
                    {
                        "name": "n",
                        "in": "query",
                        "schema": {"type": "integer", "minimum": 0, "maximum": 20000},
                    }
                ],
                "responses": {"200": {"description": ""}},
            }
        }
    },
}


def scenarios(count: int) -> list[Scenario]:
    return [
        Scenario((Case("GET /", f"`n` = {n}", WireRequest("GET", f"/?n={n}"), Reference(200)),))
        for n in range(count)
    ]


def app_of(handle: Callable[[int], None]) -> Callable[[], FastAPI]:
    """Return a factory of apps that call `handle` with how many requests the process had before."""

    def make() -> FastAPI:
        app = FastAPI()
        seen: list[int] = []

        @app.get("/")
        def root(n: int) -> None:
            seen.append(n)
            handle(len(seen) - 1)

        return app

    return make


def verdict(stage: Stage, make: Callable[[], FastAPI], rule: Rule, count: int = 5) -> None:
    app = StagedApp(stage, make)
    require(Replay(scenarios(count), app, Judge(CONTRACT).findings), [rule])


def test_crash_that_needs_history_counts_and_says_so(stage: Stage) -> None:
    def handle(before: int) -> None:
        assert before < 3

    with pytest.raises(CheckFailed, match="only after the requests sent before") as caught:
        verdict(stage, app_of(handle), "never_500")
    assert not isinstance(caught.value, Unstable)
    assert caught.value.exchanges[0].note == "after 3 earlier requests"


def test_refusal_that_needs_history_does_not_count(stage: Stage) -> None:
    def handle(before: int) -> None:
        if before >= 3:
            raise HTTPException(422)

    verdict(stage, app_of(handle), "valid_accepted")


def test_refusals_that_need_history_do_not_hide_one_that_does_not(stage: Stage) -> None:
    def make() -> FastAPI:
        app = FastAPI()
        seen: list[int] = []

        @app.get("/")
        def root(n: int) -> None:
            seen.append(n)
            if n == 11:
                raise HTTPException(422)
            if len(seen) > 3:
                raise HTTPException(400)

        return app

    with pytest.raises(CheckFailed, match="`n` = 11"):
        verdict(stage, make, "valid_accepted", count=12)


@pytest.mark.parametrize(("rule", "status"), [("never_500", 500), ("valid_accepted", 422)])
def test_what_does_not_come_back_is_unstable(stage: Stage, rule: Rule, status: int) -> None:
    total: list[int] = []

    def handle(_before: int) -> None:
        total.append(1)
        if len(total) == 3:
            raise HTTPException(status)

    with pytest.raises(Unstable, match="did not happen again"):
        verdict(stage, app_of(handle), rule)


def test_counterexample_is_the_smallest_that_fails_alone(stage: Stage) -> None:
    def make() -> FastAPI:
        app = FastAPI()

        @app.get("/")
        def root(n: int) -> None:
            assert n < 7

        return app

    with pytest.raises(CheckFailed) as caught:
        verdict(stage, make, "never_500", count=12)
    assert caught.value.exchanges[0].target == "/?n=7"
    assert caught.value.exchanges[0].note == ""


def test_hanging_app_is_given_up_and_counts_once(stage: Stage) -> None:
    asked: list[int] = []

    def make() -> FastAPI:
        app = FastAPI()

        @app.get("/")
        async def root(n: int) -> None:
            asked.append(n)
            await asyncio.sleep(0.3)

        return app

    app = StagedApp(stage, make, seconds=0.05)
    replay = Replay(scenarios(20), app, Judge(CONTRACT).findings)
    assert asked == list(range(MAX_RESTARTS + 1))
    with pytest.raises(CheckFailed, match="got no valid answer"):
        require(replay, ["never_500"])
    require(replay, ["valid_accepted", "status_code"])


def test_a_replay_keeps_its_connection_unless_it_is_plain(stage: Stage) -> None:
    def opened(*, plain: bool, broken: int) -> int:
        def handle(before: int) -> None:
            assert before != broken

        before = stage.connections
        app = StagedApp(stage, app_of(handle), plain=plain)
        replay = Replay(scenarios(10), app, Judge(CONTRACT).findings)
        if broken < 10:
            with pytest.raises(CheckFailed):
                require(replay, ["never_500"])
        return stage.connections - before

    assert opened(plain=True, broken=10) == 10
    assert opened(plain=False, broken=10) == 1
    alone, again = 1, 5
    assert opened(plain=False, broken=4) == 2 + alone + again, "findings have connections of their own"
