"""Opening a folder, a zip or a file: a private copy, its digest, notes, and nothing left behind."""

from __future__ import annotations

import os
import stat
import sys
import zipfile
from pathlib import Path

import pytest

import grader.snapshot
from grader.errors import SubmissionError, UsageError
from grader.submission import open_submission

APP = "from fastapi import FastAPI\napp = FastAPI()\n"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the grader makes its private copies."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = tmp_path / "shop 1.2"
    (root / "app").mkdir(parents=True)
    (root / "app/main.py").write_text(APP)
    (root / "README.md").write_text("hello")
    (root / "uploads").mkdir()
    return root


def tree(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def python_in(folder: Path, inner: str = "bin/python") -> Path:
    path = folder / inner
    path.parent.mkdir(parents=True)
    path.symlink_to(sys.executable)
    return path


def test_folder(shop: Path, temporary: Path) -> None:
    for junk in [
        ".git/config",
        "node_modules/x.js",
        "__pycache__/m.pyc",
        "myenv/pyvenv.cfg",
        "old.pyc",
        ".DS_Store",
    ]:
        (shop / junk).parent.mkdir(exist_ok=True)
        (shop / junk).write_text("x")
    with open_submission(shop) as opened:
        assert tree(opened.root) == ["README.md", "app", "app/main.py", "uploads"]
        assert opened.root.name == "shop 1_2"
        assert [path.name for path in opened.root.parent.iterdir()] == ["shop 1_2"]
        assert stat.S_IMODE(opened.root.parents[1].stat().st_mode) == 0o700
        assert (opened.name, opened.notes, opened.python, opened.lesson) == ("shop 1.2", (), None, "")
        assert opened.discovery.app is not None
        assert opened.discovery.app.file == "app/main.py"
    assert not list(temporary.iterdir())


def test_digest_depends_on_paths_and_contents_alone(shop: Path) -> None:
    def digest() -> str:
        with open_submission(shop) as opened:
            return opened.digest

    first = digest()
    os.utime(shop / "README.md", (1, 1))
    assert digest() == first
    (shop / "README.md").rename(shop / "README.txt")
    second = digest()
    (shop / "README.txt").write_text("hellO")
    assert len({first, second, digest()}) == 3


def test_links_and_special_files(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s")
    (shop / "out").symlink_to(tmp_path / "secret")
    (shop / "gone").symlink_to("nowhere")
    (shop / "loop").symlink_to("loop")
    (shop / "again").symlink_to(".")
    (shop / "inner").symlink_to("app")
    (shop / "web.py").symlink_to("app/main.py")
    os.mkfifo(shop / "pipe")
    with open_submission(shop) as opened:
        assert tree(opened.root) == [
            *("README.md", "app", "app/main.py", "inner", "inner/main.py", "uploads", "web.py")
        ]
        assert not any(path.is_symlink() for path in opened.root.rglob("*"))
        assert opened.notes == (
            "The link gone points to nothing and was left out.",
            "The link loop points to nothing and was left out.",
            "The link out points outside the submission and was left out.",
        )


@pytest.mark.parametrize(
    ("limit", "value", "reason"),
    [
        ("MAX_FILES", 3, "more than 3 files"),
        ("MAX_BYTES", 20, "larger than"),
        ("MAX_DEPTH", 1, "deeper than 1"),
    ],
)
def test_limits(shop: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, reason: str) -> None:
    monkeypatch.setattr(grader.snapshot, limit, value)
    with pytest.raises(SubmissionError, match=reason), open_submission(shop):
        pass
    assert not list((shop.parent / "temporary").iterdir())


def test_source_that_holds_the_temporary_folder(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(APP)
    with open_submission(tmp_path) as opened:
        assert "main.py" in tree(opened.root)


@pytest.mark.parametrize(
    ("names", "root", "file"),
    [
        (["hw/main.py", "__MACOSX/hw/._main.py", ".DS_Store"], "hw", "main.py"),
        (["main.py", "app/x.py"], "anna-hw_1", "main.py"),
        (["app/__init__.py", "app/main.py"], "app", "main.py"),
        (["hand.in/hw/app/main.py", "hand.in/hw/x.txt"], "hand_in", "hw/app/main.py"),
    ],
)
def test_zip(tmp_path: Path, temporary: Path, names: list[str], root: str, file: str) -> None:
    with zipfile.ZipFile(tmp_path / "anna-hw.1.zip", "w") as archive:
        for name in names:
            archive.writestr(name, APP if name.endswith("main.py") else "x = 1\n")
    with open_submission(str(tmp_path / "anna-hw.1.zip")) as opened:
        assert opened.name == "anna-hw.1.zip"
        assert opened.root.name == root
        assert opened.discovery.app is not None
        assert opened.discovery.app.file == file
    assert not list(temporary.iterdir())


def test_an_interpreter_in_a_zip_is_never_followed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hw.ZIP", "w") as archive:
        for name in ["main.py", ".venv/pyvenv.cfg", ".venv/bin/python"]:
            archive.writestr(name, APP)
    with open_submission(tmp_path / "hw.ZIP") as opened:
        assert opened.python is None
        assert tree(opened.root) == ["main.py"]
        assert opened.notes[0].startswith("The zip brings a virtual environment (.venv); it is not used")


def test_hostile_zip_leaves_nothing(tmp_path: Path, temporary: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hw.zip", "w") as archive:
        archive.writestr("../evil.py", APP)
    with pytest.raises(SubmissionError, match="leads out"), open_submission(tmp_path / "hw.zip"):
        pass
    assert not list(temporary.iterdir())
    assert not (tmp_path / "evil.py").exists()


def test_single_file(tmp_path: Path) -> None:
    (tmp_path / "my homework.py").write_text(APP)
    (tmp_path / "main.py").write_text(APP)
    with open_submission(tmp_path / "my homework.py") as opened:
        assert tree(opened.root) == ["my homework.py"]
        assert opened.name == "my homework.py"
        assert [plan.module for plan in opened.discovery.plans] == ["my homework"]


@pytest.mark.parametrize("inner", [".venv/bin/python", "venv/Scripts/python.exe"])
def test_own_interpreter(shop: Path, inner: str) -> None:
    path = python_in(shop, inner)
    with open_submission(shop) as opened:
        assert opened.python == path
        assert not (opened.root / Path(inner).parts[0]).exists()
    with open_submission(shop, python=Path(sys.executable)) as opened:
        assert opened.python == Path(sys.executable)


def test_interpreter_that_cannot_run(shop: Path) -> None:
    (shop / ".venv").mkdir()
    with open_submission(shop) as opened:
        assert opened.python is None
        assert opened.notes == (
            ".venv holds no interpreter that runs here; the grader's own Python is used.",
        )
    with (
        pytest.raises(UsageError, match=r"--python: '.*README\.md' is no"),
        open_submission(shop, python=shop / "README.md"),
    ):
        pass


def test_app_argument_is_passed_on(shop: Path) -> None:
    (shop / "two.py").write_text(APP)
    with open_submission(shop, app="two:app") as opened:
        assert opened.discovery.app is not None
        assert opened.discovery.app.file == "two.py"


@pytest.mark.parametrize(
    ("text", "lesson", "note"),
    [
        ('\ufeff[tool.grade]\nlesson = "q03"\n', "q03", ""),
        ("[tool.grade]\n", "", ""),
        ("[tool.grade\n", "", "pyproject.toml was not used, it is no valid TOML"),
        ("x = " + "[" * 5000, "", "pyproject.toml was not used"),
    ],
)
def test_lesson_setting(shop: Path, text: str, lesson: str, note: str) -> None:
    (shop / "pyproject.toml").write_text(text)
    with open_submission(shop) as opened:
        assert opened.lesson == lesson
        assert note in "".join(opened.notes)
        assert bool(opened.notes) == bool(note)


@pytest.mark.parametrize("text", ["[tool.grade]\nlesson = 3\n", "[tool]\ngrade = 3\n"])
def test_lesson_setting_of_the_wrong_type(shop: Path, text: str) -> None:
    (shop / "pyproject.toml").write_text(text)
    with (
        pytest.raises(SubmissionError, match=r'pyproject.toml: .*lesson = "q03-path-parameters"'),
        open_submission(shop),
    ):
        pass


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("gone\x1b", r"There is no '.*gone\\x1b'"),
        ("a.tar.gz", "cannot be graded; give a folder"),
        ("a.ipynb", "main.py"),
    ],
)
def test_what_cannot_be_graded(tmp_path: Path, temporary: Path, name: str, reason: str) -> None:
    if not name.startswith("gone"):
        (tmp_path / name).write_text("x")
    with pytest.raises(UsageError, match=reason), open_submission(tmp_path / name):
        pass
    assert not list(temporary.iterdir())
