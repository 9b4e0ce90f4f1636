"""Reads a list of arrows in words: `Browser -> FastAPI endpoint -> Validation: the prompt`."""

from __future__ import annotations

import re

from grader.checks.answers.diagrams.drawing import Drawing, DrawingError

_ARROW = re.compile(r"\s*(<-+>|<=+>|↔|⟷|⇄|-+>|=+>|→|⟶|⇒|➔|➜)\s*")
_BULLET = re.compile(r"^\s*(?:[-*+•]|\d+[.)])\s+")
_MARKS = "\"'`*_[](){} \t"


def read_described(text: str) -> Drawing:
    """Read the lines that hold arrows; what is written between them is left alone.

    Raises:
        DrawingError: there is no arrow at all.
    """
    drawing = Drawing()
    for line in text.splitlines():
        ends = _ARROW.split(_BULLET.sub("", line))
        if len(ends) > 1:
            _add(drawing, ends)
    if not drawing.labels:
        raise DrawingError(
            "No arrow was found: write a Mermaid flowchart, a Graphviz graph, "
            "or lines such as `Browser -> Endpoint`."
        )
    return drawing


def _add(drawing: Drawing, ends: list[str]) -> None:
    """Add what one line says; `ends` are boxes and, between them, arrows."""
    *_, last = ends
    name, _, remark = last.partition(":")
    names = [_name(end) for end in (*ends[:-1:2], name)]
    if not all(names):
        drawing.unread.append(" ".join(ends))
        return
    for shown in names:
        drawing.add_box(shown.casefold(), drawing.labels.get(shown.casefold(), shown))
    for place, arrow in enumerate(ends[1::2]):
        source, target = names[place].casefold(), names[place + 1].casefold()
        drawing.add_arrow(source, target, remark if place == len(names) - 2 else "", both=arrow[0] in "<↔⟷⇄")


def _name(text: str) -> str:
    """Return a box's name without a remark in brackets at its end, and without marks around it."""
    return re.sub(r"(?<=\w)\s*\([^()]*\)\s*$", "", text.strip()).strip(_MARKS)
