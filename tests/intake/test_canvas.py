"""A bulk download of Canvas: loose files come together, versions are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.intake.collect import collect
from grader.submission import open_submission
from tests.intake.building import both, folder, inner_zip, intake

ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,Todo API (123456)
    Points Possible,,,,,100
"Müller, Anna",11,s11,anna@uni.example,A,
"Li, Bo",12,s12,bo@uni.example,A,
"Test, Student",,,,,
"Student, Test",99,,x,A,
"Away, Far",13,s13,far@uni.example,B,
"""


@pytest.mark.parametrize("as_zip", [False, True])
def test_download(tmp_path: Path, as_zip: bool) -> None:
    files: dict[str, str | bytes] = {
        "mulleranna_11_900_main.py": "old",
        "mulleranna_11_905_main-1.py": "app = 1",
        "mulleranna_11_906_models.py": "x = 1",
        "libo_LATE_12_901_project.zip": inner_zip(tmp_path, {"main.py": "bo"}),
        "anon_x1_902_main-2.py": "anonymous",
        "doe_77_903_LATE_12_1_x.py": "a name that poses",
        "notes.txt": "",
    }
    source = both(tmp_path, "submissions", files)[as_zip]
    roster = tmp_path / "grades.csv"
    roster.write_text(ROSTER)
    with collect([source], roster=roster) as found:
        texts = {}
        for one in found.handins:
            with open_submission(one.path) as submission:
                texts[one.id] = {path.name: path.read_text() for path in submission.root.iterdir()}
    assert texts == {
        "anna-muller": {"main.py": "app = 1", "models.py": "x = 1"},
        "bo-li": {"main.py": "bo"},
        "anon_x1": {"main.py": "anonymous"},
        "doe": {"LATE_12_1_x.py": "a name that poses"},
    }
    assert [one.id for one in found.handins if one.late] == ["bo-li"]
    assert [student.id for student in found.absent] == ["13"]
    assert [one.what.rpartition("/")[2] for one in found.unmatched] == ["notes.txt", "doe_77", "anon_x1"]
    assert found.handins[0].notes == ("Handed in again; older files left out: main.py.",)


def test_parts_are_no_versions(tmp_path: Path) -> None:
    source = folder(tmp_path / "d", ["ann_1_5_part-1.py", "ann_1_6_part-2.py", "ann_1_7_data-1.json"])
    with collect([source]) as found:
        (one,) = found.handins
        assert sorted(path.name for path in one.path.iterdir()) == ["data-1.json", "part-1.py", "part-2.py"]


def test_the_newest_of_two_downloads(tmp_path: Path) -> None:
    sources = [folder(tmp_path / name, [f"ann_1_{n}_main.py"]) for name, n in (("first", 5), ("second", 10))]
    found = intake(*sources)
    assert [one.folder for one in found.handins] == ["ann_1"]
    assert [(one.what, one.why) for one in found.unmatched] == [
        ("first/ann_1", "is older than second/ann_1 of ann, which is graded instead")
    ]


def test_names_that_lead_out(tmp_path: Path) -> None:
    source = folder(tmp_path / "d", ["ann_1_5_.."])
    with collect([source]) as found:
        assert [path.name for path in found.handins[0].path.iterdir()] == ["ann_1_5_.."]
