"""Grading again at each save: what counts as one, and what is shown."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from grader.errors import GraderError, UsageError
from grader.reporting.changes import Changed
from grader.results import Report
from grader.watching import Interest, Watch, saves


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "app" / "routers").mkdir(parents=True)
    (tmp_path / "app" / "main.py").write_text("app = 1\n")
    return tmp_path / "app"


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("main.py", True),
        ("routers/items.py", True),
        ("pyproject.toml", True),
        ("answers.toml", True),
        ("__pycache__/main.cpython-311.pyc", False),
        (".git/index", False),
        (".venv/lib/x.py", False),
        ("venv/lib/x.py", False),
        (".main.py.swp", False),
        ("main.py~", False),
        ("items.db", False),
        ("items.db-journal", False),
        ("report.html", False),
        ("../elsewhere.py", False),
    ],
)
def test_saves_of_the_students_own_files_count(app: Path, path: str, counts: bool) -> None:
    interest = Interest(app, [app / "report.html"])
    assert interest(Change.modified, str((app / path).resolve())) is counts


def test_what_is_saved_during_a_grading_leads_to_one_more(app: Path) -> None:
    found = saves(app)
    assert next(found) == ()
    for text in ("app = 2\n", "app = 3\n"):  # as if a grading was going on
        (app / "main.py").write_text(text)
        (app / "items.db").write_text(text)
    assert next(found) == ("main.py",)
    later = threading.Timer(0.4, (app / "routers" / "items.py").write_text, ["x = 1\n"])
    later.start()
    assert next(found) == ("routers/items.py",), "nothing was left over"
    later.join()


def test_a_single_file_is_watched_through_editors_that_write_it_anew(app: Path) -> None:
    file = app / "main.py"
    found = saves(file)
    next(found)
    (app / "other.py").write_text("x = 1\n")
    file.unlink()
    later = threading.Timer(0.3, file.write_text, ["app = 2\n"])
    later.start()
    assert next(found) == ("main.py",)
    later.join()


def test_it_ends_when_the_folder_is_gone(app: Path) -> None:
    found = saves(app)
    next(found)
    shutil.rmtree(app)
    assert list(found) == []


class Seen:
    """A display that remembers."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def first(self, report: Report) -> None:
        self.told.append(f"first {report.score}")

    def changed(self, changed: Changed) -> None:
        found = changed.changes
        self.told.append(f"{found.score_before} -> {found.score_after}")

    def unchanged(self, saved: tuple[str, ...]) -> None:
        self.told.append(f"unchanged {len(saved)}")

    def problem(self, error: GraderError, saved: tuple[str, ...]) -> None:
        self.told.append(f"{error} {len(saved)}")


def grading(*results: Report | str) -> Callable[[str], Report | None]:
    left: Iterator[Report | str] = iter(results)

    def grade(seen: str) -> Report | None:
        result = next(left)
        if isinstance(result, str):
            raise UsageError(result)
        return None if result.submission.digest == seen else result

    return grade


def version(report: Report, digest: str) -> Report:
    info = report.submission.model_copy(update={"digest": digest})
    return report.model_copy(update={"submission": info})


def test_each_save_is_compared_with_the_last_version_that_ran(
    mixed: Report, full_marks: Report, start_failure: Report
) -> None:
    display = Seen()
    low, high, broken = version(mixed, "a"), version(full_marks, "b"), version(start_failure, "c")
    watching = Watch(grading(low, low, broken, high, "two apps", high), display)
    watching.run([()] * 6)
    assert display.told == ["first 20", "unchanged 0", "20 -> 0", "20 -> 100", "two apps 0", "100 -> 100"]
    assert watching.report == high


def test_another_lesson_is_told_in_full(mixed: Report) -> None:
    display = Seen()
    lesson = mixed.lesson.model_copy(update={"id": "q09"})
    other = version(mixed.model_copy(update={"lesson": lesson}), "b")
    Watch(grading(mixed, other), display).run([(), ()])
    assert display.told == ["first 20", "first 20"]
