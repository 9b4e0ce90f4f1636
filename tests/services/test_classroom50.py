"""What Classroom 50's runner and its collector read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import grader.grading
from grader.cli import main
from grader.errors import UsageError
from grader.reporting import render
from grader.results import Outcome, Report
from grader.services.classroom50 import MOST_BODY, clear, deliver
from tests.reporting.untrusted.judges import obeyed
from tests.reporting.untrusted.reports import not_started, running
from tests.reporting.untrusted.texts import each_trick
from tests.services.runner import CLASSROOM50, read_outputs

NOW = datetime(2026, 6, 1, 14, 32, 1, tzinfo=UTC)
CLOSED = {
    *("schema", "classroom", "assignment", "submission", "commit", "release", "review", "datetime"),
    *("score", "max-score", "tests"),
}


def judge(result: dict[str, Any]) -> None:
    """Accept what the collector accepts (foundation50/classroom50, wiki/Advanced-Autograding.md)."""
    assert set(result) == CLOSED
    assert result["schema"] == "classroom50/result/v1"
    assert result["submission"].startswith("submit/")
    assert all(
        isinstance(result[name], str) and result[name] for name in CLOSED - {"score", "max-score", "tests"}
    )
    for row in (result, *result["tests"]):
        assert type(row["score"]) is type(row["max-score"]) is int
        assert 0 <= row["score"] <= row["max-score"]
    assert all(row["test-name"] and type(row["passed"]) is bool for row in result["tests"])


def delivered(report: Report, folder: Path) -> dict[str, Any]:
    environment = {**CLASSROOM50, "GITHUB_OUTPUT": str(folder / "outputs")}
    deliver(report, folder, environment, NOW)
    result: dict[str, Any] = json.loads((folder / "result.json").read_text("utf-8"))
    judge(result)
    return result


@pytest.mark.parametrize(
    ("name", "status"), [("full_marks", "success"), ("mixed", "error"), ("start_failure", "failure")]
)
def test_the_collector_reads_the_points(
    name: str, status: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    report: Report = request.getfixturevalue(name)
    result = delivered(report, tmp_path)
    assert (result["score"], result["max-score"]) == (report.score, report.max_score)
    assert (result["datetime"], result["review"]) == ("2026-06-01T14:32:01Z", CLASSROOM50["COMMIT_URL"])
    assert [row["passed"] for row in result["tests"]] == [
        c.outcome is Outcome.PASSED for c in report.criteria
    ]
    assert all(row["message"] for row in result["tests"] if not row["passed"])
    told = read_outputs((tmp_path / "outputs").read_text())
    assert told["status"] == status
    assert f"{report.score} of {report.max_score} points" in told["summary"]
    assert (tmp_path / "release-body.md").read_text() == render("markdown", report)


def test_what_lay_there_before_is_gone(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("untouched")
    (tmp_path / "result.json").symlink_to(elsewhere)
    (tmp_path / "release-body.md").mkdir()
    clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["elsewhere"]
    assert elsewhere.read_text() == "untouched"


def test_outside_the_runner_the_missing_variables_are_named(full_marks: Report, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ASSIGNMENT, RELEASE_URL not set"):
        deliver(full_marks, tmp_path, {**CLASSROOM50, "ASSIGNMENT": "", "RELEASE_URL": ""}, NOW)


@pytest.mark.parametrize("arguments", [["ci", "classroom50", "app"], ["app", "--format", "classroom50"]])
def test_outside_the_runner_nothing_is_graded(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "app").mkdir()
    monkeypatch.chdir(tmp_path)
    for name in CLASSROOM50:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(grader.grading, "grade", lambda *_, **__: pytest.fail("graded"))
    assert main([*arguments, "--lesson", "q08-status-codes"]) == 2
    assert "CLASSROOM, ASSIGNMENT" in capsys.readouterr().err


def test_no_known_trick_is_obeyed_and_a_long_text_is_cut(tmp_path: Path) -> None:
    for text in each_trick():
        for report in (running(text), not_started(text)):
            result = delivered(report, tmp_path)
            values = [value for row in result["tests"] for value in row.values()]
            assert not any(obeyed(value) for value in values if isinstance(value, str))
    crowd = running("").model_copy(update={"notes": tuple(f"{number} {'x' * 900}" for number in range(200))})
    delivered(crowd, tmp_path)
    assert MOST_BODY // 2 < len((tmp_path / "release-body.md").read_text()) <= MOST_BODY + 100
