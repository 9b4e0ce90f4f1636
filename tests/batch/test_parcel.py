"""What travels is all that is needed, and no more."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from grader.batch.parcel import make_parcel, pack_lessons, unpack_lessons, unpack_submission
from grader.lesson import find_lesson, list_lessons, specs_folder
from grader.snapshot import digest
from grader.submission import open_submission
from tests.batch.fakes import TERMS


def test_a_submission_arrives_whole_when_its_snapshot_is_gone(tmp_path: Path) -> None:
    source = tmp_path / "Zoë Ångström"
    (source / "app" / "empty").mkdir(parents=True)
    (source / "app" / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    lesson = find_lesson(specs_folder(), "q02-first-app")
    with open_submission(source) as opened:
        parcel = make_parcel(opened, [lesson], TERMS)
    assert not opened.root.exists()
    arrived = unpack_submission(parcel, tmp_path / "there")
    assert digest(arrived.root) == opened.digest
    assert arrived.root.name == opened.root.name
    assert dataclasses.replace(arrived, root=opened.root) == opened
    assert parcel.lessons == ("q02-first-app",)


def test_an_interpreter_of_this_machine_stays_here(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch(mode=0o755)
    with open_submission(tmp_path) as opened:
        parcel = make_parcel(opened, [], TERMS)
    assert opened.python is not None
    assert parcel.submission.python is None
    assert "does not travel" in parcel.submission.notes[-1]


def test_lessons_arrive_without_what_gives_them_away(tmp_path: Path) -> None:
    here = list_lessons(specs_folder())
    unpack_lessons(pack_lessons(here), tmp_path)
    there = list_lessons(tmp_path)
    assert [(one.id, one.digest) for one in there] == [(one.id, one.digest) for one in here]
    hidden = {"solution", "alternatives", "mutants"}
    assert not [path for path in tmp_path.glob("*/*") if path.name in hidden]
