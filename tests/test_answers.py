"""Answers files: what is read, and what a student is told of one that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.answers import MAX_SIZE, Sheet, read_sheet

TOML = 'lesson = "toy"\nsize = 3\n\n[a]\nchoice = "X"\nreason = """\nBecause.\n"""\n'
YAML = "---\nlesson: toy\nsize: 3\na:\n  choice: X\n---\n# My answers\n\nHello.\n\n## a.reason\n\nBecause.\n"
PLUS = '+++\nlesson = "toy"\nsize = 3\n[a]\nchoice = "X"\n+++\n### `a.reason`\n<!-- why -->\nBecause.\n'
CODE = "## sketch\n\n```mermaid\n# no heading\nA --> B\n```\n\n# Done\n\n## other\nyes\n"


def sheet(folder: Path, text: str | bytes, name: str = "answers.toml") -> Sheet:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sheet(folder)


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("answers.toml", TOML, {"size": 2, "a.choice": 5, "a.reason": 6}),
        ("answers.md", YAML, {"size": 3, "a.choice": 5, "a.reason": 11}),
        ("answers.md", PLUS, {"size": 3, "a.choice": 5, "a.reason": 7}),
        ("answers.toml", "\ufeff" + TOML.replace("\n", "\r\n"), {"a.reason": 6}),
    ],
)
def test_the_same_answers_in_each_format(tmp_path: Path, name: str, text: str, lines: dict[str, int]) -> None:
    found = sheet(tmp_path, text, name)
    assert (found.file, found.lesson, found.problem) == (name, "toy", "")
    values = {key: str(answer.value).strip() for key, answer in found.answers.items()}
    assert values == {"size": "3", "a.choice": "X", "a.reason": "Because."}
    assert {key: found.answers[key].line for key in lines} == lines


def test_a_code_block_belongs_to_its_section(tmp_path: Path) -> None:
    found = sheet(tmp_path, CODE, "answers.md")
    assert "# no heading\nA --> B" in found.answers["sketch"].value
    assert found.answers["other"].value == "yes"
    assert set(found.answers) == {"sketch", "other"}


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (
            "answers.toml",
            'a = "x"\nb = \u201cy\u201d\n',
            "line 2: not valid TOML: Invalid value; \u201c is a curly quote",
        ),
        ("answers.toml", 'a = """\nno end\n', "line 2: not valid TOML: Unterminated string; a text is"),
        (
            "answers.toml",
            'b = 1\na = "no end\n',
            "line 2: not valid TOML: Illegal character '\\n'; a text is not",
        ),
        ("answers.toml", "a = hello\n", "Invalid value; put text into straight quotes"),
        ("answers.toml", "a = " + "[" * 5000, "answers.toml"),
        ("answers.toml", "a = 1" + "0" * 5000, "not valid TOML"),
        ("answers.toml", b"a = 1\nb = '\xe9'\n", "line 2: not UTF-8; save the file as UTF-8."),
        ("answers.toml", "#" * (MAX_SIZE + 1), "larger than 64 KB"),
        ("answers.toml", "\n".join(f"a{n} = 1" for n in range(300)), "more than 200 answers"),
        ("answers.toml", "lesson = 3\n", "line 1: `lesson` must be text"),
        ("answers.md", "---\na: x: y\n---\n", "line 2: not valid YAML"),
        ("answers.md", "---\na: &a [1]\nb: *a\n---\n", "line 3: not valid YAML: references"),
        ("answers.md", "---\n- a\n---\n", "must be `question: answer` lines"),
        ("answers.md", "---\na: !!python/object:os.system {}\n---\n", "not valid YAML"),
        ("answers.md", "---\na: " + "[" * 5000 + "\n---\n", "answers.md"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, name: str, text: str | bytes, words: str
) -> None:
    found = sheet(tmp_path, text, name)
    assert words in found.problem
    assert found.problem.startswith(name)
    assert not found.answers
    assert "\n" not in found.problem


def test_no_answers(tmp_path: Path) -> None:
    assert read_sheet(tmp_path) == Sheet()
    assert sheet(tmp_path, "").answers == {}
