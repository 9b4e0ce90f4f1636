"""The whole command on sample submissions: the right verdict, in words, and nothing left behind."""

from __future__ import annotations

import json
import os
import stat
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.cli import main
from grader.sandbox.inside.processes import descendants

SAMPLES = Path(__file__).parents[1] / "submissions"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"))
RIGHT = SAMPLES / "q08-right"


@dataclass(frozen=True)
class Run:
    """What one `grade` did."""

    exit_code: int
    out: str
    err: str
    report: dict[str, Any] | None

    @property
    def said(self) -> str:
        """Everything printed, in one line: the report is wrapped to the terminal's width."""
        return " ".join(f"{self.out} {self.err}".split())


Grade = Callable[..., Run]


@pytest.fixture
def grade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Iterator[Grade]:
    """Run `grade` in this process; at the end no process and no temporary file of it may be left."""
    temporary = tmp_path / "private-tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    before = descendants(os.getpid())

    def run(*arguments: str | Path) -> Run:
        capfd.readouterr()
        written = tmp_path / "report.json"
        code = main([*map(str, arguments), "--format", "terminal", "--output", str(written)])
        out, err = capfd.readouterr()
        report = json.loads(written.read_text("utf-8")) if written.exists() else None
        return Run(code, out, err, report)

    yield run
    assert sorted(descendants(os.getpid())) == sorted(before)
    assert list(temporary.iterdir()) == []


def assert_calm(run: Run) -> None:
    """No traceback of ours, and nothing that tells where the grader or its copies lie."""
    assert "Traceback (most recent call last)" not in run.err
    assert not run.err or run.exit_code == 2
    for place in (str(SAMPLES), tempfile.gettempdir(), "/grader/"):
        assert place not in run.out


def test_every_sample_has_its_expectation() -> None:
    assert sorted(EXPECTED) == sorted(
        path.name for path in SAMPLES.iterdir() if path.is_dir() and path.name != "class"
    )


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] if wanted.get("slow") else [])
        for name, wanted in EXPECTED.items()
    ],
)
def test_sample(name: str, grade: Grade) -> None:
    wanted = EXPECTED[name]
    run = grade(SAMPLES / wanted.get("path", name), *wanted.get("arguments", ()))
    assert run.exit_code == wanted["exit_code"], run.out + run.err
    assert_calm(run)
    for words in wanted["words"]:
        assert " ".join(words.split()) in run.said
    assert (run.report is None) == ("score" not in wanted)
    if run.report is not None:
        assert run.report["score"] == wanted["score"]
        assert (run.report["start_failure"] or {}).get("kind") == wanted.get("start_failure")
        assert run.report["needs_review"] == wanted.get("needs_review", False)


def pack(target: Path, files: dict[str, str | bytes], link: str = "") -> Path:
    """Write a zip; `link` names an entry that is a symbolic link."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if link:
            entry = zipfile.ZipInfo(link)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
    return target


def test_a_zip_with_a_folder_and_a_mac_s_extras_gets_full_marks(grade: Grade, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "homework/main.py": (RIGHT / "main.py").read_text(),
        "__MACOSX/homework/._main.py": b"\x00\x05\x16\x07",
        "homework/.venv/pyvenv.cfg": "home = /usr/bin",
        "homework/.venv/bin/python": "#!/bin/sh\nexit 1\n",
    }
    run = grade(pack(tmp_path / "homework.zip", files))
    assert (run.exit_code, run.err) == (0, "")
    assert "an interpreter from an archive is never run" in run.said


BAD_ZIPS: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "traversal": ({"main.py": "", "../../evil.py": "x = 1"}, "", "'../../evil.py'"),
    "absolute": ({"/tmp/evil.py": "x = 1"}, "", "'/tmp/evil.py'"),
    "link": ({"main.py": ""}, "data/passwd", "'data/passwd'"),
    "bomb": ({"main.py": "", "zeros.bin": bytes(64 * 1024 * 1024)}, "", "'zeros.bin'"),
}


@pytest.mark.parametrize("name", BAD_ZIPS)
def test_a_hostile_zip_is_refused_by_the_name_of_its_entry(name: str, grade: Grade, tmp_path: Path) -> None:
    files, link, words = BAD_ZIPS[name]
    run = grade(pack(tmp_path / "homework.zip", files, link))
    assert (run.exit_code, run.out) == (2, "")
    assert words in run.err
    assert_calm(run)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["homework.zip", "private-tmp"]


LESSON = """
title = "Broken"
[[criteria]]
id = "only-one"
title = "Something works"
points = 100
hint = "Make it work."
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_no_zip_under_a_zip_s_name(grade: Grade, tmp_path: Path) -> None:
    run = grade(write(tmp_path / "homework.zip", "from fastapi import FastAPI\n"))
    assert (run.exit_code, run.out) == (2, "")
    assert "homework.zip is broken or no zip file" in run.err


def test_an_empty_folder_starts_nothing(grade: Grade, tmp_path: Path) -> None:
    (tmp_path / "homework").mkdir()
    run = grade(tmp_path / "homework")
    assert (run.exit_code, run.err) == (1, "")
    assert "There is no Python file" in run.said
    assert run.report is not None
    assert run.report["start_failure"]["kind"] == "no-app"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("points = 100", "points = 90", "the points sum to 90; make them sum to 100"),
        ("points = 100", "point = 100", "criteria.0.points: missing; add it"),
        ("hint =", "hints =", "criteria.0.hint: missing; add it"),
        ('title = "Broken"', "title = Broken", "not valid TOML"),
        ('"only-one"', '"Only One"', "criteria.0.id"),
    ],
)
def test_a_malformed_lesson_names_file_key_and_mend(
    old: str, new: str, words: str, grade: Grade, tmp_path: Path
) -> None:
    file = write(tmp_path / "specs" / "broken" / "lesson.toml", LESSON.replace(old, new))
    run = grade(RIGHT, "--specs", tmp_path / "specs")
    assert (run.exit_code, run.out) == (2, "")
    assert f"{file}:" in run.err
    assert words in run.err


@pytest.mark.parametrize(
    ("pyproject", "code", "words"),
    [
        ("[tool.grade]\nlesson = 8\n", 2, "pyproject.toml: `lesson` in [tool.grade] must be text in quotes"),
        ('[tool.grade]\nlesson = "q8"\n', 2, "unknown lesson 'q8'"),
        ("[tool.grade\n", 0, "Note: pyproject.toml was not used, it is no valid TOML"),
    ],
)
def test_a_malformed_pyproject_is_told(
    pyproject: str, code: int, words: str, grade: Grade, tmp_path: Path
) -> None:
    write(tmp_path / "homework" / "main.py", (RIGHT / "main.py").read_text())
    write(tmp_path / "homework" / "pyproject.toml", pyproject)
    run = grade(tmp_path / "homework")
    assert run.exit_code == code
    assert words in run.said
    assert_calm(run)
