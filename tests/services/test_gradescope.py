"""`grade ci gradescope`: what it writes when, and what it never leaves behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import grader.grading
from grader.cli import main
from grader.errors import CheckerError, SandboxRefusedError
from grader.results import Outcome, Report
from grader.submission import Submission

LESSON = "q08-status-codes"
SAMPLES = Path(__file__).parents[2] / "submissions"


def run(path: Path, results: Path, *options: str) -> int:
    return main(["ci", "gradescope", str(path), "--lesson", LESSON, "--results", str(results), *options])


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results" / "results.json"
    path.parent.mkdir()
    path.write_text('{"score": 100}')
    return path


def grading(monkeypatch: pytest.MonkeyPatch, outcome: Report | Exception, results: Path) -> None:
    """Let grading end with `outcome`, after the submission has written a result of its own."""

    def graded(_submission: Submission, *_more: object, **_options: object) -> Report:
        assert not results.exists()
        results.write_text('{"score": 100}')
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(grader.grading, "grade", graded)


def test_it_grades_and_writes(results: Path) -> None:
    assert run(SAMPLES / "q08-almost-right", results, "--visibility", "missing-404=hidden") == 0
    told: dict[str, Any] = json.loads(results.read_text())
    tests = {test["extra_data"]["criterion"]: test for test in told["tests"]}
    assert 0 < sum(test["score"] for test in tests.values()) < 100
    assert tests["missing-404"]["visibility"] == "hidden"


def test_a_submission_that_cannot_be_opened_gets_a_result(results: Path, tmp_path: Path) -> None:
    (tmp_path / "sub.zip").write_bytes(b"PK broken")
    assert run(tmp_path / "sub.zip", results) == 0
    told = json.loads(results.read_text())
    assert "sub.zip is broken or no zip file" in told["output"]
    assert {test["score"] for test in told["tests"]} == {0}


@pytest.mark.parametrize(
    ("fault", "code"), [(CheckerError("died"), 3), (SandboxRefusedError("no"), 2), (RuntimeError(), 3)]
)
def test_a_fault_of_the_grader_leaves_no_result(
    fault: Exception, code: int, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grading(monkeypatch, fault, results)
    assert run(SAMPLES / "q08-right", results) == code
    assert not results.exists()


def test_nothing_judged_is_no_zero(
    results: Path, monkeypatch: pytest.MonkeyPatch, full_marks: Report
) -> None:
    criteria = tuple(c.model_copy(update={"outcome": Outcome.ERROR}) for c in full_marks.criteria)
    grading(monkeypatch, full_marks.model_copy(update={"criteria": criteria}), results)
    assert run(SAMPLES / "q08-right", results) == 3
    assert not results.exists()


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_ours_takes_the_place_of_what_the_submission_wrote(
    kind: str, results: Path, monkeypatch: pytest.MonkeyPatch, full_marks: Report, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.write_text("kept")

    def graded(*_arguments: object, **_options: object) -> Report:
        if kind == "folder":
            (results / "deep").mkdir(parents=True)
        elif kind == "link":
            results.symlink_to(kept)
        else:
            results.write_text('{"score": 100}')
        return full_marks

    monkeypatch.setattr(grader.grading, "grade", graded)
    assert run(SAMPLES / "q08-right", results) == 0
    assert json.loads(results.read_text())["tests"][0]["score"] == 60
    assert kept.read_text() == "kept"


@pytest.mark.parametrize(
    "options",
    [
        ["--lesson", "q80"],
        ["--lesson", LESSON, "--visibility", "x=hidden"],
        [],  # a submission may name its lesson, but not here
    ],
)
def test_a_wrong_command_writes_nothing(options: list[str], results: Path) -> None:
    path = SAMPLES / "names-its-lesson"
    assert main(["ci", "gradescope", str(path), "--results", str(results), *options]) == 2
    assert results.read_text() == '{"score": 100}'
