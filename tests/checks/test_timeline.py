"""Several requests at once: what is proved by order and by sums, on a busy machine too."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from grader.checks.app import AppHandle, AppSession
from grader.checks.client import Client
from grader.checks.failure import CheckFailed
from grader.checks.timeline import (
    MOST_SPANS,
    Timed,
    Timeline,
    expect_free,
    expect_overlap,
    in_order,
    together,
    until,
)
from grader.lesson import Surroundings
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits
from grader.sandbox.settings import SandboxSettings
from grader.submission import open_submission

APP = """
import asyncio, time
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
app = FastAPI()

@app.get("/ping")
async def ping(): return "pong"

@app.get("/bad")
async def bad(): time.sleep(0.3)

@app.get("/good")
async def good(): await asyncio.sleep(0.3)

@app.get("/thread")
def thread(): time.sleep(0.3)

@app.post("/later")
def begin(): app.state.asked = 0

@app.get("/later")
def later():
    app.state.asked += 1
    return app.state.asked

@app.get("/stream")
async def stream():
    async def parts():
        for number in range(3):
            yield f"{number}\\n"
            await asyncio.sleep(0.2)
    return StreamingResponse(parts())
"""
SECONDS = 0.3


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("app")
    (folder / "main.py").write_text(APP)
    with make_sandbox(SandboxSettings()) as sandbox, open_submission(folder) as submission:
        handle = AppHandle(AppSession(sandbox, submission, Limits(), Surroundings()), deep=False)
        with Client(handle) as client:
            yield client
        handle.close()


def sending(client: Client, path: str) -> Callable[[], httpx.Response]:
    return lambda: client.get(path)


@pytest.mark.parametrize("path", ["/good", "/thread"])
def test_requests_that_overlap_are_seen_to(client: Client, path: str) -> None:
    seen = expect_overlap([sending(client, path)] * 3, SECONDS, "in a row")
    assert seen.elapsed < 3 * SECONDS
    assert [response.status_code for response in seen.responses] == [200, 200, 200]
    expect_free(sending(client, path), sending(client, "/ping"), SECONDS, "blocked")


def test_a_blocked_loop_is_seen_from_outside(client: Client) -> None:
    with pytest.raises(CheckFailed, match="in a row") as overlap:
        expect_overlap([sending(client, "/bad")] * 3, SECONDS, "in a row")
    assert len([span for span in overlap.value.timeline if span.label == "GET /bad"]) == 3
    with pytest.raises(CheckFailed, match="blocked") as blocked:
        expect_free(sending(client, "/bad"), sending(client, "/ping"), SECONDS, "blocked")
    probes = [span for span in blocked.value.timeline if span.probe]
    assert len(probes) >= 2
    assert {span.label for span in probes} == {"GET /ping"}
    assert "no answer to anything for 0.3 s" in blocked.value.received


def test_probes_begin_before_and_end_after_the_calls(client: Client) -> None:
    seen = together(sending(client, "/good"), probe=sending(client, "/ping"))
    answers = [probe.answered for probe in seen.probes]
    assert answers[0] <= seen.calls[0].sent + 0.001
    assert answers[-1] >= seen.calls[0].answered
    assert seen.longest_silence <= seen.elapsed + 1


def test_the_last_of_many_probes_is_shown(client: Client) -> None:
    answer = sending(client, "/ping")()
    probes = tuple(Timed(answer, float(second), second + 0.5, probe=True) for second in range(500))
    spans = Timeline((Timed(answer, 0, 1),), probes).spans
    assert len(spans) <= MOST_SPANS
    assert [span.probe for span in spans[:2]] == [False, True]
    assert spans[-1].sent == 499


def test_a_stream_tells_when_its_parts_came(client: Client) -> None:
    seen = in_order(sending(client, "/stream"))
    parts = seen.spans[0].parts
    assert len(parts) == 3
    assert parts[1] - parts[0] > 0.15
    assert in_order(sending(client, "/ping")).spans[0].parts == ()


def test_what_goes_on_after_an_answer_is_watched(client: Client) -> None:
    client.post("/later")
    seen = until(sending(client, "/ping"), sending(client, "/later"), lambda answer: answer.json() > 2, 5)
    assert [probe.response.json() for probe in seen.probes] == [1, 2, 3]
    assert len(until(sending(client, "/ping"), sending(client, "/ping"), lambda _: False, 0.1).probes) >= 2


def timed(sent: float, answered: float) -> Timed:
    return Timed(httpx.Response(200, request=httpx.Request("GET", "http://x/")), sent, answered)


def test_silence_and_elapsed_are_counted_between_answers() -> None:
    seen = Timeline((timed(0.1, 0.9), timed(0.2, 0.5)), (timed(0, 0.05), timed(0.9, 0.95), timed(0.1, 0.2)))
    assert seen.elapsed == pytest.approx(0.8)
    assert seen.longest_silence == pytest.approx(0.4)
    assert Timeline((timed(0, 1),)).longest_silence == 0
