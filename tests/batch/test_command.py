"""`grade batch` and `grade gradebook` as an instructor runs them."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import grader.doctor
from grader.cli import main
from grader.doctor import Finding
from grader.results import MissingLayer, SandboxInfo
from grader.sandbox.settings import SandboxSettings

SAMPLES = Path(__file__).parents[2] / "submissions"
SOLUTION = Path(__file__).parents[2] / "specs" / "q08-status-codes" / "solution"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A class of three: full marks, some, and a zip that is none."""
    shutil.copytree(SOLUTION, tmp_path / "class" / "todo-ada")
    shutil.copytree(SAMPLES / "q08-almost-right", tmp_path / "class" / "todo-bob-t")
    (tmp_path / "class" / "todo-eve.zip").write_bytes(b"no zip at all")
    roster = "identifier,github_username,github_id,name\ns1,ada,1,Ada L\ns2,bob-t,2,Bob T\ns3,zoe,3,Zoe Z\n"
    (tmp_path / "roster.csv").write_text(roster)
    return tmp_path


def grade(course: Path, *more: str) -> int:
    fixed = ["--lesson", "q08-status-codes", "--out", str(course / "results"), "--sandbox", "import"]
    return main(["batch", str(course / "class"), "--roster", str(course / "roster.csv"), *fixed, *more])


def table(course: Path) -> dict[str, dict[str, str]]:
    with (course / "results" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def test_a_class_from_folders_to_gradebook(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert grade(course, "--jobs", "2") == 0
    told = capsys.readouterr()
    assert "Ada L: 100/100 q08-status-codes" in told.err
    assert " s: 2 with a final score, 1 not graded\n" in told.out
    assert "1 student without a hand-in:\n  Zoe Z\n" in told.out
    rows = table(course)
    assert [(rows[name]["final"], rows[name]["status"]) for name in ("s1", "s2", "s3")] == [
        ("100", "graded"),
        ("70", "graded"),
        ("", "absent"),
    ]
    assert rows["eve"]["status"] == "not graded"
    assert rows["eve"]["final"] == ""
    feedback = course / "results" / "feedback"
    assert "Bob T" in (feedback / "bob-t" / "feedback.html").read_text()
    assert "Ada L" in (feedback / "ada" / "feedback.md").read_text()
    assert "That is no zero" in (feedback / "eve" / "feedback.html").read_text()
    page = (course / "results" / "index.html").read_text()
    assert "feedback/bob-t/feedback.html" in page

    reports = {path: path.stat().st_mtime_ns for path in (course / "results" / "reports").rglob("*.json")}
    assert len(reports) == 2
    decisions = "student,criterion,points,reason\nbob-t,,90,Argued well\neve,,50,Graded on paper\n"
    (course / "mine.csv").write_text(decisions)
    again = ("--overrides", str(course / "mine.csv"), "--due", "2026-01-01T00:00Z", "--late-penalty", "10")
    assert grade(course, *again) == 0
    assert reports == {path: path.stat().st_mtime_ns for path in reports}
    assert main(["gradebook", str(course / "results"), "--title", "Autumn"]) == 0
    rows = table(course)
    assert (rows["s2"]["proposed"], rows["s2"]["score"], rows["s2"]["final"]) == ("70", "90", "90")
    assert rows["eve"]["final"] == "50"
    assert "<h1>Autumn</h1>" in (course / "results" / "index.html").read_text()
    assert "Argued well" in (feedback / "bob-t" / "feedback.md").read_text()


def test_a_canvas_file_is_filled(course: Path) -> None:
    exported = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Status codes (77)\n    Points Possible,,,,,50\n"
        '"L, Ada",901,s1,ada,A,\n"T, Bob",902,s2,bob-t,A,EX\n'
    )
    (course / "canvas.csv").write_text(exported)
    assert grade(course, "--fill", str(course / "canvas.csv")) == 0
    filled = (course / "results" / "canvas.filled.csv").read_text().splitlines()
    assert filled[2:] == ['"L, Ada",901,s1,ada,A,50', '"T, Bob",902,s2,bob-t,A,EX']


def test_a_file_that_cannot_be_filled_is_refused_before_anything_is_graded(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "other.csv").write_text("a,b\n1,2\n")
    assert grade(course, "--fill", str(course / "other.csv")) == 2
    assert "neither a Canvas gradebook" in capsys.readouterr().err
    assert not (course / "results").exists()


def weak(settings: SandboxSettings) -> Finding:
    missing = (MissingLayer(layer="no connection leaves", why="a connection was made"),)
    return Finding(name="import", info=SandboxInfo(name="import", level="limits", missing=missing))


def test_strangers_are_not_graded_without_isolation_unless_trusted(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grader.doctor, "examine_one", weak)
    assert grade(course) == 2
    told = capsys.readouterr().err
    assert "isolation level hardened was required, the import sandbox reaches limits here" in told
    assert "--trust-submissions" in told
    assert not (course / "results").exists()
    assert grade(course, "--trust-submissions") == 0
    kept = json.loads((course / "results" / "batch.json").read_text())
    assert kept["terms"]["sandbox"]["require"] == "none"


def test_roster_and_decisions_are_kept(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "one.csv").write_text("student,criterion,points,reason\nada,,90,One\n")
    (course / "two.csv").write_text("student,criterion,points,reason\nada,,80,Two\n")
    assert grade(course, "--overrides", str(course / "one.csv")) == 0
    fixed = ["--lesson", "q08-status-codes", "--out", str(course / "results"), "--sandbox", "import"]
    assert main(["batch", str(course / "class"), *fixed]) == 0
    assert (table(course)["s1"]["name"], table(course)["s1"]["final"]) == ("Ada L", "90")
    assert main(["gradebook", str(course / "results"), "--overrides", str(course / "two.csv")]) == 0
    assert "those are in overrides.before.csv now" in capsys.readouterr().err
    assert (course / "results" / "overrides.before.csv").read_bytes() == (course / "one.csv").read_bytes()
    assert table(course)["s1"]["final"] == "80"


def test_no_results_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gradebook", str(tmp_path)]) == 2
    assert "no batch.json here" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_at_any_moment_nothing_is_lost_and_nothing_graded_twice(tmp_path: Path) -> None:
    for number in range(5):
        copy = shutil.copytree(SAMPLES / "q08-almost-right", tmp_path / "class" / f"student{number}")
        (copy / "note.py").write_text(f"NUMBER = {number}\n")  # otherwise all are one to the store

    def start(out: str) -> subprocess.Popen[bytes]:
        arguments = ["--lesson", "q08-status-codes", "--jobs", "1", "--sandbox", "import", "--out"]
        command = [sys.executable, "-m", "grader.cli", "batch", str(tmp_path / "class"), *arguments]
        return subprocess.Popen([*command, str(tmp_path / out)], env=os.environ, start_new_session=True)

    def finished() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (tmp_path / "killed").rglob("reports/*/*.json")}

    for least in (1, 3):
        process = start("killed")
        while len(finished()) < least:
            assert process.poll() is None
            time.sleep(0.02)
        before = finished()
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 3 <= len(before) < 5
    assert start("killed").wait() == start("straight").wait() == 0
    assert {path: time for path, time in finished().items() if path in before} == before
    assert len(finished()) == 5
    tables = [(tmp_path / out / "gradebook.csv").read_bytes() for out in ("killed", "straight")]
    assert tables[0] == tables[1]
    assert tables[0].count(b",70,") >= 5
