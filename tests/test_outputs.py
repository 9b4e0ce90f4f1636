"""Which report goes where."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.outputs import deliver, plan_outputs
from grader.results import Report

CASES = [
    ([], [], ["terminal"], []),
    (["json"], [], ["json"], []),
    ([], ["r.html"], ["terminal"], [("html", "r.html")]),
    (["html"], ["r.html"], [], [("html", "r.html")]),
    (["terminal", "json"], ["r.json", "r.md"], ["terminal"], [("json", "r.json"), ("markdown", "r.md")]),
    (["json"], ["report"], [], [("json", "report")]),
    (["junit", "json"], ["report", "r.xml"], [], [("junit", "r.xml"), ("json", "report")]),
]


@pytest.mark.parametrize(("formats", "outputs", "printed", "written"), CASES)
def test_files_find_their_format(
    formats: list[str], outputs: list[str], printed: list[str], written: list[tuple[str, str]]
) -> None:
    plan = plan_outputs(formats, [Path(name) for name in outputs])
    assert plan.printed == tuple(printed)
    assert sorted(plan.written) == sorted((name, Path(path)) for name, path in written)


def test_a_file_without_a_telling_name_is_asked_back() -> None:
    with pytest.raises(UsageError, match=r"--output report: end the name in \.txt"):
        plan_outputs([], [Path("report")])


def test_a_missing_folder_is_told_before_grading(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        plan_outputs([], [tmp_path / "nowhere" / "report.html"])


def test_several_reports_at_once(tmp_path: Path, mixed: Report, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / f"r{ending}" for ending in (".html", ".json", ".md", ".xml", ".txt")]
    deliver(mixed, plan_outputs([], files), None)
    assert all(path.stat().st_size > 1000 for path in files)
    assert Report.model_validate_json(files[1].read_text()) == mixed
    assert "Score" in capsys.readouterr().out
