"""Drafting a lesson from beginning to end, and what an author is told instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.drafting import draft_lesson, proving
from grader.errors import LessonError
from grader.lesson import load_lesson
from grader.verification.check import Options, check_lesson
from grader.warm import WarmRunner

NOTES = '''"""Notes."""

from fastapi import FastAPI
from pydantic import BaseModel

api = FastAPI()
notes = []


class Note(BaseModel):
    text: str


@api.post("/notes", status_code=201)
def add(note: Note) -> dict[str, int | str]:
    \"\"\"Add a note, with a \\\\ in its docstring.\"\"\"
    notes.append(note.text)
    return {"id": len(notes), "text": note.text}
'''
REFUSED = {
    "id": ("Notes", NOTES, "'Notes' is no lesson id; write small letters"),
    "path as id": ("../notes", NOTES, "is no lesson id"),
    "no app": ("notes", "x = 1\n", "no FastAPI app here; --from takes the folder"),
    "not Python": ("notes", "def (:\n", "main.py:1:"),
    "does not start": ("notes", NOTES + "\nraise SystemExit(1)\n", "the solution does not start"),
    "no operation": ("notes", "from fastapi import FastAPI\n\napp = FastAPI()\n", "the app has no operation"),
    "nothing to draft": (
        "notes",
        "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/')\ndef crash():\n    return 1 / 0\n",
        "nothing in it can be drafted: GET /",
    ),
}


def write(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "main.py").write_text(text)
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "main.pyc").write_bytes(b"old")
    return folder


@pytest.mark.slow
def test_draft_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "MOST_TRIED", 12)  # more would only take longer
    solution = write(tmp_path / "mine", NOTES.replace("\n", "\r\n"))
    specs = tmp_path / "specs"
    (specs / "q20-small-notes").mkdir(parents=True)
    told = draft_lesson("q20-small-notes", solution, specs)
    lesson = load_lesson(specs / "q20-small-notes")
    assert lesson.title == "Small notes"
    assert "add" in {criterion.id for criterion in lesson.criteria}
    assert "the FastAPI object called `api`" in lesson.assignment
    assert not (lesson.solution / "__pycache__").exists()
    with WarmRunner() as run:
        checked = check_lesson(lesson.root, run, Options())
    assert checked.problems == ()
    assert len(lesson.mutants) >= 3
    assert all(mutant.because for mutant in lesson.mutants if len(mutant.kills) > 1)
    assert "It holds" in told
    assert "at least two other correct solutions" in told


@pytest.mark.parametrize(("lesson_id", "text", "message"), REFUSED.values(), ids=REFUSED)
def test_refused_and_nothing_left(tmp_path: Path, lesson_id: str, text: str, message: str) -> None:
    solution = write(tmp_path / "mine", text)
    with pytest.raises(LessonError) as error:
        draft_lesson(lesson_id, solution, tmp_path / "specs")
    assert message in str(error.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine"]


def test_one_of_several_apps_must_be_named(tmp_path: Path) -> None:
    solution = write(tmp_path / "mine", "")
    for name in ("first.py", "second.py"):
        (solution / name).write_text(NOTES)
    told = r"several apps \(first.py:api, second.py:api\); keep one, or name it"
    with pytest.raises(LessonError, match=told):
        draft_lesson("notes", solution, tmp_path / "specs")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    solution = write(tmp_path / "mine", NOTES)
    kept = write(tmp_path / "notes", "kept")
    with pytest.raises(LessonError, match="is there already"):
        draft_lesson("notes", solution, tmp_path)
    assert (kept / "main.py").read_text() == "kept"
