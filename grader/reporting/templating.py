"""Renders a Jinja template of `feedback_templates/`, or of the folder that overrides it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from grader.data import data_folder
from grader.errors import UsageError
from grader.reporting import messages, wording
from grader.reporting.visible import block, one_line

Filter = Callable[..., str]


def render_template(
    name: str,
    values: Mapping[str, Any],
    templates: Path | None,
    filters: Mapping[str, Filter],
    *,
    finalize: Callable[[Any], Any],
) -> str:
    """Render template `name` of the folder `templates`, else the one that travels with the grader.

    A template gets `values`, the modules `messages` and `wording`, the functions `block`
    and `one_line`, and the filters of its format. `finalize` sees every value that is printed;
    what it returns is escaped for HTML unless it is `Markup`.

    Raises:
        UsageError: a template of the user is wrong; the text names it and the line.
    """
    environment = _environment(templates, tuple(filters.items()), finalize)
    try:
        return environment.get_template(name).render(values)
    except jinja2.TemplateError as error:
        place = f"line {error.lineno}: " if isinstance(error, jinja2.TemplateSyntaxError) else ""
        raise UsageError(f"template {name}: {place}{error.message}") from None


@functools.cache
def _environment(
    templates: Path | None, filters: tuple[tuple[str, Filter], ...], finalize: Callable[[Any], Any]
) -> jinja2.Environment:
    """Return the environment of a format; kept, as compiling a template takes longer than using it."""
    own = [] if templates is None else [templates]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*own, data_folder("feedback_templates")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
    )
    environment.filters.update(filters)
    # As globals, they reach the macros of an imported template, too.
    environment.globals.update(messages=messages, wording=wording, block=block, one_line=one_line)
    return environment
