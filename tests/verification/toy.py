"""A small lesson that holds, to be broken in one place at a time."""

from __future__ import annotations

from pathlib import Path

LESSON = '''title = "Toy"

[[criteria]]
id = "hello"
title = "The app says hello"
points = 60
hint = "Return it."

[[criteria]]
id = "shout"
title = "The app shouts"
points = 40
hint = "Use upper()."

[[mutants]]
id = "rude"
misconception = "You may have thought that silence is polite. Say hello."
replace = """{"say": "hello"}"""
with = """{"say": ""}"""
kills = ["hello"]

[[mutants]]
id = "whisper"
misconception = "You may have thought that lower is louder. Use upper()."
replace = "word.upper()"
with = "word.lower()"
kills = ["shout"]

[[mutants.variants]]
base = "other"
replace = "str.upper"
with = "str.title"
'''
SOLUTION = """from fastapi import FastAPI

app = FastAPI()


@app.get("/hello")
def hello():
    return {"say": "hello"}


@app.get("/shout/{word}")
def shout(word: str):
    return {"say": word.upper()}
"""
OTHER = SOLUTION.replace("def ", "async def ").replace("word.upper()", "str.upper(word)")
CHECKS = '''"""Toy checks."""

import pytest

from grader.checks import expect


@pytest.mark.criterion("hello")
def test_hello(client):
    """The app says hello."""
    expect.body(client.get("/hello"), {"say": "hello"})


@pytest.mark.criterion("shout")
def test_shout(client):
    """The app shouts."""
    expect.body(client.get("/shout/fire"), {"say": "FIRE"})
'''
FILES = {
    "lesson.toml": LESSON,
    "assignment.md": "# Toy\n",
    "checks/test_toy.py": CHECKS,
    "solution/main.py": SOLUTION,
    "alternatives/other/main.py": OTHER,
}


def write_toy(specs: Path) -> Path:
    """Write the lesson below `specs`, and return its folder."""
    root = specs / "toy"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def change(root: Path, name: str, old: str, new: str) -> None:
    """Replace `old`, which must be there, in one of the lesson's files."""
    text = (root / name).read_text()
    assert old in text, f"{name} holds no {old!r}"
    (root / name).write_text(text.replace(old, new))
