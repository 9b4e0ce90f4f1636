"""Reads a Graphviz graph with pydot."""

from __future__ import annotations

import contextlib
import html
import io
import re
import warnings
from collections.abc import Iterator
from typing import Any

import pydot

from grader.checks.answers.diagrams.drawing import Drawing, DrawingError
from grader.printable import printable

_NOT_NODES = {"node", "edge", "graph", "\\n"}


def read_dot(text: str) -> Drawing:
    """Read boxes and arrows, those of subgraphs too.

    Raises:
        DrawingError: pydot cannot read it.
    """
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pydot calls pyparsing by names that are on their way out
            graphs = pydot.graph_from_dot_data(text)
    except Exception as error:  # a parser of a library, on hostile text
        raise DrawingError(f"Graphviz cannot read the diagram: {type(error).__name__}.") from None
    if not graphs:
        line = re.search(r"line:(\d+)", said.getvalue())
        place = f" in its line {line[1]}" if line else ""
        raise DrawingError(f"Graphviz cannot read the diagram: there is a mistake{place}.")
    drawing = Drawing()
    for part in _parts(graphs[0]):
        _add(drawing, part, directed=graphs[0].get_type() == "digraph")
    return drawing


def _parts(graph: Any) -> Iterator[Any]:
    yield graph
    for inner in graph.get_subgraphs():
        yield from _parts(inner)


def _add(drawing: Drawing, graph: Any, *, directed: bool) -> None:
    for node in graph.get_nodes():
        name = _plain(node.get_name())
        if name not in _NOT_NODES:
            drawing.add_box(name, _label(node))
    for edge in graph.get_edges():
        direction = _plain(str(edge.get_attributes().get("dir", "")))
        for source in _ends(edge.get_source()):
            for target in _ends(edge.get_destination()):
                drawing.add_box(source)
                drawing.add_box(target)
                ends = (target, source) if direction == "back" else (source, target)
                drawing.add_arrow(*ends, _label(edge), both=not directed or direction in {"both", "none"})


def _ends(end: Any) -> list[str]:
    """Return the node at an arrow's end, or the nodes of the group that it leads to."""
    if isinstance(end, str):
        return [_plain(end)]
    nodes = [
        *end["nodes"],
        *(node for inner in end["subgraphs"].values() for part in inner for node in part["nodes"]),
    ]
    return [_plain(node) for node in nodes if _plain(node) not in _NOT_NODES]


def _plain(name: str) -> str:
    """Return a name without its quotes and its port."""
    if name.startswith('"'):
        return name.rpartition('"')[0][1:] if name.count('"') > 1 else name.strip('"')
    return name.partition(":")[0]


def _label(item: Any) -> str:
    text = str(item.get_attributes().get("label", "") or "").strip()
    if text.startswith("<"):
        text = html.unescape(re.sub(r"<[^<>]*>", " ", text[1:-1]))
    text = re.sub(r"\\[nlr]", " ", text.strip('"')).replace('\\"', '"')
    return printable(re.sub(r"[{}|]|<\w+>", " ", text).strip())
