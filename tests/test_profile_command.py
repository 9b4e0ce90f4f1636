"""`--profile` as it is typed."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

import grader.cli.profile
from grader.cli import main
from grader.cli.profile import Profiling, process_age, slowest_checks
from grader.job import Answer
from grader.phases import OUTSIDE, PHASES, Clock
from grader.results import Report, SandboxInfo

SAMPLE = Path(__file__).parents[1] / "submissions" / "q08-almost-right"
LESSON = ("--lesson", "q08-status-codes", "--sandbox", "import")


def phases(text: str) -> list[str]:
    """Return the phases of the table in `text`, in its order."""
    table = text.partition("Where the time went")[2].partition("The slowest")[0]
    return re.findall(r"^  (\w+) +\d+\.\d\d s", table, re.MULTILINE)


def test_a_report_for_people_is_followed_by_the_profile(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLE), "--profile", *LESSON]) == 1
    told = capsys.readouterr().out
    known = [phase for phase in PHASES if phase != "startup" or sys.platform == "linux"]
    assert phases(told) == known
    assert re.search(r"^  start .* \d starts$", told, re.MULTILINE)
    assert re.search(r"^  app .* \d+ requests$", told, re.MULTILINE)
    slowest = told.partition("The slowest checks:\n")[2].splitlines()
    assert len(slowest) == 5
    assert all(re.fullmatch(r" +\d+\.\d\d s  test_\w+\.py::\S+", line) for line in slowest)


def test_a_report_for_machines_stays_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLE), "--profile", "--format", "json", *LESSON]) == 1
    told = capsys.readouterr()
    durations = json.loads(told.out)["durations"]
    total = durations.pop("total")
    assert total == pytest.approx(sum(durations.values()), abs=1e-6)
    assert list(durations) == [phase for phase in PHASES if phase not in OUTSIDE]
    assert {"start", "app"} <= set(phases(told.err))


def test_the_grading_is_no_part_of_the_rest_of_the_command(
    mixed: Report, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(grader.cli.profile, "process_age", lambda: 0.5)
    profiling = Profiling()
    times = iter((10.0, 14.0, 15.0, 15.0))
    profiling.clock = Clock("command", now=lambda: next(times, 15.0))
    with profiling.clock.phase("report"):
        pass
    graded = mixed.model_copy(update={"durations": {"start": 2.0, "app": 1.0, "total": 3.0}})
    profiling.tell(graded, ())
    told = capsys.readouterr()
    assert told.out == ""
    assert re.findall(r"^  (\w+) +(\d+\.\d\d) s", told.err, re.MULTILINE) == [
        ("startup", "0.50"),
        ("command", "1.00"),
        ("start", "2.00"),
        ("app", "1.00"),
        ("report", "1.00"),
    ]
    assert "Where the time went: 5.50 s\n" in told.err


def test_nothing_is_told_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLE), *LESSON]) == 1
    told = capsys.readouterr()
    assert "Where the time went" not in told.out + told.err


def test_a_batch_ends_with_its_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SAMPLE, tmp_path / "class" / "bob")
    command = ["batch", str(tmp_path / "class"), "--out", str(tmp_path / "results"), "--profile", *LESSON]
    assert main(command) == 0
    told = capsys.readouterr().out
    assert re.search(r"^Where the time went: 1 hand-in graded in \d+\.\d s, [\d.]+ a minute$", told, re.M)
    assert re.search(r"^Workers idle: \d+% of their time$", told, re.M)
    assert phases(told) == [phase for phase in PHASES if phase not in (*OUTSIDE, "choose")]
    assert re.search(r"^The slowest hand-ins:\n +\d+\.\d\d s  bob\n\Z", told, re.M)
    assert main(command) == 0
    assert "Where the time went: nothing was graded in this run\n" in capsys.readouterr().out


def test_the_slowest_checks_are_told_by_their_calls() -> None:
    tests = tuple(
        {
            "nodeid": f"::{name}",
            "setup": {"duration": 9.0},
            "call": {"duration": seconds},
            "user_properties": [{"check": {"id": f"test_items.py::{name}"}}],
        }
        for name, seconds in (("b", 0.5), ("a", 0.5), ("c", 2.0), ("d", 0.1), ("e", 0.2), ("f", 0.3))
    )
    blocked = {"nodeid": "::g", "setup": {"duration": 9.0}}
    answer = Answer(lesson=Path("lesson"), tests=(*tests, blocked), sandbox=SandboxInfo(name="import"))
    assert [(name[-1], seconds) for name, seconds in slowest_checks(answer)] == [
        ("c", 2.0),
        ("a", 0.5),
        ("b", 0.5),
        ("f", 0.3),
        ("e", 0.2),
    ]
    assert slowest_checks(answer)[0][0] == "test_items.py::c"
    assert slowest_checks(None) == ()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_how_long_this_process_has_run() -> None:
    age = process_age()
    assert age is not None
    assert 0 < age < 7 * 24 * 3600


def test_where_the_system_does_not_tell_the_start_of_a_process_it_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_arguments, **_options: "1 (grade) S")
    assert process_age() is None
