"""Reads a diagram, in whichever of three notations it is written."""

from __future__ import annotations

import re

from grader.checks.answers.diagrams.described import read_described
from grader.checks.answers.diagrams.dot import read_dot
from grader.checks.answers.diagrams.drawing import Drawing, DrawingError
from grader.checks.answers.diagrams.mermaid import read_mermaid

MOST = 10_000
"""Characters of a diagram."""

_FENCED = re.compile(r"^[ \t]*(```+|~~~+)[ \t]*(\w*)[^\n]*\n(.*?)^[ \t]*\1", re.DOTALL | re.MULTILINE)
_DOT = re.compile(r"\s*(?:(?://|#)[^\n]*\n\s*)*(?:strict\s+)?(?:di)?graph\b[^\n{]*\{", re.IGNORECASE)
_OTHER_MERMAID = re.compile(
    r"(sequenceDiagram|classDiagram|stateDiagram\S*|erDiagram|mindmap|C4\w+|architecture-beta|block-beta|gantt)\b"
)
_MERMAID = re.compile(r"(graph|flowchart\S*)(\s|;|$)")

__all__ = ["Drawing", "DrawingError", "read_drawing"]


def read_drawing(text: str) -> Drawing:
    """Read a Mermaid flowchart, a Graphviz graph, or lines such as `Browser -> Endpoint`.

    Raises:
        DrawingError: it is too large, or cannot be read; the text says where and what to mend.
    """
    if len(text) > MOST:
        raise DrawingError(f"The diagram is longer than {MOST:,} characters.")
    fenced = _FENCED.search(text)
    body = fenced[3] if fenced else text
    first = _first_line(body)
    if _DOT.match(body):
        return read_dot(body)
    if other := _OTHER_MERMAID.match(first):
        raise DrawingError(f"A {other[1]} does not show which part leads to which; draw a `flowchart`.")
    if _MERMAID.match(first) or (fenced and fenced[2] == "mermaid"):
        return read_mermaid(body)
    return read_described(body)


def _first_line(text: str) -> str:
    """Return the first line that says something: no comment, no title block."""
    plain = re.sub(r"\A\s*---\n.*?\n---\n", "", text, flags=re.DOTALL)
    lines = (line.strip() for line in plain.splitlines())
    return next((line for line in lines if line and not line.startswith("%%")), "")
