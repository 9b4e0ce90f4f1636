"""All formats: their exact output.

`UPDATE_GOLDEN=1 python -m pytest tests/reporting/test_formats.py` writes the golden files anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.reporting import render
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


def test_an_unknown_format_is_told(mixed: Report) -> None:
    with pytest.raises(UsageError, match="no format 'pdf'; choose from terminal, json"):
        render("pdf", mixed)


def test_a_format_is_imported_only_when_it_is_used() -> None:
    code = "import sys, grader.reporting; assert not {'rich', 'jinja2'} & set(sys.modules)"
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
