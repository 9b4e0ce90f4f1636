"""What `grade` makes of a submission's requirements."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from grader.cli import main
from grader.preparing import with_requirements
from grader.submission import open_submission
from tests.requirements.conftest import Index


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "app").mkdir(parents=True)
    (root / "app" / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    (root / "app" / "requirements.txt").write_text("-e .\nlamp\n")
    (root / "requirements.txt").write_text("shade\n")
    return root


def test_packages_and_notes_come_with_the_submission(submission: Path, index: Index) -> None:
    index.wheel("lamp")
    with open_submission(submission) as opened:
        ready = with_requirements(opened, "allow-list", frozenset({"lamp"}))
    assert ready.packages is not None
    assert (ready.packages / "lamp.py").is_file()
    assert ready.notes == (
        "app/requirements.txt, line 1: `-e .` is not installed: only names of packages are.",
    )


def test_an_interpreter_of_its_own_has_them_already(submission: Path) -> None:
    with open_submission(submission, python=Path(sys.executable)) as opened:
        assert with_requirements(opened, "any-wheel", frozenset()) is opened


def test_a_list_that_is_no_list(submission: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "own.txt").write_text("lamp>=1\n")
    assert main([str(submission), "--allow-requirements", str(tmp_path / "own.txt")]) == 2
    assert "own.txt:1: 'lamp>=1' is no name of a package" in " ".join(capsys.readouterr().err.split())
