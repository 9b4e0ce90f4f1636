"""Checked lessons for a terminal: the matrix of trials and criteria, and what to mend."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.matrix import LessonCheck, MutationScore, Problem, Survivor, Trial, Verdict
from grader.reporting import check_wording
from grader.reporting.check_wording import NO_START, Row
from grader.reporting.messages import Fact
from grader.reporting.parts import facts, indented, told
from grader.reporting.terminal import ASCII, UNICODE, lay_out
from grader.reporting.visible import one_line
from grader.reporting.wording import SHOWN_CHECKS

ASCII_SIGNS = {
    Verdict.PASSED: ".",
    Verdict.KILLED: "x",
    Verdict.BLOCKED: "-",
    Verdict.SURVIVED: "!",
    Verdict.UNDECLARED: "#",
    Verdict.ERROR: "?",
}
STYLES = {
    Verdict.PASSED: "dim",
    Verdict.KILLED: "green",
    Verdict.BLOCKED: "yellow",
    Verdict.SURVIVED: "bold red",
    Verdict.UNDECLARED: "bold red",
    Verdict.ERROR: "bold magenta",
}
CELL = 3
"""Columns of a cell: room for two digits above it."""
SCORE = 7
"""Columns of a score, whose head is `score`."""


def render(checks: Sequence[LessonCheck], *, width: int, color: bool, unicode: bool) -> str:
    """Return all lessons and a line that sums them up; a matrix may be wider than `width`."""
    signs, rule = (check_wording.SIGNS, UNICODE.rule) if unicode else (ASCII_SIGNS, ASCII.rule)
    parts: list[RenderableType] = []
    for check in checks:
        parts += _Page(check, signs, rule, width).parts()
    parts.append(Text(check_wording.summary(checks), "bold"))
    return lay_out(parts, width=width, color=color)


class _Page:
    """One lesson, part by part."""

    def __init__(self, check: LessonCheck, signs: dict[Verdict, str], rule: str, width: int) -> None:
        self._check = check
        self._signs = signs
        self._rule = rule
        unstarted = any(not trial.starts for trial in check.trials)
        self._cells = max(CELL * len(check.criteria), len(NO_START) + 2 if unstarted else 0)
        widest = max((len(r.label) for _, rows in check_wording.groups(check) for r in rows), default=0)
        self._names = max(0, min(widest, width - 2 - self._cells - SCORE))

    def parts(self) -> Iterator[RenderableType]:
        yield from self._head()
        check = self._check
        if check.trials:
            yield from self._matrix()
        known = check_wording.yields(check), _survivors(check.mutation), check_wording.circumstances(check)
        yield facts(itertools.chain(*known))
        yield Text()
        if check.problems:
            yield from self._problems()

    def _head(self) -> Iterator[RenderableType]:
        check, state = self._check, check_wording.state(self._check)
        name = one_line(check.lesson)
        title = f"{one_line(check.title)} ({name})" if check.title else name
        yield Text.assemble((f"{title}: ", "bold"), (state, "bold green" if check.holds else "bold red"))
        yield Text(self._rule * len(f"{title}: {state}"), "dim", no_wrap=True, overflow="crop")

    def _matrix(self) -> Iterator[RenderableType]:
        yield Text()
        yield self._legend()
        yield Text()
        numbers = "".join(f"{number:>{CELL}}" for number in range(1, len(self._check.criteria) + 1))
        yield _whole(Text(f"  {'':<{self._names}}{numbers:<{self._cells}}{'score':>{SCORE}}", "bold"))
        for title, rows in check_wording.groups(self._check):
            yield Text(title, "bold")
            yield from map(self._row, rows)
        yield Text()
        key = (f"{self._signs[verdict]} {meaning}" for verdict, meaning in check_wording.MEANINGS.items())
        yield indented(Text("   ".join(key), "dim"))
        yield Text()

    def _legend(self) -> RenderableType:
        """Say what the numbers above the columns stand for."""
        table = Table.grid(padding=(0, 2, 0, 0))
        for justify in ("right", "left", "right"):
            table.add_column(no_wrap=True, justify=justify)
        table.add_column(overflow="fold")
        for number, head in enumerate(self._check.criteria, 1):
            points = Text(str(head.points), "dim")
            title = Text(one_line(head.title), "dim")
            table.add_row(Text(str(number), "bold"), Text(one_line(head.id)), points, title)
        return indented(table)

    def _row(self, row: Row) -> RenderableType:
        line = Text()
        line.append(f"  {row.label:<{self._names}}", None if row.trial.as_declared else "bold red")
        if len(row.label) > self._names:
            line.append("\n" + " " * (self._names + 2))
        line.append_text(self._verdicts(row.trial))
        line.append(f"{row.trial.score:>{SCORE}}")
        if remark := check_wording.remark(row.trial):
            line.append(f"  {remark}", "bold red")
        return _whole(line)

    def _verdicts(self, trial: Trial) -> Text:
        if not trial.starts:
            return Text(f"  {NO_START}".ljust(self._cells), "yellow")
        line = Text()
        for head in self._check.criteria:
            verdict = trial.verdicts.get(head.id)
            sign = self._signs[verdict] if verdict else ""
            line.append(f"{sign:>{CELL}}", STYLES[verdict] if verdict else "")
        line.pad_right(self._cells - line.cell_len)
        return line

    def _problems(self) -> Iterator[RenderableType]:
        yield Text("Problems", "bold")
        yield Text(self._rule * len("Problems"), "dim")
        for number, problem in enumerate(self._check.problems, 1):
            yield from _problem(number, problem)


def _problem(number: int, problem: Problem) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    place = (one_line(problem.place), "bold")
    table.add_row(f"{number}.", Text.assemble(place, f": {one_line(problem.message)}"))
    if problem.mend:
        table.add_row("", Text.assemble(("Mend: ", "bold"), one_line(problem.mend)))
    yield table
    yield Text()
    for check in problem.evidence[:SHOWN_CHECKS]:
        yield from map(indented, told(check, one_line(check.title), commands=False))
    more = len(problem.evidence) - SHOWN_CHECKS
    if more > 0:
        yield indented(Text(f"... and {more} more."))
        yield Text()


def _survivors(score: MutationScore | None) -> list[Fact]:
    if score is None:
        return []
    return [
        ("Holes", _told(check_wording.holes(score))),
        ("Accepted", _told(check_wording.accepted(score))),
    ]


def _told(survivors: Iterable[Survivor]) -> list[str]:
    return [
        line
        for one in survivors
        for line in (
            one_line(f"{one.place}: {one.description} ({one.id})"),
            f"  {one_line(one.accepted or one.difference)}",
        )
    ]


def _whole(line: Text) -> RenderableType:
    """Keep a line in one piece (a bare Text would lose `no_wrap` in print)."""
    line.no_wrap, line.overflow = True, "ignore"
    return Group(line)
