"""What a portable copy holds, and what it must not."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path

import pytest

from grader.cli import main
from grader.errors import UsageError
from grader.lesson import Lesson, find_lesson, list_lessons, load_lesson, specs_folder
from grader.services import portable as portables
from grader.services.bundle import write_bundle
from grader.services.gradescope import read_visibility, write_zip
from grader.services.portable import portable, requirements, without_edits

LESSON = "q08-status-codes"


def lesson(name: str = LESSON) -> Lesson:
    return find_lesson(specs_folder(), name)


def test_it_holds_the_grader_and_one_lesson_to_grade() -> None:
    files = portable(lesson(), ["--lesson", LESSON], ["setup.sh"])
    assert list(files) == sorted(files)
    carried = {name.split("/")[3] for name in files if name.startswith("grader/data/specs/")}
    assert carried == {LESSON}
    kinds = {name.split("/")[4] for name in files if name.startswith("grader/data/specs/")}
    assert kinds == {"lesson.toml", "contract.json", "corpus.json", "signatures.json", "checks"}
    assert {"setup.sh", "README.txt", "requirements.txt", "grader/__main__.py"} <= set(files)
    assert not [name for name in files if "__pycache__" in name or name.startswith("grader/data/specs/.")]
    assert files["arguments.txt"] == b"--lesson\nq08-status-codes\n"


@pytest.mark.parametrize("one", list_lessons(specs_folder()), ids=lambda one: one.id)
def test_no_solution_is_in_it(one: Lesson, tmp_path: Path) -> None:
    """Not in a file of its own, and not quoted by an edit; what grading needs of the lesson stays."""
    (tmp_path / one.id).mkdir()
    (tmp_path / one.id / "lesson.toml").write_text(without_edits(one), encoding="utf-8")
    for name, data in portables.judging_files(one):
        path = tmp_path / one.id / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    copy = load_lesson(tmp_path / one.id)
    told = tomllib.loads((copy.root / "lesson.toml").read_text(encoding="utf-8"))
    assert not any({"replace", "with", "variants", "file"} & set(mutant) for mutant in told["mutants"])
    assert copy.criteria == one.criteria
    assert copy.environment == one.environment
    assert copy.needs_app == one.needs_app
    assert [(m.id, m.misconception) for m in copy.mutants] == [(m.id, m.misconception) for m in one.mutants]
    assert not copy.solution.exists()
    assert not copy.alternatives


def test_it_requires_what_the_grader_does() -> None:
    needed = requirements()
    assert any(line.startswith("fastapi[standard]") for line in needed)
    assert not any("extra ==" in line or line.startswith("hypothesis") for line in needed)


def test_an_installed_grader_tells_its_requirements_without_extras(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ["b>=1,<3", "a; python_version < '3'", "c; extra == 'test'"]
    monkeypatch.setattr(portables, "PACKAGE", tmp_path / "grader")
    monkeypatch.setattr("importlib.metadata.requires", lambda _name: told)
    assert requirements() == ('a; python_version < "3"', "b<3,>=1")


def test_the_same_files_give_the_same_zip(tmp_path: Path) -> None:
    files = portable(lesson(), [], ["setup.sh", "run_autograder"])
    for name in ("a.zip", "b.zip"):
        write_zip(tmp_path / name, files)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        programs = [info.filename for info in archive.infolist() if info.external_attr >> 16 & 0o111]
        assert programs == ["run_autograder", "setup.sh"]
        assert archive.namelist() == list(files)


def test_visibility_is_read() -> None:
    asked = ["create-201=hidden", "missing-404=after_due_date", "create-201=visible"]
    assert read_visibility(asked, lesson()) == {"create-201": "visible", "missing-404": "after_due_date"}


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("create-201", "write CRITERION=WHEN"),
        ("create-201=never", "one of visible, after_due_date"),
        ("creat-201=hidden", "did you mean create-201"),
        ("x=hidden", "its criteria are"),
    ],
)
def test_a_wrong_visibility_is_told(text: str, mend: str) -> None:
    with pytest.raises(UsageError, match=mend):
        read_visibility([text], lesson())


def test_a_bundle_is_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "todo"
    assert main(["classroom50-bundle", LESSON, str(folder)]) == 0
    assert (folder / "autograder.py").is_file()
    assert not (folder / "setup.sh").exists()
    assert (folder / "grader/data/specs" / LESSON / "checks").is_dir()
    assert main(["classroom50-bundle", LESSON, str(folder)]) == 2
    with pytest.raises(UsageError, match="larger than"):
        write_bundle(tmp_path / "large", {"a": bytes(11 * 1024 * 1024)})


def test_a_zip_of_a_lesson_of_ones_own(tmp_path: Path) -> None:
    specs = tmp_path / "specs"
    (specs / "mine").mkdir(parents=True)
    (specs / "mine" / "lesson.toml").write_text(
        'title = "Mine"\n[[criteria]]\nid = "a"\ntitle = "A"\npoints = 100\nhint = "H"\n'
        'live = ["never_500"]\n'
    )
    target = tmp_path / "mine.zip"
    options = ["--specs", str(specs), "--out", str(target), "--visibility", "a=hidden", "--require-isolation"]
    assert main(["gradescope-zip", "mine", *options, "hardened"]) == 0
    with zipfile.ZipFile(target) as archive:
        assert "grader/data/specs/mine/lesson.toml" in archive.namelist()
        told = archive.read("arguments.txt").decode().split("\n")
        assert {"mine", "hardened", "--visibility=a=hidden"} <= set(told)
    assert main(["gradescope-zip", "mine", *options, "container"]) == 2
