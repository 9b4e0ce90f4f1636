"""One sheet against its questions: what is missing, what is misnamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.answers import read_sheet
from grader.checks.answers.judging import judge_answer, unknown_answers
from grader.questions import Choice, Questions

QUESTIONS = Questions(
    questions=tuple(
        Choice(id=name, prompt="?", kind="choice", choices=("x", "y"), right=("x",))
        for name in ("one.choice", "one.other", "two")
    )
)


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        ('two = "x"\n', "two", None),
        ('two = ""\n', "two", "No answer yet: write it at `two` in answers.toml, line 1."),
        ("", "two", "No answer to `two` in answers.toml."),
        ('\ntwoo = "x"\n', "two", 'No answer to `two`: is it "twoo" in line 2? Mend its name.'),
        ('[one]\nchoise = "x"\n', "one.choice", 'is it "one.choise" in line 2?'),
        ('[one]\nchoise = "x"\n', "one.other", "No answer to `one.other` in answers.toml."),
        ("two = 3\n", "two", "Give one name"),
        ("[two.deep]\nx = 1\n", "two", "No answer to `two` in answers.toml."),
    ],
)
def test_an_answer_is_found_or_missed(tmp_path: Path, text: str, question: str, words: str | None) -> None:
    (tmp_path / "answers.toml").write_text(text)
    problems = judge_answer(QUESTIONS, question, (), read_sheet(tmp_path)).problems
    assert words in problems[0] if words else not problems


def test_answers_to_no_question_are_told_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text('lesson = "x"\n"tw\\u001bo" = 1\nzzz = 2\n[one]\nchoice = "x"\n')
    told = unknown_answers(QUESTIONS, read_sheet(tmp_path))
    assert len(told) == 2
    assert 'no question is called "tw\\x1bo"; did you mean `two`?' in told[0]
    assert told[1].startswith(
        'answers.toml, line 3: no question is called "zzz"; the questions are one.choice'
    )
