"""A class on a real scheduler with real workers: nothing is lost, whoever dies."""

from __future__ import annotations

import json
import shutil
import signal
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from grader.batch import cluster
from grader.batch.cluster import Cluster
from grader.batch.remote import other_versions
from grader.batch.terms import Terms
from grader.errors import UsageError
from grader.lesson import Lesson, find_lesson, specs_folder
from grader.sandbox.settings import SandboxSettings
from tests.batch.fakes import TERMS
from tests.batch.machines import PATIENCE, Machines, machines, read_until, until

ROOT = Path(__file__).parents[2]
LESSON = "course-status-codes"
SCORES = {
    "submissions/q08-right": 100,
    "submissions/q08-almost-right": 70,
    "submissions/class/adams-priya-q08": 100,
    "submissions/class/garcia-lucia-q08": 75,
    "submissions/class/schmidt-jonas-q08": 0,
    "specs/q08-status-codes/solution": 100,
}
STUDENTS = ("ada", "bob", "cleo", "dan", "eve", "fay", "gus", "hal", "ivy", "jon", "kim", "leo")


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lessons of a course's own, which no installation holds."""
    folder = tmp_path_factory.mktemp("course") / "specs"
    shutil.copytree(specs_folder() / "q08-status-codes", folder / LESSON)
    return folder


