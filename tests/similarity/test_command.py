"""`grade similar` from sources to reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import grader.cli.similar  # noqa: F401 (adds the command)
from grader.cli import main
from tests.similarity.test_compare import OWN, RENAMED, STORE


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for who, text in {"ann": STORE, "bob": OWN, "cyd": RENAMED}.items():
        (tmp_path / "class" / who).mkdir(parents=True)
        (tmp_path / "class" / who / "main.py").write_text(text)
    (tmp_path / "class" / "eve.zip").write_bytes(b"no zip at all")
    return tmp_path / "class"


def test_pages_are_written_and_the_summary_printed(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = course.parent / "similar.html"
    data = course.parent / "similar.json"
    arguments = ["similar", str(course), "--lesson", "q08-status-codes", "--out", str(page), "--top", "1"]
    assert main([*arguments, "--output", str(data)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Similar submissions: ")
    assert "3 submissions compared, 3 pairs." in printed
    assert "Not compared: eve" in printed
    found = json.loads(data.read_text())
    assert [(pair["left"]["folder"], pair["right"]["folder"]) for pair in found["pairs"]] == [("ann", "cyd")]
    assert "Likeness is no proof" in page.read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--lesson", "q8"], "q8"),
        (["--starter", "/nowhere"], "nowhere"),
        (["--out", "report.pdf"], "end the name in"),
    ],
)
def test_bad_usage_is_told(
    course: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["similar", str(course), *arguments]) == 2
    assert words in capsys.readouterr().err
