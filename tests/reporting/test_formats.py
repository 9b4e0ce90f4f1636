"""All formats: their exact output, and what no submission may do to them.

`UPDATE_GOLDEN=1 python -m pytest tests/reporting/test_formats.py` writes the golden files anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reporting import FORMATS, render
from grader.results import Report

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {"terminal": "txt", "markdown": "md"}


@pytest.mark.parametrize("name", ["full_marks", "mixed", "start_failure"])
@pytest.mark.parametrize("form", sorted(SUFFIXES))
def test_exact_output(form: str, name: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(name)
    text = render(form, report)
    golden = GOLDEN / f"{name}.{SUFFIXES[form]}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@given(
    text=st.text(st.characters(exclude_categories=()))
    | st.sampled_from(["\x1b[2J", "\x1b]0;x\x07", "\u202etxt", "\ud800", "::error::x", "[bold]"])
)
@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"json"}))
def test_no_text_of_a_submission_steers_the_reader(
    form: str, text: str, hostile: Callable[[str], Report]
) -> None:
    shown = render(form, hostile(text))
    assert shown.replace("\n", "").isprintable()
    assert shown.endswith("\n")
    assert not shown.endswith("\n\n")


def test_a_format_is_imported_only_when_it_is_used() -> None:
    code = "import sys, grader.reporting; assert not {'rich', 'jinja2'} & set(sys.modules)"
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
