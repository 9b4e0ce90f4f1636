"""A bulk download of Moodle, with folders and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.intake.collect import collect
from grader.submission import open_submission
from tests.intake.building import APP, both, inner_zip, intake

ROSTER = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade
Participant 11,Anna Müller,anna@uni.example,Submitted,,100
Participant 12,Bo Li,bo@uni.example,,,100
Participant 13,Cy Oz,cy@uni.example,,,100
Participant 14,Cy Oz,cz@uni.example,,,100
"""
FOLDERS = {
    "Anna Müller_11_assignsubmission_file_/main.py": APP,
    "Anna Müller_11_assignsubmission_onlinetext_/onlinetext.html": "",
    "Group A-Bo Li_99_assignsubmission_file/work.zip": b"",
    "Group A-Bo Li_99_assignsubmission_file/report.pdf": "",
    "Cy Oz_98_assignsubmission_file_/main.py": APP,
}
FLAT = {
    "Anna Müller_11_assignsubmission_file_main.py": APP,
    "Anna Müller_11_assignsubmission_onlinetext_onlinetext.html": "",
    "Group A-Bo Li_99_assignsubmission_file_work.zip": b"",
    "Group A-Bo Li_99_assignsubmission_file_report.pdf": "",
    "Cy Oz_98_assignsubmission_file_main.py": APP,
}


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize("form", [FOLDERS, FLAT])
def test_download(tmp_path: Path, form: dict[str, str | bytes], as_zip: bool) -> None:
    work = inner_zip(tmp_path, ["main.py"])
    source = both(tmp_path, "moodle", {k: work if k.endswith("work.zip") else v for k, v in form.items()})[
        as_zip
    ]
    roster = tmp_path / "Grades.csv"
    roster.write_text(ROSTER, encoding="utf-8-sig")
    with collect([source], roster=roster) as found:
        for one in found.handins:
            with open_submission(one.path) as submission:
                assert (submission.root / "main.py").read_text() == APP
    assert [(one.id, [s.id for s in one.students]) for one in found.handins] == [
        ("anna-muller", ["Participant 11"]),
        ("bo-li", ["Participant 12"]),
        ("cy-oz", ["Participant 98"]),
    ]
    assert [student.id for student in found.absent] == ["Participant 13", "Participant 14"]
    assert [one.why for one in found.unmatched] == [
        "is no file that was handed in, but Moodle's 'onlinetext'",
        "'Cy Oz' may be any of several students of the roster: "
        "Cy Oz (Participant 13), Cy Oz (Participant 14)",
    ]


@pytest.mark.parametrize("as_zip", [False, True])
def test_blind_marking_of_one(tmp_path: Path, as_zip: bool) -> None:
    source = both(tmp_path, "moodle", ["Participant_7_assignsubmission_file_/main.py"])[as_zip]
    (one,) = intake(source).handins
    assert (one.id, one.students[0].id, one.students[0].name) == ("participant-7", "Participant 7", "")
