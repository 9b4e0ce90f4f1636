"""What `grade` says on standard error, where it quotes names that a submission gave."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import grader.grading
from grader.cli import main
from grader.errors import CheckerError
from grader.lesson import ANY_APP
from tests.reporting.untrusted.judges import judge_screen
from tests.reporting.untrusted.texts import TRICKS

NAMES = [name.replace("/", "|") for name in TRICKS if name not in {"\x00", "\ud800"}]
"""Without what no argument of a program can hold."""
APP = "from fastapi import FastAPI\n{} = FastAPI()\n"


def usable(folder: Path, name: str) -> bool:
    """Tell whether this machine's file system takes a name."""
    try:
        (folder / name).write_text("")
    except (OSError, ValueError):
        return False
    (folder / name).unlink()
    return True


def lines(name: str) -> str:
    """Return a name that ends and begins a line with itself."""
    return f"{name}\n{name}"


def archive(folder: Path, name: str) -> Path:
    path = folder / "sub.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr(zipfile.ZipInfo("../" + name.encode("utf-8", "replace").decode()), "")
    return path


def several_apps(folder: Path, name: str) -> Path:
    (folder / "a.py").write_text(APP.format("app"))
    (folder / (f"{name}.py" if usable(folder, f"{name}.py") else "b.py")).write_text(APP.format("app"))
    return folder


WAYS: dict[str, Callable[[Path, str], list[str]]] = {
    "no such submission": lambda folder, name: [f"{folder}/{name}"],
    "no submission": lambda folder, name: [f"./{name}"],
    "no such option": lambda folder, name: [f"--{name}"],
    "no such lesson": lambda folder, name: [str(several_apps(folder, "b")), "--lesson", name],
    "no such format": lambda folder, name: [".", "--format", name],
    "no such output": lambda folder, name: [".", "--output", f"{folder}/{name}/{name}"],
    "no such specs": lambda folder, name: [".", "--specs", name],
    "no such python": lambda folder, name: [".", "--python", name],
    "no such overrides": lambda folder, name: [".", "--overrides", f"{folder}/{name}"],
    "hostile zip": lambda folder, name: [str(archive(folder, name))],
    "several apps": lambda folder, name: [str(several_apps(folder, name)), "--lesson", ANY_APP],
}


@pytest.mark.parametrize("way", WAYS)
def test_no_name_means_anything(way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number, name in enumerate(NAMES):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert main(WAYS[way](folder, lines(name))) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err
        judge_screen(shown.err)


@pytest.mark.parametrize("traceback", ["", "1"])
@pytest.mark.parametrize(("kind", "code"), [(RuntimeError, 3), (CheckerError, 3), (OSError, 2)])
def test_no_failure_means_anything(
    kind: type[Exception],
    code: int,
    traceback: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GRADE_TRACEBACK", traceback)
    (tmp_path / "main.py").write_text(APP.format("app"))
    for name in NAMES:

        def fail(*_arguments: object, told: str = lines(name), **_options: object) -> None:
            raise kind(told)

        monkeypatch.setattr(grader.grading, "grade", fail)
        assert main([os.fspath(tmp_path), "--lesson", ANY_APP]) == code
        judge_screen(capsys.readouterr().err)
