"""Checkers that are forked from a process that has imported everything."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader import cores
from grader.errors import CheckerError
from grader.grading import grade
from grader.lesson import find_lesson, load_lesson, specs_folder
from grader.results import Report
from grader.sandbox.docker.container import LABEL
from grader.sandbox.inside.processes import descendants
from grader.sandbox.settings import SandboxSettings
from grader.submission import open_submission
from grader.warm import WarmRunner

if TYPE_CHECKING:
    from docker import DockerClient

LESSON = find_lesson(specs_folder(), "q08-status-codes")
ALMOST = Path(__file__).parents[1] / "submissions" / "q08-almost-right"


@pytest.fixture(scope="module")
def run() -> Iterator[WarmRunner]:
    with WarmRunner() as runner:
        yield runner


def graded(path: Path, run: WarmRunner | None) -> Report:
    with open_submission(path) as submission:
        report = grade(submission, LESSON, run=run) if run else grade(submission, LESSON)
    return report.model_copy(update={"durations": {}})


def test_a_warm_checker_says_what_a_cold_one_says(run: WarmRunner) -> None:
    assert graded(ALMOST, run) == graded(ALMOST, None)


def test_several_at_a_time(run: WarmRunner) -> None:
    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(lambda path: graded(path, run), [LESSON.solution, ALMOST, LESSON.solution]))
    assert [report.score for report in reports] == [100, 70, 100]


def test_where_nothing_runs_no_sandbox_is_told(run: WarmRunner) -> None:
    written = find_lesson(specs_folder(), "m1e1-choose-a-framework")
    assert graded(LESSON.solution, run).sandbox.layers
    with open_submission(written.solution) as submission:
        assert grade(submission, written, run=run).sandbox.layers == ()


def test_each_start_is_a_fresh_process_without_the_grader(run: WarmRunner, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(
        "import sys\n"
        "assert not [m for m in sys.modules if m.startswith(('grader', 'inside', 'pytest'))]\n"
        "assert not hasattr(sys, 'seen')\nsys.seen = True\n"
        "from fastapi import FastAPI\napp = FastAPI()\n"
    )
    for _ in range(2):
        assert graded(tmp_path, run).start_failure is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems decide alone")
@pytest.mark.parametrize(("plain", "most"), [(False, 1), (True, len(cores.allowed()))])
def test_an_app_stays_on_one_core_unless_it_is_graded_plainly(
    run: WarmRunner, tmp_path: Path, plain: bool, most: int
) -> None:
    (tmp_path / "main.py").write_text(
        "import os\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        f"assert len(os.sched_getaffinity(0)) == {most}\n"
    )
    with open_submission(tmp_path) as submission:
        report = grade(submission, LESSON, run=lambda job: run(job.model_copy(update={"plain": plain})))
    assert report.start_failure is None


def test_an_app_that_ends_its_own_process_is_told(run: WarmRunner, tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(
        "import os\nfrom fastapi import FastAPI\napp = FastAPI()\nos._exit(3)\n"
    )
    failure = graded(tmp_path, run).start_failure
    assert failure is not None
    assert "exit code 3" in failure.message


def test_nothing_survives_a_grading(run: WarmRunner, tmp_path: Path) -> None:
    mark = f"600.{os.getpid()}"
    (tmp_path / "main.py").write_text(
        "import subprocess\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        f"child = subprocess.Popen(['sleep', '{mark}'], start_new_session=True)\n"
        "assert child.poll() is None\n"
    )
    assert graded(tmp_path, run).start_failure is None
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [command for command in commands if mark.encode() in command]


def test_the_templates_end_with_the_runner() -> None:
    before = set(descendants(os.getpid()))
    with WarmRunner() as runner:
        assert graded(LESSON.solution, runner).full_marks
        templates = {runner._hosts._process.pid, runner._checkers._process.pid}
        below = set(descendants(os.getpid())) - before
        assert templates < below
    assert not below & set(descendants(os.getpid()))


def test_a_checker_that_dies_is_the_graders_fault(run: WarmRunner, tmp_path: Path) -> None:
    broken = shutil.copytree(LESSON.root, tmp_path / LESSON.id)
    (broken / "checks" / "test_farewell.py").write_text("import os\ndef test_it(): os._exit(1)\n")
    with open_submission(ALMOST) as submission, pytest.raises(CheckerError, match="ended without a result"):
        grade(submission, load_lesson(broken), run=run)


def test_a_lesson_that_changes_is_collected_anew(run: WarmRunner, tmp_path: Path) -> None:
    changing = shutil.copytree(LESSON.root, tmp_path / LESSON.id)
    with open_submission(ALMOST) as submission:
        before = grade(submission, load_lesson(changing), run=run)
        (changing / "checks" / "test_more.py").write_text("def test_more(): assert False, 'more'\n")
        after = grade(submission, load_lesson(changing), run=run)
    assert [check.message for check in before.observations] == []
    assert [check.message for check in after.observations] == ["more"]


def test_a_template_that_was_killed_is_replaced() -> None:
    with WarmRunner() as runner:
        assert graded(LESSON.solution, runner).full_marks
        for pid in descendants(runner._checkers._process.pid):
            os.kill(pid, signal.SIGKILL)  # the lesson's
        while descendants(runner._checkers._process.pid):
            time.sleep(0.01)
        assert graded(LESSON.solution, runner).full_marks
        runner._checkers._process.kill()
        runner._checkers._process.wait()
        assert graded(LESSON.solution, runner).full_marks


@pytest.mark.docker
def test_waiting_containers_grade_alike_and_are_gone_in_the_end(
    run: WarmRunner, engine: DockerClient, docker_image: str
) -> None:
    assert docker_image
    settings = SandboxSettings(name="docker")
    with WarmRunner(containers=2) as pooled, open_submission(ALMOST) as submission:
        reports = [grade(submission, LESSON, settings, run=runner) for runner in (pooled, pooled, run)]
    assert len({report.model_copy(update={"durations": {}}).model_dump_json() for report in reports}) == 1
    assert reports[0].sandbox.level == "container"
    everything = engine.containers.list(all=True)
    assert not [one for one in everything if one.labels.get(LABEL) == str(os.getpid())]
