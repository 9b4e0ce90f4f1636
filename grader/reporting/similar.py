"""Renders how alike the hand-ins of a class are: what `grade similar` prints and writes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.reporting import html, json_, similar_wording, terminal
from grader.reporting.parts import WIDTH, indented
from grader.reporting.visible import one_line
from grader.resemblance import Pair, Similarity

Renderer = Callable[[Similarity, Path | None], str]
"""Takes a comparison and, for formats with a template, the folder that overrides `feedback_templates/`."""

LABEL = 60
"""Characters of a name that are shown in a table."""


def print_similarity(similarity: Similarity, stream: TextIO | None = None) -> None:
    """Print to `stream` (standard output) as it can show it."""
    stream = stream or sys.stdout
    width, color, _ = terminal.screen_of(stream)
    terminal.echo(render_terminal(similarity, width=width, color=color), stream)


def render_terminal(similarity: Similarity, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the pairs as lines of at most `width` columns: where to look, not the code itself."""
    return terminal.lay_out(_parts(similarity), width=width, color=color)


def render_json(similarity: Similarity) -> str:
    """Return an object with `schema_version` and what was found."""
    return json_.written({"schema_version": "1", **similarity.model_dump()})


def render_html(similarity: Similarity, templates: Path | None = None) -> str:
    """Render `similar.html.j2`; the page loads nothing, runs nothing, and escapes all that it shows.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    return html.render_page("similar.html.j2", {"found": similarity, "told_of": similar_wording}, templates)


FORMATS: Mapping[str, Renderer] = {
    "terminal": lambda similarity, _templates: render_terminal(similarity),
    "json": lambda similarity, _templates: render_json(similarity),
    "html": render_html,
}
"""Every format by the name that `--format` knows."""


def _parts(similarity: Similarity) -> Iterator[RenderableType]:
    yield Text(one_line(similar_wording.title(similarity)), "bold")
    yield Text(similar_wording.NO_PROOF)
    for sentence in (similar_wording.never_empty(similarity), similar_wording.typical(similarity.spread)):
        yield Text(sentence)
    yield Text()
    for pair in similarity.pairs:
        yield from _pair(pair, similarity)
    for line in similar_wording.set_aside(similarity):
        yield Text(one_line(line), "dim")
    for left_out in similarity.left_out:
        yield Text.assemble(("Not compared: ", "bold"), one_line(f"{left_out.what}: {left_out.why}"))


def _pair(pair: Pair, similarity: Similarity) -> Iterator[RenderableType]:
    names = (one_line(side.label, LABEL) for side in (pair.left, pair.right))
    yield Text.assemble((" and ".join(names), "bold"), f": {similar_wording.standing(pair, similarity)}")
    table = Table.grid(padding=(0, 2, 0, 0))
    for left, right in pair.identical:
        table.add_row(Text(one_line(left)), Text(one_line(right)), Text("identical files"))
    for fragment in pair.fragments:
        left, right = (one_line(similar_wording.place(one)) for one in (fragment.left, fragment.right))
        table.add_row(Text(left), Text(right), Text(similar_wording.kind(fragment), "dim"))
    yield indented(table)
    yield Text()
