"""What students read of a mark, and what a teacher uploads."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.batch.batch import Batch, Lessons
from grader.batch.manifest import Marking, load_manifest
from grader.batch.publish import Wanted, publish
from grader.errors import UsageError
from grader.gradebook.late import LateRule
from grader.intake.collect import collect
from grader.overrides import Override
from tests.batch.fakes import TERMS, Course, FakeBackend, write_class

RULE = LateRule(due=datetime(2026, 5, 1, tzinfo=UTC), per_day=10)


def finished(course: Course, roster: str = "", marking: Marking | None = None) -> Batch:
    path = course.results.parent / "roster.csv"
    path.write_text(roster or "id,name,submitted\nada,Ada L,2026-05-02T12:00Z\nbob,Bob T,2026-04-30T12:00Z\n")
    with collect([course.sources], roster=path) as intake:
        batch = Batch(course.results, intake, TERMS, Lessons(course.specs, "answers"))
        batch.open(regrade=False, marking=lambda kept: marking or kept)
        list(batch.grade(FakeBackend()))
    return batch


def test_lateness_and_decisions_are_told_to_the_student_and_leave_the_report_alone(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1", bob="b = 1")
    batch = finished(course, marking=Marking(late=RULE))
    stored = {path: path.read_bytes() for path in (course.results / "reports").rglob("*.json")}
    decision = Override(
        submission="bob", criterion="", points=95.5, because="A fine *talk*.", place="x.csv:2"
    )
    made = publish(course.results, batch.manifest, Wanted(overrides=[decision]))
    assert [(mark.proposed, mark.score, mark.final) for mark in made.marks] == [
        (100, 100, 80),
        (100, 95.5, 95.5),
    ]
    pages = {
        name: (course.results / "feedback" / name / "feedback.md").read_text() for name in ("ada", "bob")
    }
    assert "2 days late: 20 points off; the final score is 80 of 100." in pages["ada"]
    assert r"decided: 95.5 of 100 points. A fine \*talk\*." in pages["bob"]
    assert {path: path.read_bytes() for path in stored} == stored


def test_a_late_rule_is_kept_by_later_runs(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    finished(course, marking=Marking(late=RULE, title="Spring"))
    assert finished(course).manifest.marking == Marking(late=RULE, title="Spring")


def test_what_is_done_stays_known_when_a_run_begins_again(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    finished(course)
    with collect([course.sources]) as intake:
        Batch(course.results, intake, TERMS, Lessons(course.specs, "answers")).open(regrade=False)
    kept = load_manifest(course.results)
    assert kept is not None
    assert list(kept.done) == ["ada"]


def test_a_report_that_is_gone_is_no_zero(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    batch = finished(course)
    for path in (course.results / "reports").rglob("*.json"):
        path.unlink()
    mark = publish(course.results, batch.manifest, Wanted()).marks[0]
    assert (mark.final, mark.problem) == (None, "its report is gone; run the batch again")


def test_moodle_gets_its_own_folders_back(tmp_path: Path) -> None:
    course = Course(tmp_path)
    folder = course.sources / "Ada L_71_assignsubmission_file"
    folder.mkdir(parents=True)
    (folder / "main.py").write_text("a = 1")
    batch = finished(
        course, roster="Identifier,Full name,Email address\nParticipant 71,Ada L,a@uni.example\n"
    )
    publish(course.results, batch.manifest, Wanted())
    with zipfile.ZipFile(course.results / "moodle-feedback.zip") as archive:
        assert archive.namelist() == ["Ada L_71_assignsubmission_file/feedback.html"]
        assert b"Ada L" in archive.read(archive.namelist()[0])


def test_a_wrong_template_is_told(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    batch = finished(course)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "report.md.j2").write_text("{{ report.nothing }}")
    with pytest.raises(UsageError, match=r"template report.md.j2"):
        publish(course.results, batch.manifest, Wanted(templates=tmp_path / "own"))


def test_a_decision_on_what_has_changed_since_asks_for_review(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1", bob="b = 1")
    decision = Override(submission="ada", criterion="second", points=10, because="Half.", place="o.csv:2")
    wanted = Wanted(overrides=[decision])
    assert publish(course.results, finished(course).manifest, wanted).marks[0].review == ()
    write_class(course.sources, ada="a = 2")
    marks = publish(course.results, finished(course).manifest, wanted).marks
    assert [mark.review for mark in marks] == [
        ("o.csv:2: decided on another version; to confirm it write its reason anew",),
        (),
    ]
    confirmed = Wanted(overrides=[decision.model_copy(update={"because": "Still half."})])
    manifest = load_manifest(course.results)
    assert manifest is not None
    assert publish(course.results, manifest, confirmed).marks[0].review == ()


def test_what_is_left_open_is_told(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    batch = finished(course, roster="id,name\nada,Ada L\n", marking=Marking(late=RULE))
    (course.results / "canvas.filled.csv").touch()
    remarks = publish(course.results, batch.manifest, Wanted()).remarks
    assert remarks["Lateness"][0] == "when 1 of 1 were handed in is not known: nothing is taken off there"
    assert remarks["Older than these scores, give --fill again"] == ["canvas.filled.csv"]


def test_two_hand_ins_of_one_student_are_for_a_person_to_choose(tmp_path: Path) -> None:
    course = Course(tmp_path)
    write_class(course.sources / "a", ada="a = 1")
    write_class(course.sources / "b", ada="a = 2")
    with collect([course.sources / "a", course.sources / "b"]) as intake:
        batch = Batch(course.results, intake, TERMS, Lessons(course.specs, "answers"))
        batch.open(regrade=False)
        list(batch.grade(FakeBackend()))
    reasons = [mark.review for mark in publish(course.results, batch.manifest, Wanted()).marks]
    assert reasons == [("handed in more than once, and nothing tells which is the newest",)] * 2


def test_pages_are_made_though_a_file_cannot_be_filled(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    batch = finished(course)
    canvas = tmp_path / "canvas.csv"
    canvas.write_text("Student,ID,SIS User ID,SIS Login ID,Section,One (1),Two (2)\nAda L,1,ada,ada,A,,\n")
    with pytest.raises(UsageError, match="--column"):
        publish(course.results, batch.manifest, Wanted(fills=[canvas]))
    assert (course.results / "index.html").is_file()
    assert not (course.results / "canvas.filled.csv").exists()
