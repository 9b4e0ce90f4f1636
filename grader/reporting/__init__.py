"""Renders a report: one module per format, each imported only when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.results import Report

Renderer = Callable[["Report", Path | None], str]
"""Takes a report and, for formats with a template, the folder that overrides `feedback_templates/`."""


def render(form: str, report: Report, templates: Path | None = None) -> str:
    """Return `report` in the format that `FORMATS` calls `form`.

    `templates` is a folder with feedback templates of one's own.

    Raises:
        UsageError: there is no such format, or a template in `templates` is wrong.
    """
    if form not in FORMATS:
        raise UsageError(f"There is no format {form!r}; choose from {', '.join(FORMATS)}.")
    return FORMATS[form](report, templates)


def _terminal(report: Report, _templates: Path | None) -> str:
    from grader.reporting import terminal

    return terminal.render(report)


def _json(report: Report, _templates: Path | None) -> str:
    from grader.reporting import json_

    return json_.render(report)


def _markdown(report: Report, templates: Path | None) -> str:
    from grader.reporting import markdown

    return markdown.render(report, templates)


def _html(report: Report, templates: Path | None) -> str:
    from grader.reporting import html

    return html.render(report, templates)


def _junit(report: Report, _templates: Path | None) -> str:
    from grader.reporting import junit

    return junit.render(report)


def _github_classroom(report: Report, _templates: Path | None) -> str:
    from grader.reporting import github_classroom

    return github_classroom.render(report)


def _classroom50(report: Report, _templates: Path | None) -> str:
    from grader.reporting import classroom50

    return classroom50.render(report, os.environ, datetime.now(UTC))


def _gradescope(report: Report, templates: Path | None) -> str:
    from grader.reporting import gradescope

    return gradescope.render(report, templates)


def _check50(report: Report, _templates: Path | None) -> str:
    from grader.reporting import check50

    return check50.render(report)


FORMATS: Mapping[str, Renderer] = {
    "terminal": _terminal,
    "json": _json,
    "markdown": _markdown,
    "html": _html,
    "junit": _junit,
    "github-classroom": _github_classroom,
    "classroom50": _classroom50,
    "gradescope": _gradescope,
    "check50": _check50,
}
"""Every format by the name that `--format` knows."""
