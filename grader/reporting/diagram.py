"""A student's diagram with what is missing marked: in text, as a Mermaid block, and as SVG."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from grader.reporting.diagram_layout import Place, places
from grader.reporting.visible import one_line
from grader.results import Arrow, Box, Diagram

MOST_DRAWN = 40
"""Boxes of a picture that can still be read."""
CELL_WIDTH, CELL_HEIGHT = 190, 84
BOX_WIDTH, BOX_HEIGHT = 160, 44
TIP = 6
"""Pixels of an arrow's head."""
LETTERS, LINES = 22, 2
"""What fits into a box."""

_MARKS = {"": "", "missing": " (missing)", "wrong": " (look here)"}
_CLASSES = {"": ":::plain", "missing": ":::missing", "wrong": ":::wrong"}
_PUNCTUATION = frozenset(" .,:/+-'")
_SVG = Markup(
    '<svg class="diagram" viewBox="0 0 {width} {height}" width="{width}" role="img" '
    'aria-label="Your diagram">{parts}</svg>'
)
_BOX = Markup('<g class="{mark}"><rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>{lines}</g>')
_LINE = Markup('<text x="{x}" y="{y}">{text}</text>')
_ARROW = Markup('<g class="{mark}"><path class="way" d="{way}"/><path class="tip" d="{tip}"/>{label}</g>')


def diagram_lines(diagram: Diagram | None) -> list[str]:
    """Return one line per arrow, then one per box that is missing or apart; empty without a diagram."""
    if diagram is None:
        return []
    labels = {box.id: one_line(box.label) for box in diagram.boxes}
    arrows = [f"{labels[a.source]} -> {labels[a.target]}{_MARKS[a.mark]}" for a in diagram.arrows]
    return arrows + [f"{labels[box.id]}{_MARKS[box.mark]}" for box in diagram.boxes if box.mark]


def diagram_mermaid(diagram: Diagram) -> list[str]:
    """Return a Mermaid flowchart; of labels only what can mean nothing but itself is kept."""
    boxes = [f'    {box.id}["{_harmless(box.label)}"]{_CLASSES[box.mark]}' for box in diagram.boxes]
    arrows = [f"    {_mermaid_arrow(arrow)}" for arrow in diagram.arrows]
    styles = [
        "    classDef plain stroke:#888",
        "    classDef missing stroke:#a01c1c,stroke-dasharray:4",
        "    classDef wrong stroke:#a01c1c,stroke-width:3px",
    ]
    return ["flowchart TD", *boxes, *arrows, *styles]


def _mermaid_arrow(arrow: Arrow) -> str:
    label = {"": _harmless(arrow.label), "missing": "missing", "wrong": "look here"}[arrow.mark]
    line = "-.->" if arrow.mark == "missing" else "-->"
    return f"{arrow.source} {line}{f'|{label}|' if label else ''} {arrow.target}"


def _harmless(label: str) -> str:
    kept = "".join(char if char.isalnum() or char in _PUNCTUATION else " " for char in one_line(label))
    return " ".join(kept.replace("--", " ").split())


@dataclass(frozen=True)
class _Spot:
    """The middle of a box, in pixels."""

    x: float
    y: float


def diagram_svg(diagram: Diagram) -> Markup:
    """Draw the diagram in layers from the top down; "" where it is too large to be read."""
    if len(diagram.boxes) > MOST_DRAWN:
        return Markup("")
    found = places(diagram)
    rows = 1 + max((place.row for place in found.values()), default=0)
    columns = 1 + max((place.column for place in found.values()), default=0)
    spots = {box: _spot(place) for box, place in found.items()}
    parts = [_arrow(arrow, found, spots) for arrow in diagram.arrows]
    parts += [_box(box, spots[box.id]) for box in diagram.boxes]
    return _SVG.format(
        width=round(CELL_WIDTH * (columns + 0.5)), height=CELL_HEIGHT * rows, parts=Markup("").join(parts)
    )


def _spot(place: Place) -> _Spot:
    return _Spot((place.column + 0.5) * CELL_WIDTH, (place.row + 0.5) * CELL_HEIGHT)


def _box(box: Box, spot: _Spot) -> Markup:
    lines = textwrap.wrap(one_line(box.label), LETTERS, max_lines=LINES, placeholder=" ...") or [""]
    top = spot.y + 5 - 8 * (len(lines) - 1)
    return _BOX.format(
        mark=box.mark or "plain",
        x=spot.x - BOX_WIDTH / 2,
        y=spot.y - BOX_HEIGHT / 2,
        width=BOX_WIDTH,
        height=BOX_HEIGHT,
        lines=Markup("").join(
            _LINE.format(x=spot.x, y=top + 16 * number, text=line) for number, line in enumerate(lines)
        ),
    )


def _arrow(arrow: Arrow, found: Mapping[str, Place], spots: Mapping[str, _Spot]) -> Markup:
    """Lead down to the next layer, or around the right-hand side to any other."""
    begin, end = spots[arrow.source], spots[arrow.target]
    down = found[arrow.target].row == found[arrow.source].row + 1
    way, tip, middle = _down(begin, end) if down else _aside(begin, end)
    text = one_line(arrow.label, LETTERS)
    label = _LINE.format(x=middle.x, y=middle.y, text=text) if text else Markup("")
    return _ARROW.format(mark=arrow.mark or "plain", way=way, tip=tip, label=label)


def _down(begin: _Spot, end: _Spot) -> tuple[str, str, _Spot]:
    top, bottom = begin.y + BOX_HEIGHT / 2, end.y - BOX_HEIGHT / 2
    half = (top + bottom) / 2
    way = f"M{begin.x} {top} C{begin.x} {half} {end.x} {half} {end.x} {bottom - TIP}"
    tip = f"M{end.x} {bottom} l{-TIP} {-TIP * 1.5} h{2 * TIP} z"
    return way, tip, _Spot((begin.x + end.x) / 2, half + 4)


def _aside(begin: _Spot, end: _Spot) -> tuple[str, str, _Spot]:
    out, into = begin.x + BOX_WIDTH / 2, end.x + BOX_WIDTH / 2
    # Arrows of one pair, and to different rows, must not lie upon each other.
    leave, arrive = begin.y + 8, end.y - 8
    far = max(out, into) + 24 + abs(end.y - begin.y) / 6
    way = f"M{out} {leave} C{far} {leave} {far} {arrive} {into + TIP} {arrive}"
    tip = f"M{into} {arrive} l{TIP * 1.5} {-TIP} v{2 * TIP} z"
    return way, tip, _Spot(far - 12, (leave + arrive) / 2)
