"""Judges a diagram by its graph: which components it has, and what can be reached from where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal

from grader.checks.answers.diagrams import Drawing, DrawingError, read_drawing
from grader.checks.answers.phrases import mentions
from grader.checks.answers.verdict import Verdict
from grader.printable import printable
from grader.questions import CONNECTED, Component, Diagram, Guard, Route
from grader.results import Arrow, Box
from grader.results import Diagram as Picture

Pair = tuple[str, str]
_ABSENT = "missing-"
"""Begins the id of a box that stands for a component that is missing."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")


def judge_diagram(question: Diagram, value: Any, parts: Sequence[str]) -> Verdict:
    """Judge a diagram; of what it must hold only `parts`, where there are any."""
    if not isinstance(value, str):
        return Verdict(("Give the diagram as text in quotes.",), received=printable(str(value)))
    try:
        drawing = read_drawing(value)
    except DrawingError as error:
        return Verdict((str(error),), received=value[:2_000])
    graph = _Graph(question, drawing)
    found = [finding for part in parts or question.part_ids for finding in graph.findings(part)]
    told = [message for message, _, _ in found]
    told += [f'"{printable(line, 80)}" was not understood and left out.' for line in drawing.unread if found]
    picture = graph.picture(
        {box for _, boxes, _ in found for box in boxes}, {pair for _, _, pairs in found for pair in pairs}
    )
    return Verdict(tuple(told), diagram=picture)


Finding = tuple[str, Collection[str], Collection[Pair]]
"""What is wrong; the boxes and the arrows that show it: those that are not there count as missing."""


class _Graph:
    """A drawing beside what is asked of it."""

    def __init__(self, question: Diagram, drawing: Drawing) -> None:
        self._question = question
        self._drawing = drawing
        self._names = {component.id: component.name for component in question.components}
        self._boxes: dict[str, list[str]] = {component.id: [] for component in question.components}
        for box, label in drawing.labels.items():
            if component := component_of(label, question.components):
                self._boxes[component.id].append(box)

    def findings(self, part: str) -> Iterator[Finding]:
        """Yield what is wrong with one part of the question."""
        if part == CONNECTED:
            yield from self._apart()
        elif part in self._names:
            if not self._boxes[part]:
                yield self._absent(part)
        else:
            routes = (*self._question.paths, *self._question.guards)
            yield from self._on_route(next(route for route in routes if route.id == part))

    def _on_route(self, route: Route) -> Iterator[Finding]:
        ends = (route.source, route.target)
        wanted = (*ends, route.through) if isinstance(route, Guard) else ends
        absent = [name for name in wanted if not self._boxes[name]]
        source, target = (self._names[name] for name in ends)
        if absent:
            yield self._absent(absent[0])
        elif not self._way(*ends):
            missing = (self._boxes[route.source][0], self._boxes[route.target][0])
            yield f"No way leads along the arrows from the {source} to the {target}.", [], [missing]
        elif isinstance(route, Guard) and (way := self._way(*ends, without=self._boxes[route.through])):
            told = " -> ".join(self._told(box) for box in way)
            yield f"This way goes around the {self._names[route.through]}: {told}.", [], list(pairwise(way))
            yield from self._beside(route)

    def _absent(self, name: str) -> Finding:
        known = [box for boxes in self._boxes.values() for box in boxes]
        others = [
            f'"{printable(label, 60)}"' for box, label in self._drawing.labels.items() if box not in known
        ]
        unknown = f" Not recognised: {', '.join(others)}." if others else ""
        return f"There is no box for the {self._names[name]}.{unknown}", [_ABSENT + name], []

    def _beside(self, guard: Guard) -> Iterator[Finding]:
        """Yield where the guard stands, when no way to the target leads through it at all."""
        if not self._way(guard.through, guard.target):
            through, target = self._names[guard.through], self._names[guard.target]
            after = self._way(guard.target, guard.through)
            place = f"comes only after the {target}" if after else f"is no part of a way to the {target}"
            yield f"The {through} {place}.", [], []

    def _listed(self, boxes: Iterable[str]) -> str:
        return ", ".join(printable(self._drawing.labels[box], 60) for box in boxes)

    def _told(self, box: str) -> str:
        """Return the component that a box stands for, or its label in quotes."""
        name = next((self._names[name] for name, boxes in self._boxes.items() if box in boxes), "")
        return name or f'"{printable(self._drawing.labels[box], 60)}"'

    def _way(self, source: str, target: str, without: Collection[str] = ()) -> list[str]:
        """Return the boxes on a shortest way between two components, or nothing."""
        ways = [[box] for box in self._boxes[source] if box not in without]
        seen = {way[0] for way in ways}
        for way in ways:  # grows while it is walked
            if way[-1] in self._boxes[target]:
                return way
            for begin, end in self._drawing.arrows:
                if begin == way[-1] and end not in seen and end not in without:
                    seen.add(end)
                    ways.append([*way, end])
        return []

    def _apart(self) -> Iterator[Finding]:
        """Yield the boxes that no line joins to the first one, whichever way its arrows point."""
        boxes = list(self._drawing.labels)
        if not self._drawing.arrows:
            yield "There is no arrow in the diagram.", [], []
            return
        joined = {boxes[0]} if boxes else set[str]()
        for _ in boxes:
            joined |= {end for pair in self._drawing.arrows if joined & set(pair) for end in pair}
        apart = [box for box in boxes if box not in joined]
        if apart:
            told = f'no line joins "{self._listed(apart)}" to the rest'
            yield f"Not everything hangs together: {told}.", apart, []

    def picture(self, boxes: Collection[str], arrows: Collection[Pair]) -> Picture:
        """Return the drawing with these boxes and arrows marked."""
        numbers = {box: f"n{number}" for number, box in enumerate(self._drawing.labels, start=1)}
        drawn = [
            Box(id=numbers[box], label=printable(label, 120), mark=_mark(box in boxes))
            for box, label in self._drawing.labels.items()
        ]
        drawn += [
            Box(id=_ABSENT + name, label=label, mark="missing")
            for name, label in self._names.items()
            if _ABSENT + name in boxes
        ]
        lines = [
            Arrow(
                source=numbers[a], target=numbers[b], label=printable(label, 60), mark=_mark((a, b) in arrows)
            )
            for (a, b), label in self._drawing.arrows.items()
        ]
        wanted = sorted(pair for pair in arrows if pair not in self._drawing.arrows)
        lines += [Arrow(source=numbers[a], target=numbers[b], mark="missing") for a, b in wanted]
        return Picture(boxes=tuple(drawn), arrows=tuple(lines))


def _mark(wrong: bool) -> Literal["", "wrong"]:
    return "wrong" if wrong else ""


def component_of(label: str, components: Iterable[Component]) -> Component | None:
    """Return the component that a label names: the one most of whose words it has, the earliest of equals."""
    best: tuple[int, int, Component] | None = None
    for component in components:
        found = [place for phrase in component.words if (place := _place(phrase, label)) is not None]
        if found:
            first = min(found)
            if best is None or (len(found), -first) > best[:2]:
                best = (len(found), -first, component)
    return best[2] if best else None


def _place(phrase: str, label: str) -> int | None:
    """Return where a label says `phrase`, as it is written or as `CamelCase` and `snake_case` are read."""
    for text in (label, _CAMEL.sub(" ", label)):
        if words := mentions(phrase, text):
            return " ".join(text.split()).find(words)
    return None