@pytest.fixture(scope="module")
def lessons(specs: Path) -> Sequence[Lesson]:
    return [find_lesson(specs, LESSON)]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler and two workers that the tests leave alive."""
    with machines(tmp_path_factory.mktemp("two")) as made:
        for name in ("w1", "w2"):
            made.worker(name, "--no-nanny")
        made.wait("w1", "w2")
        yield made


def write_class(folder: Path, students: Sequence[str]) -> dict[str, int]:
    """Write hand-ins, no two alike; return their scores by student."""
    scores = {}
    for number, student in enumerate(students):
        source, score = list(SCORES.items())[number % len(SCORES)]
        shutil.copytree(ROOT / source, folder / student)
        (folder / student / "notes.txt").write_text(f"handed in by number {number}\n")
        scores[student] = score
    return scores


def reports(results: Path) -> dict[str, Any]:
    """Read the reports of a batch by student, without what differs from run to run."""
    done = json.loads((results / "batch.json").read_text())["done"]
    read = {
        name: json.loads(next(results.rglob(f"{one['key']}.json")).read_text()) for name, one in done.items()
    }
    for report in read.values():
        del report["durations"]
    return read


@pytest.mark.slow
def test_a_class_is_graded_as_on_this_machine_though_a_worker_dies(tmp_path: Path, specs: Path) -> None:
    scores = write_class(tmp_path / "class", STUDENTS)
    asked = (tmp_path / "class", "--lesson", LESSON, "--specs", specs)
    with machines(tmp_path / "machines") as made:
        made.worker("killed", "--no-nanny")
        made.worker("stays", "--nanny")  # may have no children: grades in the slower way
        made.wait("killed", "stays")
        batch = made.grade(*asked, "--out", tmp_path / "far", "--cluster", made.address)
        told = read_until(batch, "[ 1/12]")
        made.kill("killed")
        made.worker("late", "--no-nanny", DASK_DISTRIBUTED__WORKER__DAEMON="False")
        made.wait("late")
        told += batch.communicate(timeout=PATIENCE)[1]
        assert batch.returncode == 0, told
        prefixes = [made.log(name) for name in ("scheduler", "stays", "late", "killed")]
        until(lambda: not made.left("stays") and not made.left("late"))
        here = made.grade(*asked, "--out", tmp_path / "near", "--jobs", "2")
        told = here.communicate(timeout=PATIENCE)[1]
        assert here.returncode == 0, told
    far, near = reports(tmp_path / "far"), reports(tmp_path / "near")
    assert far == near
    assert {name: sum(c["points"] for c in one["criteria"]) for name, one in far.items()} == scores
    assert len(list((tmp_path / "far" / "reports").rglob("*.json"))) == len(STUDENTS)
    assert not [student for student in STUDENTS for log in prefixes if student in log]


@pytest.mark.slow
def test_a_lost_scheduler_ends_the_batch_which_goes_on_later(tmp_path: Path, specs: Path) -> None:
    scores = write_class(tmp_path / "class", STUDENTS[:4])
    asked = (tmp_path / "class", "--lesson", LESSON, "--specs", specs, "--out", tmp_path / "results")
    with machines(tmp_path / "machines") as made:
        made.worker("worker", "--no-nanny")
        made.wait("worker")
        batch = made.grade(*asked, "--cluster", made.address)
        read_until(batch, "[1/4]")
        made.kill("scheduler")
        told = batch.communicate(timeout=PATIENCE)[1]
        assert batch.returncode == 3
        assert "the scheduler is gone" in told
        assert "Traceback" not in told
        until(lambda: made.processes["worker"].poll() is not None)
        assert not made.left("worker")
        kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob("results/reports/*/*.json")}
        assert kept
        again = made.grade(*asked, "--jobs", "2")
        told = again.communicate(timeout=PATIENCE)[1]
        assert again.returncode == 0, told
    assert all(path.stat().st_mtime_ns == time for path, time in kept.items())
    read = reports(tmp_path / "results")
    assert {name: sum(c["points"] for c in one["criteria"]) for name, one in read.items()} == scores


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_batch_that_ends_early_leaves_nothing_on_the_cluster(
    two: Machines, tmp_path: Path, specs: Path, number: int, code: int
) -> None:
    write_class(tmp_path / "class", STUDENTS)
    asked = (tmp_path / "class", "--lesson", LESSON, "--specs", specs, "--out", tmp_path / "results")
    before = two.log("w1").count("Removing Worker plugin")
    batch = two.grade(*asked, "--cluster", two.address)
    told = read_until(batch, "[ 1/12]")
    batch.send_signal(number)
    told += batch.communicate(timeout=PATIENCE)[1]
    assert batch.returncode == code, told
    assert "Traceback" not in told
    assert len(list(tmp_path.glob("results/reports/*/*.json"))) < len(STUDENTS)
    until(lambda: two.log("w1").count("Removing Worker plugin") > before)
    until(lambda: not two.left("w1") and not two.left("w2"))


@pytest.mark.slow
def test_a_worker_with_other_versions_is_told_and_takes_no_part(
    tmp_path: Path, lessons: Sequence[Lesson]
) -> None:
    (tmp_path / "fastapi-0.1.dist-info").mkdir()
    (tmp_path / "fastapi-0.1.dist-info" / "METADATA").write_text("Name: fastapi\nVersion: 0.1\n")
    options = ("--no-nanny",)
    with machines(tmp_path / "machines") as made:
        made.worker("good", *options)
        made.wait("good")
        with Cluster(made.address, lessons, TERMS):  # one that comes later leaves again
            made.worker("other", *options, PYTHONPATH=str(tmp_path))
            until(lambda: made.processes["other"].poll() is not None)
            assert "has other versions: fastapi 0.1, here" in made.log("other")
            made.worker("another", *options, PYTHONPATH="")
            made.wait("another")
        made.worker("third", *options, PYTHONPATH=str(tmp_path))
        made.wait("third")
        with pytest.raises(UsageError, match=r"worker tcp:\S+ has other versions: fastapi 0\.1, here \d"):
            Cluster(made.address, lessons, TERMS).__enter__()
        until(lambda: not any(made.left(name) for name in ("good", "another", "third")))


@pytest.mark.slow
def test_a_worker_that_isolates_too_little_is_told(two: Machines, lessons: Sequence[Lesson]) -> None:
    terms = Terms.here(SandboxSettings(require="container"))  # which no process of a machine can reach
    with pytest.raises(UsageError, match=r"worker tcp:\S+ is too weak: isolation level container") as told:
        Cluster(two.address, lessons, terms).__enter__()
    assert "--cluster" in str(told.value)


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(
    tmp_path: Path, lessons: Sequence[Lesson], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 2)
    with (
        machines(tmp_path) as made,
        pytest.raises(UsageError, match="the scheduler has no workers; start some with `dask worker tcp"),
    ):
        Cluster(made.address, lessons, TERMS).__enter__()


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:{port}", "127.0.0.1:{port}", "nonsense", "mail://x", ""]
)
def test_a_wrong_address_is_told(
    lessons: Sequence[Lesson], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = address.format(port=server.getsockname()[1])
    with pytest.raises(UsageError, match="no Dask scheduler answers there"):
        Cluster(free, lessons, TERMS).__enter__()


def test_versions_are_compared_in_words() -> None:
    other = TERMS.model_copy(update={"python": "3.0.1", "libraries": {**TERMS.libraries, "pydantic": "1.0"}})
    python, pydantic = other_versions(TERMS, other)
    assert python == f"Python 3.0.1, here {TERMS.python}"
    assert pydantic == f"pydantic 1.0, here {TERMS.libraries['pydantic']}"
    assert not other_versions(TERMS, TERMS)
