"""What a job of GitHub Actions gets from a report."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import grader.grading
import grader.submission
from grader.cli import main
from grader.reporting import github_classroom
from grader.reporting.github_classroom import MOST_BYTES, Place
from grader.results import CriterionResult, Outcome, Report
from grader.services.github import Job, reaches
from grader.submission import Submission, open_submission
from tests.conftest import report as make_report
from tests.reporting.untrusted.judges import obeyed
from tests.reporting.untrusted.reports import not_started, running
from tests.reporting.untrusted.texts import TEXTS, each_trick
from tests.services.runner import Step, read_outputs

STATUSES = {"pass", "fail", "error"}


def deliver(report: Report, folder: Path, **places: Place) -> tuple[Step, dict[str, Any], str]:
    """Return what the runner makes of it: the log, the outputs with the result read, the summary."""
    for name in ("outputs", "summary"):
        (folder / name).unlink(missing_ok=True)
    job = Job(folder / "outputs", folder / "summary", folder / "reports", ("html", "json"))
    step = Step(job.deliver(report, places))
    return step, outputs(folder), (folder / "summary").read_text("utf-8")


def outputs(folder: Path) -> dict[str, Any]:
    found = read_outputs((folder / "outputs").read_text())
    return found | {"result": json.loads(base64.b64decode(found["result"]))}


def reported(result: dict[str, Any]) -> tuple[float, float]:
    """Return points and most points, as classroom-resources/autograding-grading-reporter adds them up."""
    assert set(result) == {"version", "status", "max_score", "tests"}
    assert result["status"] in STATUSES
    assert result["tests"]
    for test in result["tests"]:
        assert test["status"] in STATUSES
        assert isinstance(test["score"], int)
        assert test["name"]
    return sum(test["score"] for test in result["tests"]), result["max_score"]


@pytest.mark.parametrize("name", ["full_marks", "mixed", "start_failure"])
def test_the_reporter_reads_the_points(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    report: Report = request.getfixturevalue(name)
    step, told, summary = deliver(report, tmp_path)
    assert reported(told["result"]) == (report.score, report.max_score)
    assert (told["score"], told["max-score"]) == (str(report.score), str(report.max_score))
    assert f"{report.score} / {report.max_score}" in summary
    assert told["report"] == str(tmp_path / "reports")
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["report.html", "report.json"]
    errors = [command for command in step.commands if command[0] == "error"]
    failed = [c for c in report.criteria if c.outcome is Outcome.FAILED]
    assert len(errors) == (1 if report.start_failure else len(failed))
    assert (told["result"]["status"] == "pass") == report.full_marks


def test_what_the_grader_failed_at_is_an_error_and_a_warning(mixed: Report, tmp_path: Path) -> None:
    assert mixed.unjudged_points
    step, told, _ = deliver(mixed, tmp_path)
    assert told["result"]["status"] == "error"
    broken = [test for test in told["result"]["tests"] if test["status"] == "error"]
    assert all(test["message"] for test in broken)
    assert next(m for name, _, m in step.commands if name == "warning").startswith("A person")


def test_remarks_stand_at_the_lines(mixed: Report, tmp_path: Path) -> None:
    failed = next(c for c in mixed.criteria if c.outcome is Outcome.FAILED)
    step, told, _ = deliver(mixed, tmp_path, **{failed.id: Place("app/ma,in.py", 12)})
    row = next(test for test in told["result"]["tests"] if test["filename"])
    assert (row["filename"], row["line_no"]) == ("app/ma,in.py", 12)
    placed = [properties for _, properties, _ in step.commands if "file" in properties]
    assert [(p["file"], p["line"]) for p in placed] == [("app/ma,in.py", "12")]


def test_a_failure_to_grade_is_told_everywhere(tmp_path: Path) -> None:
    job = Job(tmp_path / "outputs", tmp_path / "summary", tmp_path / "reports", ("json",))
    step = Step(job.deliver_failure("no `such` thing\n::error::x", 40))
    assert [message for _, _, message in step.commands] == ["no `such` thing\n::error::x"]
    assert reported(outputs(tmp_path)["result"]) == (0, 40)
    assert outputs(tmp_path)["result"]["status"] == "error"
    assert "such" in (tmp_path / "summary").read_text()


def test_without_a_job_the_rest_is_printed(full_marks: Report, tmp_path: Path) -> None:
    job = Job.of({}, tmp_path / "reports", ["markdown"], None)
    assert "Full marks" in job.deliver(full_marks, {})
    assert (tmp_path / "reports" / "report.md").exists()
    job.clear()
    assert not list((tmp_path / "reports").iterdir())


def test_a_submission_is_opened_once(
    start_failure: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[Path] = []

    @contextmanager
    def counted(path: Path, **options: Any) -> Iterator[Submission]:
        opened.append(path)
        with open_submission(path, **options) as submission:
            yield submission

    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(grader.submission, "open_submission", counted)
    monkeypatch.setattr(grader.grading, "grade", lambda *_, **__: start_failure)
    assert main(["ci", "github", "app", "--lesson", "q08-status-codes"]) == 1
    assert opened == [Path("app")]
    _, place, _ = Step(capsys.readouterr().out).commands[0]
    assert (place["file"], place["line"]) == ("app/main.py", "3")


def many_criteria(text: str) -> Report:
    return make_report(
        tuple(
            CriterionResult(
                id=f"c{number}", title=text, outcome=Outcome.ERROR, max_points=1, hint=text, checks=()
            )
            for number in range(120)
        )
    )


def test_the_result_fits_an_environment_variable() -> None:
    text = github_classroom.render(many_criteria("\U0001f600" * 3_000))
    assert len(text) <= MOST_BYTES
    assert len(base64.b64encode(text.encode())) < 131_072 - len("GRADE_RESULTS=")
    assert reported(json.loads(text)) == (0, 120)


@pytest.mark.parametrize(
    ("percent", "reached"), [(0, True), (50, True), (66.6, True), (66.7, False), (100, False)]
)
def test_a_job_fails_below_a_share_of_the_points(percent: float, reached: bool) -> None:
    outcomes = [Outcome.PASSED, Outcome.FAILED, Outcome.ERROR]
    criteria = tuple(
        CriterionResult(id=str(number), title="t", outcome=outcome, max_points=10)
        for number, outcome in enumerate(outcomes)
    )
    assert reaches(make_report(criteria), percent) is reached


def judge(text: str, folder: Path) -> None:
    for report in (running(text), not_started(text)):
        places = {criterion.id: Place(f"main{text}.py", 1) for criterion in report.criteria}
        step, told, summary = deliver(report, folder, **places)
        assert {name for name, _, _ in step.commands} <= {"error", "warning"}
        assert "".join(step.shown).isprintable()
        assert not any(map(obeyed, summary.split("\n")))
        assert reported(told["result"]) == (report.score, report.max_score)
        values = [value for test in told["result"]["tests"] for value in test.values()]
        assert not any(obeyed(value) for value in values if isinstance(value, str))
        for _, properties, message in step.commands:
            assert message.replace("\n", "").isprintable()
            assert set(properties) <= {"file", "line", "title"}


def test_no_known_trick_is_obeyed(tmp_path: Path) -> None:
    for text in each_trick():
        judge(text, tmp_path)


def test_no_text_is_obeyed(tmp_path: Path) -> None:
    settings(max_examples=10)(given(TEXTS)(lambda text: judge(text, tmp_path)))()
