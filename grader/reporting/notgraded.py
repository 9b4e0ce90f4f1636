"""The page of a student whose hand-in could not be graded: why, and that a person will look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from grader.reporting.html import render_page
from grader.reporting.markdown import render_markdown

if TYPE_CHECKING:
    from grader.gradebook.values import Mark


def not_graded_html(mark: Mark, templates: Path | None = None) -> str:
    """Render `not-graded.html.j2`.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    return render_page("not-graded.html.j2", {"mark": mark}, templates)


def not_graded_markdown(mark: Mark, templates: Path | None = None) -> str:
    """Render `not-graded.md.j2`.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    return render_markdown("not-graded.md.j2", {"mark": mark}, templates)
