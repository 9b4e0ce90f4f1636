"""The class page: how a whole class did, as one HTML file that loads nothing."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from grader.reporting.classpage.page import page_of
from grader.reporting.classpage.policy import source_hash
from grader.reporting.classpage.view import Change, ClassView
from grader.reporting.html import render_page

__all__ = ["Change", "ClassView", "render"]


def render(view: ClassView, templates: Path | None = None) -> str:
    """Render `class.html.j2`; it loads nothing, runs its own script only, and escapes all that it shows.

    Style and script are rendered first: the page's security policy names them by their hashes.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    style, script = (
        Markup(render_page(name, {}, templates))  # noqa: S704 (a template without values)
        for name in ("class.css.j2", "class.js.j2")
    )
    values = {
        "page": page_of(view),
        "style": style,
        "script": script,
        "style_hash": source_hash(style),
        "script_hash": source_hash(script),
    }
    return render_page("class.html.j2", values, templates)
