"""A report as one self-contained HTML page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from grader.reporting.templating import render_template
from grader.reporting.visible import one_line, visible
from grader.results import Report


def render(report: Report, templates: Path | None = None) -> str:
    """Render `report.html.j2`; the page loads nothing, runs nothing, and escapes all that it shows.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    filters = {"prose": prose}
    return render_template("report.html.j2", report, templates, filters, finalize=_printed)


def prose(text: str) -> Markup:
    """Escape a sentence, bounded, and show what stands between backticks as code."""
    escaped = str(escape(one_line(text)))
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", escaped))  # noqa: S704 (escaped above)


def _printed(value: Any) -> Any:
    return value if isinstance(value, Markup | int) else visible(str(value))
