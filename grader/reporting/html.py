"""A report as one self-contained HTML page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from grader.reporting.diagram import diagram_svg
from grader.reporting.templating import Filter, render_template
from grader.reporting.timeline import timeline_svg
from grader.reporting.visible import as_entity, inert, one_line, visible
from grader.results import Report


def render(report: Report, templates: Path | None = None) -> str:
    """Render `report.html.j2`; the page loads nothing, runs nothing, and escapes all that it shows.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    return render_page("report.html.j2", {"report": report}, templates)


def render_page(name: str, values: Mapping[str, Any], templates: Path | None = None) -> str:
    """Render the page template `name` with `values`, each escaped as it is printed.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    filters: dict[str, Filter] = {"prose": prose, "timeline": timeline_svg, "diagram": diagram_svg}
    page = render_template(name, values, templates, filters, finalize=_printed)
    return inert(page, as_entity)


def prose(text: str) -> Markup:
    """Escape a sentence, bounded, and show what stands between backticks as code."""
    escaped = str(escape(one_line(text)))
    return Markup(re.sub("`([^`]+)`", r"<code>\1</code>", escaped))  # noqa: S704 (escaped above)


def _printed(value: Any) -> Any:
    return value if isinstance(value, Markup | int) else visible(str(value))
