"""The skeleton of a lesson that a student begins with."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path, PurePosixPath

from grader.discovery.finder import discover
from grader.errors import UsageError
from grader.lesson import Lesson
from grader.questions import Choice, Question

OWN = "starter"
"""A folder of the lesson whose files replace the generated app, where students get more than that."""

EMPTY = {"choice": '""', "number": '""', "text": '"""\n"""', "diagram": "'''\n'''"}
"""An answer that is still to be written, by the kind of its question."""

APP = '''"""{title}: what to build stands in assignment.md."""

from fastapi import FastAPI

{name} = FastAPI()
'''

README = """# {title}

1. Read `assignment.md`.
2. Write your code in `{file}` and try it: `fastapi dev{argument}`, then open http://127.0.0.1:8000/docs.{written}
3. Check yourself as often as you like: `grade .` in this folder. It says what is right, what is not, what was
   sent, what came back and what was expected.

Hand in the whole folder.
"""

AND_WRITE = "\n   Write your answers into `answers.toml`."

WRITTEN_README = """# {title}

1. Read `assignment.md`.
2. Write your answers into `answers.toml`: what is asked stands above each of them.
3. Check yourself as often as you like: `grade .` in this folder. It says what is right, what is not, what it
   recognised in your answer and what kind of thing is missing.

Hand in the whole folder.
"""

PYPROJECT = """[tool.grade]
lesson = "{id}"
"""


def write_starter(lesson: Lesson, folder: Path) -> Path:
    """Write the skeleton of `lesson` into `folder`, and return it: assignment, empty app, how to check.

    The app lies where the reference solution has its own. Questions come with empty answers.

    Raises:
        UsageError: the folder is there and holds something.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty; name a folder that does not exist yet")
    folder.mkdir(parents=True, exist_ok=True)
    file, name = _place(lesson)
    own = lesson.root / OWN
    if own.is_dir():
        shutil.copytree(own, folder, dirs_exist_ok=True)
    elif lesson.needs_app:
        _write_app(folder, file, APP.format(title=lesson.title, name=name))
    argument = "" if file.as_posix() in {"main.py", "app/main.py"} else f" {file}"
    readme = README if lesson.needs_app else WRITTEN_README
    written = AND_WRITE if lesson.questions.questions else ""
    texts = {
        "assignment.md": lesson.assignment,
        "README.md": readme.format(title=lesson.title, file=file, argument=argument, written=written),
        "pyproject.toml": PYPROJECT.format(id=lesson.id),
    }
    if lesson.questions.questions:
        texts["answers.toml"] = empty_answers(lesson)
    for path, text in texts.items():
        if not (folder / path).exists():
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
    return folder


def empty_answers(lesson: Lesson) -> str:
    """Return an `answers.toml` with every question as a comment above its empty answer."""
    # In TOML what belongs to no table stands before the first one.
    questions = sorted(lesson.questions.questions, key=lambda question: "." in question.id)
    lines, table = [f'lesson = "{lesson.id}"'], ""
    for question in questions:
        group, dot, key = question.id.rpartition(".")
        lines.append("")
        if dot and group != table:
            table = group
            lines += [f"[{group}]"]
        lines += [f"# {line}".rstrip() for line in _asked(question)]
        lines.append(f"{key or question.id} = {EMPTY[question.kind]}")
    return "\n".join(lines) + "\n"


def _asked(question: Question) -> list[str]:
    lines = [line for row in question.prompt.strip().splitlines() for line in textwrap.wrap(row, 100) or [""]]
    if isinstance(question, Choice):
        lines.append(f"One of: {', '.join(question.choices)}")
    return lines


def _place(lesson: Lesson) -> tuple[PurePosixPath, str]:
    """Return the file and the name of the reference solution's app."""
    found = discover(lesson.solution).app
    if found is None:
        return PurePosixPath("main.py"), "app"
    return PurePosixPath(found.file), found.name if found.kind == "instance" else "app"


def _write_app(folder: Path, file: PurePosixPath, text: str) -> None:
    for parent in file.parents[:-1]:
        (folder / parent).mkdir(parents=True, exist_ok=True)
        (folder / parent / "__init__.py").touch()
    (folder / file).write_text(text, encoding="utf-8", newline="\n")
