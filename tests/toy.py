"""A toy lesson and a submission to it, for tests of the grading itself."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from grader.lesson import Lesson, load_lesson


def write_lesson(folder: Path, checks: str, points: dict[str, int], extra: str = "") -> Lesson:
    """Write a lesson with one check module and these criteria; `needs-wrong` requires `wrong`."""
    root = folder / "specs" / "toy-lesson"
    (root / "checks").mkdir(parents=True)
    rows = [
        f'[[criteria]]\nid = "{name}"\ntitle = "Title of {name}"\npoints = {value}\nhint = "A hint."\n'
        + ('requires = ["wrong"]\n' if name == "needs-wrong" else "")
        for name, value in points.items()
    ]
    (root / "lesson.toml").write_text('title = "Toy"\ntopic = "Toys"\n' + extra + "\n".join(rows))
    (root / "checks" / "test_a.py").write_text(dedent(checks))
    return load_lesson(root)


def write_app(folder: Path, text: str, **others: str) -> Path:
    """Write a submission of `main.py` and, by their names, others beside it."""
    app = folder / "app"
    app.mkdir()
    (app / "main.py").write_text(dedent(text))
    for name, content in others.items():
        (app / f"{name}.py").write_text(content)
    return app
