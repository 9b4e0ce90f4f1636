"""The skeleton that a student begins with."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from grader.cli import main
from grader.discovery.finder import discover
from grader.errors import UsageError
from grader.lesson import list_lessons, load_lesson, specs_folder
from grader.starter import write_starter
from tests.verification.toy import write_toy

LESSONS = list_lessons(specs_folder())


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_starter_has_assignment_app_and_lesson(lesson: object, tmp_path: Path) -> None:
    lesson = load_lesson(lesson.root)  # type: ignore[attr-defined]
    folder = write_starter(lesson, tmp_path / "mine")
    assert (folder / "assignment.md").read_text() == lesson.assignment
    assert tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["grade"]["lesson"] == lesson.id
    assert discover(folder).app == (discover(lesson.solution).app if lesson.needs_app else None)
    assert "grade ." in (folder / "README.md").read_text()


def test_the_app_lies_where_the_solution_has_it(tmp_path: Path) -> None:
    root = write_toy(tmp_path)
    (root / "solution" / "app").mkdir()
    (root / "solution" / "app" / "__init__.py").touch()
    (root / "solution" / "main.py").rename(root / "solution" / "app" / "server.py")
    folder = write_starter(load_lesson(root), tmp_path / "mine")
    assert (folder / "app" / "server.py").exists()
    assert (folder / "app" / "__init__.py").exists()
    assert "fastapi dev app/server.py" in (folder / "README.md").read_text()


def test_a_lesson_may_bring_its_own_starter(tmp_path: Path) -> None:
    root = write_toy(tmp_path)
    (root / "starter").mkdir()
    (root / "starter" / "main.py").write_text("from helpers import app\n")
    (root / "starter" / "helpers.py").write_text("app = 1\n")
    folder = write_starter(load_lesson(root), tmp_path / "mine")
    assert (folder / "main.py").read_text() == "from helpers import app\n"
    assert (folder / "helpers.py").exists()
    assert (folder / "assignment.md").exists()


def test_no_work_is_ever_overwritten(tmp_path: Path) -> None:
    root = write_toy(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "main.py").write_text("precious = True\n")
    with pytest.raises(UsageError, match="is not empty"):
        write_starter(load_lesson(root), tmp_path / "mine")
    assert (tmp_path / "mine" / "main.py").read_text() == "precious = True\n"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_toy(tmp_path)
    target = tmp_path / "mine"
    assert main(["starter", "toy", str(target), "--specs", str(tmp_path)]) == 0
    assert f"grade {target}" in capsys.readouterr().out
    assert main(["starter", "toy", str(target), "--specs", str(tmp_path)]) == 2
    assert "is not empty" in capsys.readouterr().err
