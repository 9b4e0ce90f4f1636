"""Hand-ins that a teacher has laid together: what is one, what is a class, what is left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.intake.collect import collect
from grader.submission import open_submission
from tests.intake.building import APP, both, folder, inner_zip, intake, zipped

LESSONS = ("any-fastapi-app", "q03-path-parameters", "q04-query-parameters")


def ids(*sources: Path, lessons: tuple[str, ...] = ()) -> list[str]:
    return [one.id for one in intake(*sources, lessons=lessons).handins]


@pytest.mark.parametrize("as_zip", [False, True])
@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["ann/main.py", "bo.py", "cy.zip", "Dee Doe/x/server.py"], ["ann", "bo", "cy", "dee-doe"]),
        (["main.py", "models.py", "routers/items.py"], ["class"]),
        (["app/main.py", "tests/test_app.py"], ["class"]),
        (["pyproject.toml", "service/main.py"], ["class"]),
        (["answers.toml"], ["class"]),
        (["main.py", "ann/main.py", "bo/app/main.py"], ["ann", "bo", "main"]),
        (["requirements.txt", "ann/main.py", "bo/main.py"], ["ann", "bo"]),
        (["download/ann/main.py", "download/bo/main.py"], ["ann", "bo"]),
        (["todo-ann/main.py", "todo-bo/main.py"], ["ann", "bo"]),
        ([".git/x", "__MACOSX/ann", ".x/main.py", "ann/main.py", "bo/main.py"], ["ann", "bo"]),
        (
            ["results/batch.json", "results/index.html", "ann/batch.json", "ann/main.py", "bo/main.py"],
            ["ann", "bo"],
        ),
    ],
)
def test_one_or_a_class(tmp_path: Path, files: list[str], expected: list[str], as_zip: bool) -> None:
    assert ids(both(tmp_path, "class", files)[as_zip]) == expected


def test_names_that_differ_by_case(tmp_path: Path) -> None:
    files = ["Ann/main.py", "ann/x.py", "bo/main.py"]
    assert ids(zipped(tmp_path / "class.zip", files)) == ["ann-17239b6e", "ann-49915e0d", "bo"]


def test_a_source_may_be_a_file(tmp_path: Path) -> None:
    folder(tmp_path, {"ann.py": APP, "answers.toml": "", "work/cy.zip": inner_zip(tmp_path, ["x/main.py"])})
    assert ids(tmp_path / "ann.py", tmp_path / "answers.toml", tmp_path / "work" / "cy.zip") == [
        "ann",
        "answers-toml",
        "cy",
    ]


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_folder_per_lesson(tmp_path: Path, as_zip: bool) -> None:
    files = ["q03-path-parameters/ann/main.py", "Q4/ann/main.py", "Q4/bo.py", "any/main.py", "cy/main.py"]
    found = intake(both(tmp_path, "class", files)[as_zip], lessons=LESSONS)
    assert [(one.id, one.lesson) for one in found.handins] == [
        ("ann-q03-path-parameters", "q03-path-parameters"),
        ("ann-q04-query-parameters", "q04-query-parameters"),
        ("any", ""),
        ("bo-q04-query-parameters", "q04-query-parameters"),
        ("cy", ""),
    ]


def test_the_source_is_called_like_a_lesson(tmp_path: Path) -> None:
    sources = [
        folder(tmp_path / name, ["ann/main.py", "bo/main.py"]) for name in ("q03", "q04-query-parameters")
    ]
    assert [one.lesson[:3] for one in intake(*sources, lessons=LESSONS).handins] == [
        "q03",
        "q04",
        "q03",
        "q04",
    ]


def test_roster(tmp_path: Path) -> None:
    source = folder(
        tmp_path / "class",
        ["s1/main.py", "bo_li.py", "Bo Li/main.py", "stranger/main.py", "junk.txt", "void/"],
    )
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name,submitted\ns1,Ann,2026-05-01T10:00Z\ns2,Bo Li,\ns3,Cy,\n")
    found = intake(source, roster=roster)
    assert [(one.id, one.label, one.students[0].enrolled, str(one.submitted)) for one in found.handins] == [
        ("bo-li", "Bo Li", True, "None"),
        ("bo_li", "Bo Li", True, "None"),
        ("s1", "Ann", True, "2026-05-01 10:00:00+00:00"),
        ("stranger", "stranger", False, "None"),
    ]
    assert [student.id for student in found.absent] == ["s3"]
    assert [(one.what, one.why) for one in found.unmatched] == [
        ("class/junk.txt", "cannot be graded: it is no folder, .zip, .py or file of answers"),
        ("class/void", "is empty, or cannot be read"),
        ("class/stranger", "'stranger' is not on the roster"),
        (
            "class/Bo Li",
            "Bo Li handed in more than once, and nothing tells which is the newest: see class/bo_li.py",
        ),
        (
            "class/bo_li.py",
            "Bo Li handed in more than once, and nothing tells which is the newest: see class/Bo Li",
        ),
    ]


def test_a_group_and_one_of_it(tmp_path: Path) -> None:
    metadata = """\
