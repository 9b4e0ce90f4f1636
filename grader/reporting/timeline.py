"""Requests that were under way at the same time, as a small picture: in text, and as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from grader.reporting.visible import one_line
from grader.results import Span

COLUMNS = 30
LABEL = 14
ROWS = 16
WIDTH, ROW, LEFT = 640, 22, 190
"""Pixels of the picture: its width, the height of a row, and where the time begins."""


_SVG = Markup(
    '<svg class="timeline" viewBox="0 0 {width} {height}" role="img" aria-label="Timeline">{rows}'
    '<text class="of" x="{left}" y="{foot}">0 s</text>'
    '<text class="of last" x="{width}" y="{foot}">{end}</text></svg>'
)


@dataclass(frozen=True)
class _Row:
    label: str
    spans: tuple[Span, ...]


def timeline_lines(spans: Sequence[Span]) -> list[str]:
    """Draw a row per request, and one for all probes of a kind; empty without spans."""
    end = _end(spans)
    rows = [f"{row.label[:LABEL]:<{LABEL}} {_bar(row, end)} {_times(row)}" for row in _rows(spans)]
    return [*rows, f"{'':<{LABEL}} 0 s{f'{end:.2f} s':>{COLUMNS - 3}}"] if rows else []


def _rows(spans: Sequence[Span]) -> list[_Row]:
    calls = [_Row(one_line(span.label), (span,)) for span in spans if not span.probe]
    probes: dict[str, list[Span]] = {}
    for span in spans:
        if span.probe:
            probes.setdefault(one_line(span.label), []).append(span)
    return (calls + [_Row(label, tuple(found)) for label, found in probes.items()])[:ROWS]


def _end(spans: Sequence[Span]) -> float:
    return max((span.answered for span in spans), default=0.0) or 1.0


def _bar(row: _Row, end: float) -> str:
    cells = [" "] * COLUMNS
    for span in row.spans:
        first, last = (min(int(at / end * COLUMNS), COLUMNS - 1) for at in (span.sent, span.answered))
        if not span.probe:
            cells[first : last + 1] = "━" * (last + 1 - first)
        for at in span.parts or (span.answered,):
            cells[min(int(at / end * COLUMNS), COLUMNS - 1)] = "●" if span.parts or span.probe else "┫"
    return "".join(cells)


def _times(row: _Row) -> str:
    if row.spans[0].probe:
        return f"{len(row.spans)} answers"
    span = row.spans[0]
    return f"{span.sent:.2f} to {span.answered:.2f} s"


def timeline_svg(spans: Sequence[Span]) -> Markup:
    """Draw the same as an SVG picture; "" without spans."""
    rows, end = _rows(spans), _end(spans)
    if not rows:
        return Markup("")
    height = ROW * (len(rows) + 1)
    parts = [part for number, row in enumerate(rows) for part in _svg_row(row, number * ROW, end)]
    return _SVG.format(
        width=WIDTH,
        height=height,
        left=LEFT,
        foot=height - 6,
        end=f"{end:.2f} s",
        rows=Markup("").join(parts),
    )


def _svg_row(row: _Row, top: int, end: float) -> list[Markup]:
    def at(seconds: float) -> float:
        return round(LEFT + seconds / end * (WIDTH - LEFT), 1)

    middle = top + ROW // 2
    parts = [Markup('<text x="0" y="{}">{}</text>').format(middle + 4, escape(row.label[:LABEL]))]
    for span in row.spans:
        if not span.probe:
            width = max(at(span.answered) - at(span.sent), 2)
            bar = Markup('<rect x="{}" y="{}" width="{}" height="8" rx="4"/>')
            parts.append(bar.format(at(span.sent), middle - 4, round(width, 1)))
        points = span.parts or ((span.answered,) if span.probe else ())
        parts += (Markup('<circle cx="{}" cy="{}" r="3"/>').format(at(point), middle) for point in points)
    return parts
