"""Who takes turns stays on one core."""

from __future__ import annotations

import os
import subprocess
import sys
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

STAYS = "from grader import cores; cores.stay(); print(cores.allowed())"
APP = """
import os
from fastapi import FastAPI
app = FastAPI()

@app.get("/")
def cores():
    return sorted(os.sched_getaffinity(0))
"""


def test_who_stays_is_bound_to_one_core() -> None:
    run = subprocess.run([sys.executable, "-c", STAYS], check=True, capture_output=True, text=True)
    assert run.stdout.strip() in {f"[{core}]" for core in cores.allowed()}


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