submission_1:
  :submitters: [{":name": Ann, ":sid": s1}, {":name": Bo, ":sid": s2}]
  :created_at: 2026-05-01 10:00:00 Z
submission_2:
  :submitters: [{":name": Ann, ":sid": s1}]
  :created_at: 2026-05-02 10:00:00 Z
submission_3:
  :submitters: [{":name": Cy, ":sid": s3}]
  :created_at: 2026-05-03 10:00:00 Z
submission_4:
  :submitters: [{":name": Cy, ":sid": s3}]
  :created_at: 2026-05-03 11:00:00 +02:00
"""
    files = {f"submission_{number}/main.py": APP for number in range(1, 5)}
    found = intake(folder(tmp_path / "export", {"submission_metadata.yml": metadata} | files))
    assert [(one.id, one.folder) for one in found.handins] == [
        ("ann", "submission_2"),
        ("ann-bo", "submission_1"),
        ("cy", "submission_3"),
    ]
    assert [one.what for one in found.unmatched] == [f"export/submission_{number}" for number in (1, 2, 4)]


def test_the_same_in_every_run_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))
    source = zipped(tmp_path / "class.zip", ["ann/main.py", "ANN/main.py", "bo/main.py"])
    with collect([source, source]) as first:
        assert all(one.path.exists() for one in first.handins)
    assert [one.id for one in first.handins] == ids(source)
    assert list(private.iterdir()) == []


def test_links_are_not_followed(tmp_path: Path) -> None:
    source = folder(tmp_path / "class", ["ann/main.py"])
    folder(tmp_path / "secret", ["main.py"])
    (source / "bo").symlink_to(tmp_path / "secret")
    (source / "cy.py").symlink_to(tmp_path / "secret" / "main.py")
    os.mkfifo(source / "pipe.py")
    found = intake(source)
    assert [one.id for one in found.handins] == ["ann"]
    assert [one.what for one in found.unmatched] == ["class/bo", "class/cy.py", "class/pipe.py"]


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    source = folder(tmp_path / "class", ["ann/main.py"])
    try:
        (source / os.fsdecode(b"b\xff")).mkdir()
    except OSError:
        pytest.skip("this file system takes valid names only")
    assert [(one.what, one.why) for one in intake(source).unmatched] == [
        ("class/b\\udcff", "its name is not valid UTF-8; rename it")
    ]


@pytest.mark.parametrize(
    ("files", "source", "expected"),
    [
        ([], "missing", "There is no"),
        ([], "class", "class holds nothing to grade"),
        (["class/notes.txt"], "class", "holds nothing to grade (class/notes.txt cannot be graded"),
        (["class/batch.json"], "class", "class holds results"),
        (["class.txt"], "class.txt", "'class.txt' cannot be graded"),
        (["class.zip"], "class.zip", "class.zip is broken or no zip file"),
    ],
)
def test_sources_that_cannot_be_used(tmp_path: Path, files: list[str], source: str, expected: str) -> None:
    folder(tmp_path, ["class/.hidden"])
    folder(tmp_path, files)
    with pytest.raises(UsageError) as error, collect([tmp_path / source]):
        pass
    assert expected in str(error.value)
    assert str(tmp_path) not in str(error.value).replace(str(tmp_path / "missing"), "")


def test_a_zip_is_graded_as_the_folder_is(tmp_path: Path) -> None:
    digests = []
    for source in both(tmp_path, "class", ["ann/main.py", "ann/lib/x.py", "bo/main.py"]):
        with collect([source]) as found, open_submission(found.handins[0].path) as submission:
            digests.append(submission.digest)
    assert len(set(digests)) == 1
