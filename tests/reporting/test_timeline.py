"""A timeline as text and as a picture."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from grader.reporting.timeline import timeline_lines, timeline_svg
from grader.results import Span

SPANS = (
    Span(label="GET /slow", sent=0.0, answered=1.0, status=200),
    Span(label="GET /stream", sent=0.5, answered=1.0, status=200, parts=(0.5, 0.75, 1.0)),
    Span(label="GET /ping", sent=0.0, answered=0.0, probe=True),
    Span(label="GET /ping", sent=0.2, answered=1.0, probe=True),
)


def test_text() -> None:
    assert timeline_lines(SPANS) == [
        "GET /slow      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┫ 0.00 to 1.00 s",
        "GET /stream                   ●━━━━━━●━━━━━━● 0.50 to 1.00 s",
        "GET /ping      ●                            ● 2 answers",
        "               0 s                     1.00 s",
    ]
    assert timeline_lines(()) == []


def test_picture() -> None:
    picture = ET.fromstring(timeline_svg(SPANS))
    assert [len(picture.findall(kind)) for kind in ("rect", "circle", "text")] == [2, 5, 5]
    assert timeline_svg(()) == ""


def test_labels_are_data() -> None:
    hostile = Span(label="GET /<script>\x1b[31m", sent=0, answered=0)
    assert "<script" not in timeline_svg((hostile,))
    assert "\x1b" not in timeline_svg((hostile,)) + "".join(timeline_lines((hostile,)))
