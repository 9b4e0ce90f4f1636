"""Lays a diagram out in layers: each box below those that lead to it, where there is no circle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from grader.results import Diagram

Onward = Mapping[str, list[str]]


class Place(NamedTuple):
    """Where a box lies, counted from the top and from the left."""

    row: int
    column: int


def places(diagram: Diagram) -> dict[str, Place]:
    """Return the place of every box."""
    rows = _rows([box.id for box in diagram.boxes], _without_circles(diagram))
    columns: dict[str, int] = {}
    for row in range(1 + max(rows.values(), default=0)):
        members = [box for box in rows if rows[box] == row]
        above = {a.target: columns[a.source] for a in reversed(diagram.arrows) if a.source in columns}
        members.sort(key=lambda box: above.get(box, len(columns)))
        columns |= {box: column for column, box in enumerate(members)}
    return {box: Place(rows[box], columns[box]) for box in rows}


def _without_circles(diagram: Diagram) -> Onward:
    """Return the arrows from each box, without those that lead back to where one came from."""
    onward: dict[str, list[str]] = {box.id: [] for box in diagram.boxes}
    for arrow in diagram.arrows:
        if arrow.target not in onward[arrow.source] and not _leads(onward, arrow.target, arrow.source):
            onward[arrow.source].append(arrow.target)
    return onward


def _leads(onward: Onward, begin: str, end: str) -> bool:
    seen, queue = {begin}, [begin]
    while queue:
        box = queue.pop()
        if box == end:
            return True
        new = [other for other in onward[box] if other not in seen]
        seen.update(new)
        queue += new
    return False


def _rows(boxes: list[str], onward: Onward) -> dict[str, int]:
    """Return each box's layer: the longest way to it. What nothing leads to or from comes last."""
    rows = dict.fromkeys(boxes, 0)
    for _ in boxes:
        for box in boxes:
            for other in onward[box]:
                rows[other] = max(rows[other], rows[box] + 1)
    touched = {box for box in boxes if onward[box]} | {other for box in boxes for other in onward[box]}
    last = max(rows.values(), default=0) + 1
    alone = [box for box in boxes if box not in touched]
    return rows | (dict.fromkeys(alone, last) if len(alone) < len(boxes) else {})
