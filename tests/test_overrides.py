"""An instructor's decisions replace what the grader proposed, and say so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.cli import main
from grader.errors import UsageError
from grader.overrides import Override, decide, load_overrides
from grader.reporting import wording
from grader.results import CriterionResult, Outcome, Report


def proposed(report: Report) -> Report:
    criteria = (
        CriterionResult(id="choice", title="Choice", outcome=Outcome.PASSED, max_points=40),
        CriterionResult(id="reason", title="Reason", outcome=Outcome.FAILED, max_points=60, review=True),
    )
    return report.model_copy(update={"criteria": criteria, "start_failure": None, "starts_reliably": True})


def override(report: Report, **changes: object) -> Override:
    given = {"submission": report.submission.name, "criterion": "reason", "points": 60, "because": "It does."}
    return Override.model_validate(given | changes)


def test_a_decision_takes_the_place_of_the_proposal(mixed: Report) -> None:
    before = proposed(mixed)
    assert (before.score, before.needs_review) == (40, True)
    after = decide(before, [override(before, by="M. Okafor")])
    assert (after.score, after.needs_review, after.full_marks) == (100, False, True)
    (section,) = wording.sections(after)
    assert wording.price(section) == "60 of 60 points, as decided"
    told = wording.findings(section)[0]
    assert (told.title, told.message) == ("Decided by M. Okafor", "It does.")


@pytest.mark.parametrize(("criterion", "points", "score"), [("reason", 45, 85), ("choice", 0, 0)])
def test_a_decision_may_give_a_part_or_take_away(
    mixed: Report, criterion: str, points: int, score: int
) -> None:
    report = proposed(mixed)
    after = decide(report, [override(report, criterion=criterion, points=points)])
    assert after.score == score
    assert after.needs_review is (criterion == "choice")
    assert {c.id: c.outcome for c in after.criteria}[criterion] is Outcome.FAILED


def test_decisions_on_something_else_are_passed_over(mixed: Report) -> None:
    report = proposed(mixed)
    others = [override(report, submission="somebody"), override(report, lesson="another", criterion="x")]
    assert decide(report, others) == report


def test_a_decision_on_another_version_is_noted(mixed: Report) -> None:
    report = proposed(mixed)
    after = decide(report, [override(report, digest="0000")])
    assert after.score == 40
    assert "another version and is not applied" in after.notes[-1]
    same = override(report, digest=report.submission.digest[:8])
    assert decide(report, [same]).score == 100


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([{"criterion": "raeson"}], r"criterion 'raeson': the lesson .* has choice, reason"),
        ([{"points": 61}], "61 points; 60 are the most"),
        ([{}, {"points": 0}], "decided twice; remove one"),
    ],
)
def test_a_wrong_decision_is_refused(mixed: Report, changes: list[dict[str, object]], message: str) -> None:
    report = proposed(mixed)
    with pytest.raises(UsageError, match=message):
        decide(report, [override(report, **change) for change in changes])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[overrides]]\nsubmission = 'a'\n", r"toml:1: overrides\.0\.criterion: missing; add it"),
        (
            '[[overrides]]\nsubmission = "a"\ncriterion = "b"\npoints = 1.5\nbecause = "c"\n',
            r"toml:1: overrides\.0: points: 1\.5 for the criterion 'b'; write a whole number",
        ),
        ("[[override]]\n", r"toml:1: override: unknown key"),
        ("x =", "not valid TOML"),
        (None, "no such file"),
    ],
)
def test_a_wrong_file_is_told_with_its_mend(tmp_path: Path, text: str | None, message: str) -> None:
    path = tmp_path / "decisions.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageError, match=message):
        load_overrides(path)


def test_decisions_are_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(
        "\ufeffStudent;criterion;points;reason;by\n"
        'ito;reason;15;"It names;\nthe admin.";M. Okafor\n\n'
        "lee;;82,5;Oral exam.;\n",
        encoding="utf-8",
    )
    first, second = load_overrides(path)
    assert (first.submission, first.criterion, first.points, first.by) == ("ito", "reason", 15, "M. Okafor")
    assert (first.because, first.place) == ("It names;\nthe admin.", f"{path}:2")
    assert (second.criterion, second.points, second.place) == ("", 82.5, f"{path}:5")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("student,points,reason\n", r"csv:1: no column 'criterion'; the first line is student,criterion"),
        ("", "csv:1: no column 'student'"),
        ("student,criterion,points,reason,note\n", "csv:1: unknown column 'note'; the columns are student"),
        ("student,criterion,points,reason,by,by\n", "csv:1: the column 'by' is there twice"),
        ("student,criterion,points,reason\nito,x,-1,no\n", "csv:2: points: '-1'; write a number, 0 or more"),
        ("student,criterion,points,reason\nito,x,,no\n", "csv:2: points: ''; write a number"),
        (
            "student,criterion,points,reason\nito,x,1.5,no\n",
            "csv:2: points: 1.5 for the criterion 'x'; write a whole",
        ),
        ("student,criterion,points,reason\n\nito,x,1\n", "csv:3: reason: empty; write it"),
        ("student,criterion,points,reason\nito,x,1,a,b\n", "csv:2: more cells than columns"),
        ('student,criterion,points,reason\nito,x,1,"no\n', "csv:2: not valid CSV"),
        ("student,criterion,points,reason\nito,x,1,\xe9\n", "not UTF-8; save it as 'CSV UTF-8'"),
    ],
)
def test_a_wrong_table_is_told_with_its_mend(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError, match=message):
        load_overrides(path)
    with pytest.raises(UsageError, match="no such file"):
        load_overrides(tmp_path / "absent.csv")


def test_the_score_as_a_whole_is_noted_on_the_report(mixed: Report) -> None:
    report = proposed(mixed)
    after = decide(report, [override(report, criterion="", points=99.5, by="M. Okafor")])
    assert after.criteria == report.criteria
    assert after.verdict[-1] == "The score as a whole was decided by M. Okafor: 99.5 of 100 points. It does."


def test_the_command_applies_decisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "ito"
    folder.mkdir()
    (folder / "answers.toml").write_text(
        'lesson = "m1e1-choose-a-framework"\n[project-a]\nreason = "Its back end does the job for me."\n'
    )
    decisions = tmp_path / "decisions.toml"
    decisions.write_text(
        '[[overrides]]\nsubmission = "ito"\ncriterion = "project-a-reason"\npoints = 15\nbecause = "Fine."\n'
    )
    arguments = ["submission", str(folder), "--format", "json"]
    assert main([*arguments, "--overrides", str(decisions)]) == 1
    report = json.loads(capsys.readouterr().out)
    decided = {c["id"]: c["points"] for c in report["criteria"]}["project-a-reason"]
    assert (decided, report["score"]) == (15, 15)
