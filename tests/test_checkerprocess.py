"""A checker is begun before there is a job, and is gone whatever comes after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from grader.checkerprocess import CheckerProcess
from grader.job import Job
from grader.lesson import find_lesson, specs_folder
from grader.runner import ColdRunner
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits
from grader.sandbox.inside.processes import descendants
from grader.sandbox.locallink import local_link
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission, open_submission

LESSON = find_lesson(specs_folder(), "any-fastapi-app")
APP = "from fastapi import FastAPI\napp = FastAPI()\n"
BEGIN = """
import time
from grader.checkerprocess import CheckerProcess
with CheckerProcess(host=True):
    print("begun", flush=True)
    time.sleep(60)
"""


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def below() -> set[int]:
    return set(descendants(os.getpid()))


def gone(pids: set[int]) -> bool:
    """Whether none of them runs; descendants are the same, whoever adopts them."""
    return not any(_runs(pid) for pid in pids)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    asked = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return not asked.stdout.strip().startswith("Z") and bool(asked.stdout.strip())


def job(submission: Submission, **changes: object) -> Job:
    return Job(submission=submission, lessons=(LESSON.root,)).model_copy(update=changes)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/main.py").write_text(APP)
    return tmp_path / "app"


def test_the_host_runs_before_there_is_a_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = below()
    with CheckerProcess(host=True):
        wait_until(lambda: len(below() - before) == 3)  # checker, supervisor, host
        assert list(tmp_path.iterdir())
        begun = below() - before
    assert gone(begun)
    assert not list(tmp_path.iterdir())


def test_without_being_asked_no_host_is_started(app: Path) -> None:
    before = below()
    with CheckerProcess(host=False) as checker, open_submission(app) as opened:
        answer = ColdRunner(checker)(job(opened, only_choose=True))
        assert len(below() - before) <= 1
    assert answer.lesson == LESSON.root


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.4, 1.5])
def test_nothing_survives_a_runner_that_is_killed_before_it_sent_a_job(tmp_path: Path, pause: float) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", BEGIN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as runner:
        assert runner.stdout is not None
        assert runner.stdout.readline() == b"begun\n"
        time.sleep(pause)
        begun = set(descendants(runner.pid))
        assert begun
        runner.kill()
    wait_until(lambda: gone(begun))
    wait_until(lambda: not list(tmp_path.glob("grade-*")))


@pytest.mark.parametrize(
    "words", [["nowhere"], ["app", "--lesson", "q99-unknown"], ["app", "--app", "no:no"]]
)
def test_an_error_before_the_job_is_all_that_is_said(app: Path, words: list[str]) -> None:
    command = [sys.executable, "-m", "grader", *words]
    environment = {**os.environ, "TMPDIR": str(app.parent), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        command, cwd=app.parent, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("grade: ")
    assert "Traceback" not in done.stderr
    assert [path.name for path in app.parent.iterdir()] == ["app"]


def test_an_interrupt_before_the_job_ends_the_checker(app: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        run.stdout.readline()
        begun = set(descendants(run.pid))
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=30)
    assert gone(begun)


def test_what_can_use_an_early_host(app: Path) -> None:
    with open_submission(app) as opened:
        assert job(opened).fits_early_host
        assert not job(replace(opened, python=Path(sys.executable))).fits_early_host
        assert not job(opened, sandbox=SandboxSettings(name="docker")).fits_early_host
        assert not job(opened, limits=Limits(memory_together=1)).fits_early_host
    (app / "main.py").write_text("")
    with open_submission(app) as opened:
        assert not job(opened).fits_early_host


@pytest.mark.parametrize("own", [True, False])
def test_a_job_gets_the_same_answer_from_a_host_that_it_can_use_and_from_its_own(
    app: Path, own: bool
) -> None:
    with open_submission(app, python=Path(sys.executable) if own else None) as opened:
        answers = []
        for host in (True, False):
            with CheckerProcess(host=host) as checker:
                answers.append(ColdRunner(checker)(job(opened)))
    first, second = (answer.model_dump(include={"lesson", "app", "python", "sandbox"}) for answer in answers)
    assert first == second
    assert answers[0].app == "main:app"


def test_a_second_job_gets_a_checker_of_its_own(app: Path) -> None:
    with CheckerProcess(host=False) as checker, open_submission(app) as opened:
        run = ColdRunner(checker)
        answers = [run(job(opened, only_choose=True)) for _ in range(2)]
    assert [answer.lesson for answer in answers] == [LESSON.root] * 2


def test_the_sandbox_uses_the_host_that_is_there(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = local_link(Path(sys.executable), Limits())
    monkeypatch.delattr("grader.sandbox.process.local_link")
    with (
        make_sandbox(SandboxSettings(), host=host) as sandbox,
        open_submission(app) as opened,
        sandbox.start(opened, Limits()) as running,
    ):
        assert running.app == "main:app"


def test_the_sandbox_ends_a_host_that_nobody_needed() -> None:
    before = below()
    with make_sandbox(SandboxSettings(), host=local_link(Path(sys.executable), Limits())):
        begun = below() - before
        assert begun
    assert gone(begun)
