"""Renders checked lessons: what `grade check-lesson` prints and writes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from grader.matrix import LessonCheck
from grader.reporting import check_terminal, check_wording, html, json_, terminal
from grader.reporting.parts import WIDTH

Renderer = Callable[[Sequence[LessonCheck], Path | None], str]
"""Takes checked lessons and, for formats with a template, the folder that overrides `feedback_templates/`."""


def print_checks(checks: Sequence[LessonCheck], stream: TextIO | None = None) -> None:
    """Print to `stream` (standard output) as it can show it."""
    stream = stream or sys.stdout
    width, color, unicode = terminal.screen_of(stream)
    terminal.echo(render_terminal(checks, width=width, color=color, unicode=unicode), stream)


def render_terminal(
    checks: Sequence[LessonCheck], *, width: int = WIDTH, color: bool = False, unicode: bool = True
) -> str:
    """Return the lessons as lines of at most `width` columns, the rows of a matrix aside."""
    return check_terminal.render(checks, width=width, color=color, unicode=unicode)


def render_json(checks: Sequence[LessonCheck]) -> str:
    """Return an object with `schema_version`, `holds` and `lessons`, the durations last in each lesson."""
    holds = all(check.holds for check in checks)
    lessons = [json_.plain(check) for check in checks]
    return json_.written({"schema_version": "1", "holds": holds, "lessons": lessons})


def render_html(checks: Sequence[LessonCheck], templates: Path | None = None) -> str:
    """Render `lesson-check.html.j2`; the page loads nothing, runs nothing, and escapes all that it shows.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    return html.render_page("lesson-check.html.j2", {"checks": checks, "told_of": check_wording}, templates)


FORMATS: Mapping[str, Renderer] = {
    "terminal": lambda checks, _templates: render_terminal(checks),
    "json": lambda checks, _templates: render_json(checks),
    "html": render_html,
}
"""Every format of a lesson check by the name that `--format` knows."""
