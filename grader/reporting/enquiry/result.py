"""One hand-in's result as lines."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from grader.gradebook.answers import Lost, Result
from grader.gradebook.cells import number_cell
from grader.gradebook.remarks import remarks
from grader.gradebook.values import Mark
from grader.reporting.parts import indented
from grader.reporting.terminal import STYLES
from grader.reporting.visible import LINE, one_line


def result_parts(result: Result) -> Iterator[RenderableType]:
    """Yield the score, what bears on it, the criteria that cost points, and where to read on."""
    mark = result.mark
    lesson = one_line(mark.title or mark.lesson)
    yield Text(f"{one_line(mark.handin.label)}{f', {lesson}' if lesson else ''}", "bold")
    yield Text(_score(result))
    for remark in remarks(mark):
        yield Text(one_line(remark))
    if result.start_failure:
        yield Text(one_line(result.start_failure))
    for one in result.lost:
        yield from _lost(one)
    paths = (("Feedback", result.feedback), ("Report", result.report))
    for name, path in paths:
        if path:
            # Never wrapped, so that it can be copied in one piece.
            yield Group(Text(f"{name}: {one_line(path)}", no_wrap=True, overflow="ignore"))
    yield Text()


def _score(result: Result) -> str:
    mark = result.mark
    if mark.score is None:
        return "No score yet"
    late = f", {_points(mark, result.final)} after lateness" if mark.late else ""
    proposed = ""
    if mark.proposed is not None and mark.proposed != mark.score:
        proposed = f" (the grader proposed {mark.proposed})"
    review = ", to be looked at by hand" if result.status == "review" else ""
    return f"Score {_points(mark, mark.score)}{proposed}{late}{review}"


def _points(mark: Mark, score: float | None) -> str:
    return f"{number_cell(score)} / {mark.max_score}" if mark.max_score else number_cell(score)


def _lost(one: Lost) -> Iterator[RenderableType]:
    points = f"{one.points}/{one.max_points}"
    style = STYLES[one.outcome]
    yield indented(Text.assemble((one.outcome.value, style), f"  {points}  {one_line(one.title)} ({one.id})"))
    first = next((line for line in one.message.split("\n") if line.strip()), "")
    if first:
        yield indented(indented(Text(one_line(first, LINE))))
