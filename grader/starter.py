"""The skeleton of a lesson that a student begins with."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath

from grader.discovery import discover
from grader.errors import UsageError
from grader.lesson import Lesson

OWN = "starter"
"""A folder of the lesson whose files replace the generated app, where students get more than that."""

APP = '''"""{title}: what to build stands in assignment.md."""

from fastapi import FastAPI

{name} = FastAPI()
'''

README = """# {title}

1. Read `assignment.md`.
2. Write your code in `{file}` and try it: `fastapi dev{argument}`, then open http://127.0.0.1:8000/docs.
3. Check yourself as often as you like: `grade .` in this folder. It says what is right, what is not, what was
   sent, what came back and what was expected.

Hand in the whole folder.
"""

PYPROJECT = """[tool.grade]
lesson = "{id}"
"""


def write_starter(lesson: Lesson, folder: Path) -> Path:
    """Write the skeleton of `lesson` into `folder`, and return it: assignment, empty app, how to check.

    The app lies where the reference solution has its own.

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
    else:
        _write_app(folder, file, APP.format(title=lesson.title, name=name))
    argument = "" if file.as_posix() in {"main.py", "app/main.py"} else f" {file}"
    texts = {
        "assignment.md": lesson.assignment,
        "README.md": README.format(title=lesson.title, file=file, argument=argument),
        "pyproject.toml": PYPROJECT.format(id=lesson.id),
    }
    for path, text in texts.items():
        if not (folder / path).exists():
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
    return folder


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
