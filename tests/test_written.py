"""A lesson that is answered in writing, from the command line to the report: no app is ever started."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from grader.lesson import load_lesson
from grader.runner import run_checks
from grader.starter import empty_answers
from grader.verification.check import Options, check_lesson

LESSON = """title = "Tools"

[[criteria]]
id = "tool"
title = "The tool fits"
points = 40
hint = "Think of the teeth."
answer = "plank.tool"

[[criteria]]
id = "reason"
title = "The reason fits"
points = 60
hint = "What is a plank made of?"
answer = "plank.reason"
review = "failed"

[[mutants]]
id = "nailed"
misconception = "You may have thought that force helps. It splits the plank."
file = "answers.toml"
replace = "Saw"
with = "Hammer"
kills = ["tool"]

[[mutants]]
id = "denied"
misconception = "You may have turned a sentence around. Read it once more."
file = "answers.toml"
replace = "is made of wood"
with = "is not made of wood"
kills = ["reason"]
"""
QUESTIONS = """[[questions]]
id = "plank.tool"
kind = "choice"
prompt = "A plank is too long.\\nWhich tool?"
choices = ["Hammer", "Saw"]
right = ["Saw"]

[[questions]]
id = "plank.reason"
kind = "text"
prompt = "Why?"
concepts = [{ id = "wood", about = "what is cut", any = ["wood"] }]
"""
ANSWERS = '[plank]\ntool = "Saw"\nreason = "The plank is made of wood."\n'
FILES = {
    "lesson.toml": LESSON,
    "questions.toml": QUESTIONS,
    "assignment.md": "# Tools\n",
    "solution/answers.toml": ANSWERS,
    "alternatives/markdown/answers.md": "---\nplank:\n  tool: saw\n---\n## plank.reason\nIt cuts up wood.\n",
}


@pytest.fixture
def specs(tmp_path: Path) -> Path:
    for name in ("tools", "others"):
        for file, text in FILES.items():
            path = tmp_path / "specs" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text if name == "tools" else text.replace("plank", "nail"))
    return tmp_path / "specs"


def hand_in(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "answers.toml").write_text(text)
    return folder


def graded(path: Path, specs: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, Any]:
    code = main(["submission", str(path), "--specs", str(specs), "--format", "json", *options])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def outcomes(report: Any) -> dict[str, tuple[str, bool]]:
    return {c["id"]: (c["outcome"], c["review"]) for c in report["criteria"]}


def test_full_marks_without_any_app(specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = hand_in(tmp_path / "mine", 'lesson = "tools"\n' + ANSWERS)
    code, report = graded(folder, specs, capsys)
    assert (code, report["score"], report["needs_review"]) == (0, 100, False)
    assert report["start_failure"] is None
    assert report["submission"]["app"] == report["submission"]["python"] == ""
    assert graded(folder / "answers.toml", specs, capsys)[0] == 0


def test_the_lesson_is_told_by_the_questions_that_are_answered(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = graded(hand_in(tmp_path / "mine", ANSWERS.replace("Saw", "Hammer")), specs, capsys)
    assert (code, report["lesson"]["id"]) == (1, "tools")
    assert "chosen by the questions" in report["lesson"]["chosen"]


def test_answers_that_tell_no_lesson_ask_for_its_name(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submission", str(hand_in(tmp_path / "mine", "x = 1\n")), "--specs", str(specs)]) == 2
    told = capsys.readouterr().err
    assert 'Write lesson = "ID" at the top of answers.toml, or choose with --lesson ID' in told
    assert "others, tools" in told
    assert main(["submission", str(hand_in(tmp_path / "mine", "x = \n")), "--specs", str(specs)]) == 2
    assert "answers.toml, line 1: not valid TOML" in capsys.readouterr().err


def test_only_a_reason_that_was_given_and_failed_asks_for_review(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ANSWERS.replace("is made of wood", "is very long")
    _, report = graded(hand_in(tmp_path / "a", wrong), specs, capsys, "--lesson", "tools")
    assert outcomes(report) == {"tool": ("passed", False), "reason": ("failed", True)}
    assert report["needs_review"]
    missing = ANSWERS.replace("reason", "raeson")
    _, report = graded(hand_in(tmp_path / "b", missing), specs, capsys, "--lesson", "tools")
    assert outcomes(report) == {"tool": ("passed", False), "reason": ("failed", False)}
    assert "did you mean `plank.reason`?" in report["observations"][0]["message"]
    assert not report["needs_review"]


@pytest.mark.parametrize(
    ("text", "words"), [(None, "There is no answers.toml"), ("x = ", "line 1: not valid TOML")]
)
def test_a_sheet_that_cannot_be_read_blocks_everything(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, words: str
) -> None:
    folder = hand_in(tmp_path / "mine", text or "")
    if text is None:
        (folder / "answers.toml").unlink()
    assert main(["submission", str(folder), "--specs", str(specs), "--lesson", "tools"]) == 1
    out = capsys.readouterr().out
    assert "Score 0 / 100" in out
    assert words in " ".join(out.split())


def test_no_report_tells_the_key_before_it_is_earned(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = hand_in(tmp_path / "mine", '[plank]\ntool = "Hammer"\nreason = "It is far too long for me."\n')
    _, report = graded(folder, specs, capsys, "--lesson", "tools")
    told = json.dumps(report["criteria"]).casefold()
    assert "saw" not in told
    assert "wood" not in told


def test_the_starter_asks_everything_and_gets_nothing(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["starter", "tools", str(tmp_path / "mine"), "--specs", str(specs)]) == 0
    assert not (tmp_path / "mine" / "main.py").exists()
    text = (tmp_path / "mine" / "answers.toml").read_text()
    assert text == empty_answers(load_lesson(specs / "tools"))
    assert tomllib.loads(text) == {"lesson": "tools", "plank": {"tool": "", "reason": ""}}
    assert "# A plank is too long.\n# Which tool?\n# One of: Hammer, Saw\ntool = " in text
    capsys.readouterr()
    assert graded(tmp_path / "mine", specs, capsys)[1]["score"] == 0


OPTIONAL = """optional_app = true

