"""`grade watch`: what it prints and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import grader.cli.watch
import grader.grading
import grader.watching
from grader.cli import main
from grader.results import Report
from grader.submission import Submission


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mixed: Report, full_marks: Report) -> Path:
    """A submission that is saved twice, once without a change, and then Ctrl-C is pressed."""
    (tmp_path / "app").mkdir()
    main_file = tmp_path / "app" / "main.py"
    main_file.write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    results = iter([mixed, full_marks])

    def graded(submission: Submission, *_: object, **__: object) -> Report:
        info = mixed.submission.model_copy(update={"digest": submission.digest})
        return next(results).model_copy(update={"submission": info})

    def saved(*_: object) -> Iterator[tuple[str, ...]]:
        yield ()
        yield ("main.py",)
        main_file.write_text("from fastapi import FastAPI\napp = FastAPI(title='x')\n")
        yield ("main.py",)
        raise KeyboardInterrupt

    monkeypatch.setattr(grader.grading, "grade", graded)
    monkeypatch.setattr(grader.watching, "saves", saved)
    return tmp_path / "app"


def test_the_full_report_then_what_changed_and_the_last_result_as_exit_code(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = app.parent / "report.html"
    assert main(["watch", str(app), "--lesson", "q08-status-codes", "--output", str(report)]) == 0
    first, same, last = capsys.readouterr().out.split("  main.py\n")
    assert "Score 20 / 100" in first
    assert "Hint: " in first
    assert same.startswith("Nothing changed since the last grading.")
    assert last.startswith("Score 20 -> 100 / 100  (+80)\n")
    assert "100/100" in report.read_text()


def test_bad_usage_ends_it_at_once(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["./nowhere"], [str(app), "--lesson", "q8"], [str(app), "--output", "report"]):
        assert main(["watch", *arguments]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_ended_before_any_result(
    app: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> Iterator[tuple[str, ...]]:
        raise KeyboardInterrupt
        yield ()

    monkeypatch.setattr(grader.watching, "saves", interrupted)
    assert main(["watch", str(app)]) == 130
    assert capsys.readouterr().err.strip() == "grade: interrupted"


def test_a_folder_that_is_gone_ends_it(
    app: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(grader.watching, "saves", lambda *_: iter([()]))
    assert main(["watch", str(app)]) == 2
    assert "is gone" in capsys.readouterr().err
