"""Pieces that everything printed on a terminal is laid out with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.reporting import messages
from grader.reporting.json_layout import spaced
from grader.results import CheckResult

WIDTH = 80
LABEL = len("What to do")


def told(
    check: CheckResult, title: str, number: str = "", *, commands: bool = True
) -> Iterator[RenderableType]:
    """Lay out what went wrong, the evidence and, with `commands`, what repeats it."""
    lines = messages.message_lines(check)
    if title:
        yield indented(Text(f"{number}{title}", "bold"))
    elif number and lines:
        lines[0] = number + lines[0]
    yield indented(_message(lines))
    seen = [
        (label, list(map(spaced, lines)) if label in {"Expected", "Found"} else lines)
        for label, lines in messages.evidence(check)
    ]
    if commands and check.exchanges:
        seen.append(("Try it", ["while `fastapi dev` runs:", *filter(None, [messages.curl_remark(check)])]))
    yield facts(seen)
    for command in messages.curl_lines(check) if commands else ():
        # Never wrapped, so that it can be copied in one piece (a bare Text would lose `no_wrap` in print).
        yield Group(Text(f"  {command}", "cyan", no_wrap=True, overflow="ignore"))
    yield Text()


def _message(lines: list[str]) -> RenderableType:
    if len(lines) < 2:
        return Group(*map(Text, lines))
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row("-", Text(line))
    return table


def facts(known: Iterable[messages.Fact]) -> RenderableType:
    """Lay out labelled lines; a label without lines is left out."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=LABEL)
    table.add_column(overflow="fold")
    for label, lines in known:
        if any(lines):
            table.add_row(Text(label, "dim"), Group(*map(_line, lines)))
    return indented(table)


def _line(line: str) -> RenderableType:
    """Keep the indentation of a line that has to be wrapped."""
    text = line.lstrip(" ")
    indent = len(line) - len(text)
    if len(line) <= WIDTH // 2 or indent > WIDTH // 4:
        return Text(line)
    return Padding(Text(text), (0, 0, 0, indent))


def indented(part: RenderableType) -> RenderableType:
    """Move a part two columns to the right."""
    return Padding(part, (0, 0, 0, 2))