[[criteria]]
id = "app"
title = "Optional: it says so over HTTP, too"
points = 0
hint = "Write an app."
"""
CHECK = """import pytest
from grader.checks import expect

@pytest.mark.criterion("app")
def test_app(client):
    expect.body(client.get("/tool"), {"tool": "Saw"})
"""


def test_an_optional_app_is_told_about_and_costs_nothing(
    specs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson = specs / "tools"
    (lesson / "lesson.toml").write_text(LESSON.replace("\n\n", f"\n{OPTIONAL}\n", 1))
    (lesson / "checks").mkdir()
    (lesson / "checks" / "test_app.py").write_text(CHECK)
    folder = hand_in(tmp_path / "mine", 'lesson = "tools"\n' + ANSWERS)
    assert outcomes(graded(folder, specs, capsys)[1]).keys() == {"tool", "reason"}
    route = '@app.get("/tool")\ndef tool(): return {"tool": "Hammer"}\n'
    app = f"from fastapi import FastAPI\napp = FastAPI()\n{route}"
    for text, outcome in ((app, "failed"), (app.replace("Hammer", "Saw"), "passed")):
        (folder / "main.py").write_text(text)
        code, report = graded(folder, specs, capsys)
        assert (code, report["score"], outcomes(report)["app"][0]) == (0, 100, outcome)


def test_a_written_lesson_proves_itself(specs: Path) -> None:
    check = check_lesson(specs / "tools", run_checks, Options(update=True, generate=True, jobs=1))
    assert check.holds, check.problems
    assert [trial.score for trial in check.trials] == [100, 100, 0, 60, 40]
    assert any("no mutants generated" in note for note in check.notes)
