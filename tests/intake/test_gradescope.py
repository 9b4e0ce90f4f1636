"""An export of Gradescope: groups, missing submitters, Ruby's YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.intake.gradescope import record
from grader.submission import open_submission
from tests.intake.building import APP, both, inner_zip, intake

METADATA = """\
---
submission_101:
  :submitters:
  - :name: Anna Müller
    :sid: 's1'
    :email: anna@uni.example
  :created_at: 2026-05-01 14:03:04.123456789 -08:00
  :score: 3.0
  :results:
    :tests:
    - :output: |-
        submission_999:
          :submitters: []
submission_102:
  :submitters:
  - :name: Bo Li
    :sid:
    :email: bo@uni.example
  - :name: Cy Oz
    :sid: ''
    :email: cy@uni.example
  :created_at: 2026-05-02 00:00:00 Z
submission_103:
  :submitters: []
  :created_at: !ruby/object:Evil {}
submission_104:
  :submitters: [{":name": "Dee
submission_105:
  :submitters: []
"""


@pytest.mark.parametrize("as_zip", [False, True])
def test_export(tmp_path: Path, as_zip: bool) -> None:
    base = "assignment_7_export"
    files = {
        f"{base}/submission_metadata.yml": METADATA,
        f"{base}/submission_101/app/main.py": APP,
        f"{base}/submission_102/work.zip": inner_zip(tmp_path, ["main.py"]),
        f"{base}/submission_103/main.py": APP,
        f"{base}/submission_104/main.py": APP,
        f"{base}/submission_200/main.py": APP,
    }
    source = both(tmp_path, "export", files)[as_zip]
    found = intake(source)
    assert [(one.id, one.label, str(one.submitted)) for one in found.handins] == [
        ("anna-muller", "Anna Müller", "2026-05-01 14:03:04.123456-08:00"),
        ("bo-li-cy-oz", "Bo Li, Cy Oz", "2026-05-02 00:00:00+00:00"),
        ("submission_103", "submission_103", "None"),
        ("submission_104", "submission_104", "None"),
        ("submission_200", "submission_200", "None"),
    ]
    assert [student.id for one in found.handins for student in one.students] == [
        "s1",
        "bo@uni.example",
        "cy@uni.example",
    ]
    assert found.handins[1].path.suffix == ".zip"
    reasons = {one.what.rpartition("/")[2]: one.why for one in found.unmatched}
    assert reasons == {
        "submission_103": "submission_metadata.yml names no submitter",
        "submission_104": "its entry in submission_metadata.yml is no valid YAML",
        "submission_105": "is named in submission_metadata.yml, but there is no such folder",
        "submission_200": "is not named in submission_metadata.yml",
    }


def test_aliases_are_not_expanded() -> None:
    layers = "".join(f"  :a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    people, _ = record(f"  :a0: &a0 [x]\n{layers}  :submitters: *a29\n")
    assert people == ()


def test_everything_can_be_opened(tmp_path: Path) -> None:
    from grader.intake.collect import collect

    files = {
        "submission_metadata.yml": METADATA,
        "submission_101/main.py": APP,
        "submission_102/work.zip": inner_zip(tmp_path, ["main.py"]),
    }
    for source in both(tmp_path, "export", files):
        with collect([source]) as found:
            for one in found.handins:
                with open_submission(one.path) as submission:
                    assert (submission.root / "main.py").read_text() == APP
