"""The list of packages that may be installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import LessonError
from grader.requirements.allowed import allowed_names


def test_a_course_adds_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.txt"
    own.write_text("# ours\nOur_Package  # in week 3\n")
    assert {"sqlmodel", "passlib", "pyjwt"} < allowed_names()
    assert allowed_names(own) - allowed_names() == {"our-package"}


@pytest.mark.parametrize("line", ["numpy>=2", "-e .", "https://host/x", "a b", "*"])
def test_a_line_that_is_no_name(tmp_path: Path, line: str) -> None:
    own = tmp_path / "own.txt"
    own.write_text(f"lamp\n{line}\n")
    with pytest.raises(LessonError, match=r"own\.txt:2: .* is no name of a package; write one name a line"):
        allowed_names(own)


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"own\.txt: cannot be read: No such file.*; check the path"):
        allowed_names(tmp_path / "own.txt")
