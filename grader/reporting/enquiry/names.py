"""Names and figures as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from grader.reporting.parts import indented
from grader.reporting.visible import one_line

MOST = 20
"""Names of one kind that are shown where they are not what was asked for."""
NAME = 80
"""Characters of a name."""


def names(labels: Sequence[str], most: int = MOST) -> str:
    """Return at most so many names in one line."""
    more = f" and {len(labels) - most} more" if len(labels) > most else ""
    return ", ".join(one_line(label, NAME) or "(no name)" for label in labels[:most]) + more


def listed(title: str, items: Sequence[str]) -> Iterator[RenderableType]:
    """Yield a title with its items below it; nothing where there are none."""
    if items:
        yield Text(title)
        yield from (indented(Text(one_line(item))) for item in items[:MOST])
    if len(items) > MOST:
        yield indented(Text(f"... and {len(items) - MOST} more"))


def rate(percent: float | None) -> str:
    """Return a share in whole percent; a dash where there is none."""
    return "-" if percent is None else f"{percent:.0f} %"
