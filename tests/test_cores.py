"""Who takes turns stays on one core."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from grader import cores
from grader.checks.http import Wire, WireRequest
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits
from grader.sandbox.settings import SandboxSettings
from grader.sandbox.warmhost import HostTemplate
from grader.submission import open_submission

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems decide alone")

SITS = """
import os
from grader.cores import Seats, allowed
Seats().take()
print(allowed(), os.sched_getscheduler(0) == os.SCHED_BATCH)
"""
APP = """
import os
from fastapi import FastAPI
app = FastAPI()

@app.get("/")
def cores():
    return sorted(os.sched_getaffinity(0))
"""


def test_who_sits_is_bound_to_one_core_and_waits_for_its_turn() -> None:
    run = subprocess.run([sys.executable, "-c", SITS], check=True, capture_output=True, text=True)
    assert run.stdout.strip() in {f"[{core}] True" for core in cores.allowed()}


def test_each_core_is_taken_before_one_is_shared() -> None:
    seats, every = cores.Seats(), cores.allowed()
    with ExitStack() as sitting:
        firsts = [sitting.enter_context(sit(seats)) for _ in every]
        assert sorted(firsts) == every
        again = [sitting.enter_context(sit(seats)) for _ in every]
        assert sorted(again) == every


def test_who_ends_leaves_the_seat() -> None:
    seats, every = cores.Seats(), cores.allowed()
    for _ in range(3):
        with ExitStack() as sitting:
            assert sorted([sitting.enter_context(sit(seats)) for _ in every]) == every


@contextmanager
def sit(seats: cores.Seats) -> Iterator[int]:
    """Fork a process that takes a seat, and is killed in the end; gives its core."""
    readable, writable = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            seats.take()
            os.write(writable, str(*cores.allowed()).encode())
            signal.pause()
        finally:
            os._exit(1)
    os.close(writable)
    try:
        yield int(os.read(readable, 20))
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(readable)


def test_an_app_from_a_template_runs_where_its_checker_may(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(APP)
    everywhere = cores.allowed()
    with HostTemplate() as template, open_submission(tmp_path) as submission:
        for chosen in (everywhere[-1:], everywhere):
            os.sched_setaffinity(0, chosen)
            try:
                with (
                    make_sandbox(SandboxSettings(), template=template.requests) as sandbox,
                    sandbox.start(submission, Limits()) as app,
                ):
                    answer = Wire(app.connect, Limits()).send(WireRequest("GET", "/"))
            finally:
                os.sched_setaffinity(0, everywhere)
            assert answer.body.decode() == str(chosen).replace(" ", "")
