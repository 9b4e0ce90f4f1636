"""Questions: what is accepted, and what a lesson author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import LessonError
from grader.lesson import load_lesson
from grader.questions import load_questions

CHOICE = """[[questions]]
id = "tool"
kind = "choice"
prompt = "Which?"
choices = ["Hammer", "Saw"]
right = ["Saw"]
"""
TEXT = """[[questions]]
id = "why"
kind = "text"
prompt = "Why?"
[[questions.concepts]]
id = "wood"
about = "what it is made for"
any = ["wood|timber", "!metal"]
"""
DIAGRAM = """[[questions]]
id = "plan"
kind = "diagram"
prompt = "Draw."
components = [{ id = "a", name = "A", words = ["a"] }, { id = "b", name = "B", words = ["b"] }]
paths = [{ id = "way", from = "a", to = "b" }]
"""
MALFORMED = {
    "right": (CHOICE.replace('["Saw"]', '["Saaw"]'), 1, "'Saaw' is none of the choices"),
    "kind": (CHOICE.replace('"choice"', '"guess"'), 1, "guess"),
    "missing": (CHOICE.replace("right = ", "# "), 1, "questions.0.right: missing; add it"),
    "unknown key": (CHOICE + "colour = 1\n", 7, "questions.0.colour: unknown key"),
    "id": (CHOICE.replace('"tool"', '"The Tool"'), 2, "questions.0.id"),
    "twice": (CHOICE + CHOICE, 1, "'tool' is used twice"),
    "question and table": (CHOICE + TEXT.replace('"why"', '"tool.why"'), 8, "'tool' is a question, too"),
    "denial": (TEXT.replace("!metal", "no metal"), 8, "write `!word`, without 'no'"),
    "punctuation": (TEXT.replace("!metal", "wood, timber"), 8, "'wood,' is no word"),
    "least": (TEXT.replace("[[questions.c", "least = 2\n[[questions.c"), 1, "there are only 1 concepts"),
    "no component": (DIAGRAM.replace('to = "b"', 'to = "c"'), 1, "no component 'c'"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_malformed_questions_name_file_line_and_mend(tmp_path: Path, case: str) -> None:
    text, line, words = MALFORMED[case]
    path = tmp_path / "questions.toml"
    path.write_text(text)
    with pytest.raises(LessonError) as caught:
        load_questions(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        ('answer = "tol"', "no question 'tol' in questions.toml; did you mean 'tool'?"),
        ('answer = "plan"\nparts = ["wy"]', "question 'plan' has no part 'wy'; did you mean 'way'?"),
        ('parts = ["way"]', "`parts` belongs to an `answer`"),
    ],
)
def test_a_criterion_names_a_question_that_there_is(tmp_path: Path, criterion: str, words: str) -> None:
    root = tmp_path / "toy"
    root.mkdir()
    (root / "questions.toml").write_text(CHOICE + DIAGRAM)
    head = 'title = "T"\n[[criteria]]\nid = "one"\ntitle = "One"\npoints = 100\nhint = "Think."\n'
    (root / "lesson.toml").write_text(head + criterion)
    with pytest.raises(LessonError) as caught:
        load_lesson(root)
    assert words in str(caught.value)
    assert f"{root / 'lesson.toml'}:" in str(caught.value)
