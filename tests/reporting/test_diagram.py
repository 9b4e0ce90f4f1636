"""A student's diagram in text, as Mermaid and as SVG."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from grader.reporting.diagram import MOST_DRAWN, diagram_lines, diagram_mermaid, diagram_svg
from grader.reporting.diagram_layout import places
from grader.results import Arrow, Box, Diagram

EVIL = '<script>alert(1)</script>"]; click n1 "javascript:x" \x1b[2J ```'
BOXES = (
    Box(id="n1", label="Browser"),
    Box(id="n2", label=EVIL),
    Box(id="missing-x", label="LLM", mark="missing"),
)
ARROWS = (Arrow(source="n1", target="n2", label=EVIL, mark="wrong"), Arrow(source="n2", target="n1"))
STATEMENT = re.compile(
    r"    (?:classDef [\w #:,-]+"
    r'|[\w-]+\["[^"\[\]<>`;]*"\]:::\w+'
    r"|[\w-]+ [-.]+>(?:\|[\w ]+\|)? [\w-]+)"
)
DIAGRAM = Diagram(boxes=BOXES, arrows=ARROWS)


def circle(size: int) -> Diagram:
    boxes = tuple(Box(id=f"n{number}", label=f"Box {number}") for number in range(size))
    arrows = tuple(Arrow(source=f"n{number}", target=f"n{(number + 1) % size}") for number in range(size))
    return Diagram(boxes=boxes, arrows=arrows)


def test_lines_tell_arrows_and_what_is_marked() -> None:
    lines = diagram_lines(DIAGRAM)
    assert lines[0].startswith("Browser -> <script>")
    assert lines[0].endswith("(look here)")
    assert lines[-1] == "LLM (missing)"
    assert not any("\x1b" in line for line in lines)
    assert diagram_lines(None) == []


def test_mermaid_holds_no_label_that_means_anything() -> None:
    lines = diagram_mermaid(DIAGRAM)
    assert lines[0] == "flowchart TD"
    assert '    n1["Browser"]:::plain' in lines
    assert '    missing-x["LLM"]:::missing' in lines
    for line in lines[1:]:
        assert re.fullmatch(
            r'    (classDef [\w #:,-]+|[\w-]+\["[^"\[\]<>`;]*"\]:::\w+|[\w-]+ [-.]+>(\|[\w ]+\|)? [\w-]+)',
            line,
        )


def test_svg_is_well_formed_and_harmless() -> None:
    svg = str(diagram_svg(DIAGRAM))
    root = ElementTree.fromstring(svg)
    assert {element.tag for element in root.iter()} == {"svg", "g", "rect", "path", "text"}
    assert "<script" not in svg
    assert [group.get("class") for group in root] == ["wrong", "plain", "plain", "plain", "missing"]


@pytest.mark.parametrize("size", [1, 2, 7])
def test_boxes_never_lie_upon_each_other(size: int) -> None:
    found = places(circle(size))
    assert len(set(found.values())) == size
    assert [found[f"n{number}"].row for number in range(size)] == list(range(size))


def test_what_hangs_on_nothing_comes_last() -> None:
    assert places(DIAGRAM)["missing-x"].row == 2


def test_a_diagram_too_large_to_be_read_is_not_drawn() -> None:
    assert diagram_svg(circle(MOST_DRAWN + 1)) == ""
    assert diagram_svg(circle(MOST_DRAWN)) != ""
