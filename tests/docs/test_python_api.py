"""The examples of docs/python-api.md: each is a whole script, prints what the page says, and passes mypy."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import grader

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "python-api.md"
SUBMISSIONS = ROOT / "submissions"


class Example(NamedTuple):
    script: str
    printed: str


def examples() -> list[Example]:
    found = re.findall(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", PAGE.read_text(), re.DOTALL)
    return [Example(*pair) for pair in found]


EXAMPLES = examples()
ABOUT = ["one", "evidence", "pages", "many", "strangers"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the page assumes it."""
    shutil.copytree(SUBMISSIONS / "q08-almost-right", tmp_path / "myapp")
    (tmp_path / "submissions").mkdir()
    for name, source in {"ada": "q08-right", "grace": "syntax-error"}.items():
        shutil.copytree(SUBMISSIONS / source, tmp_path / "submissions" / name)
    (tmp_path / "submissions" / "joan.zip").write_text("no zip")
    return tmp_path


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "MYPYPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=ABOUT)
def test_an_example_does_what_the_page_says(example: Example, folder: Path) -> None:
    (folder / "script.py").write_text(example.script)
    done = run(["script.py"], folder)
    assert (done.stderr, done.returncode) == ("", 0)
    if example.printed:
        assert done.stdout == example.printed
    if "feedback.html" in example.script:
        assert (folder / "feedback.html").read_text().startswith("<!DOCTYPE html>")
    left = {path.name for path in folder.iterdir()} - {"myapp", "submissions", "script.py"}
    assert left <= {"feedback.html", "report.json"}, "nothing else is left behind"


@pytest.mark.slow
def test_mypy_accepts_the_examples(tmp_path: Path) -> None:
    for number, example in enumerate(EXAMPLES):
        (tmp_path / f"example_{number}.py").write_text(example.script)
    (tmp_path / "wrong.py").write_text("from grader import grad, load_lesson\nload_lesson(7)\n")
    done = run(["-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "."], tmp_path)
    assert [line.partition(": error: ")[0] for line in done.stdout.splitlines() if "error: " in line] == [
        "wrong.py:1",
        "wrong.py:2",
    ], done.stdout


def test_every_public_name_is_there_and_told_on_the_page() -> None:
    page = PAGE.read_text()
    for name in set(grader.__all__) - {"__version__"}:
        assert getattr(grader, name).__module__.startswith("grader.")
        assert re.search(rf"\b{name}\b", page), f"{name} is not on the page"
    assert set(grader.__all__) <= set(dir(grader))
    with pytest.raises(AttributeError, match="no attribute 'grad'"):
        getattr(grader, "grad")  # noqa: B009


def test_importing_the_package_imports_nothing_else() -> None:
    script = (
        "import sys\nbefore = set(sys.modules)\nimport grader\nadded = set(sys.modules) - before\n"
        "assert not [name for name in added if name.startswith('grader.')], added\n"
        "assert 'importlib.metadata' not in added\n"
        "assert grader.__version__\n"
    )
    assert run(["-c", script], ROOT).stderr == ""
