"""A report for a terminal: 80 columns are enough, colour and Unicode are optional."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from grader.reporting import messages, wording
from grader.reporting.parts import WIDTH, facts, indented, told
from grader.reporting.visible import block, inert, one_line
from grader.results import CheckResult, CriterionResult, Outcome, Report, StartFailure

WIDEST = 100
"""Wider lines are hard to read."""
NARROWEST = 40
BAR = 30

STYLES = {
    Outcome.PASSED: "green",
    Outcome.FAILED: "bold red",
    Outcome.BLOCKED: "yellow",
    Outcome.ERROR: "bold magenta",
}


class Marks(NamedTuple):
    """Signs that an ASCII terminal replaces."""

    outcomes: dict[Outcome, str]
    rule: str
    full: str
    empty: str


UNICODE = Marks(
    {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.BLOCKED: "⊘", Outcome.ERROR: "!"}, "─", "█", "░"
)
ASCII = Marks(
    {Outcome.PASSED: "+", Outcome.FAILED: "x", Outcome.BLOCKED: "-", Outcome.ERROR: "!"}, "-", "#", "."
)


class Screen(NamedTuple):
    """What a stream can show."""

    width: int
    color: bool
    unicode: bool


def screen_of(stream: TextIO) -> Screen:
    """Return the stream's width; colour only on a terminal and without `NO_COLOR`."""
    terminal = stream.isatty()
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
    return Screen(width, color, _shows_unicode(stream.encoding or "ascii"))


def print_report(report: Report, stream: TextIO | None = None) -> None:
    """Print to `stream` (standard output) as it can show it."""
    stream = stream or sys.stdout
    width, color, unicode = screen_of(stream)
    echo(render(report, width=width, color=color, marks=UNICODE if unicode else ASCII), stream)


def print_markdown(text: str, stream: TextIO | None = None) -> None:
    """Print a lesson author's Markdown: laid out on a terminal, as it is elsewhere."""
    stream = stream or sys.stdout
    if not stream.isatty():
        echo(text, stream)
        return
    from rich.markdown import Markdown

    width = min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST)
    Console(file=stream, width=width, no_color=bool(os.environ.get("NO_COLOR"))).print(Markdown(text))


def echo(text: str, stream: TextIO | None = None) -> None:
    """Print `text`; what the encoding of `stream` (standard output) lacks is written as escapes."""
    stream = stream or sys.stdout
    encoding = stream.encoding or "ascii"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))


def render(report: Report, *, width: int = WIDTH, color: bool = False, marks: Marks = UNICODE) -> str:
    """Return the report as lines of at most `width` columns; only `curl` commands may be longer."""
    return lay_out(_parts(report, marks), width=width, color=color)


def lay_out(parts: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """Return `parts` as text whose lines end in no spaces and are no commands to a CI service."""
    console = Console(
        file=io.StringIO(),
        width=max(NARROWEST, min(width, WIDEST)),
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for part in parts:
            console.print(part, crop=False)
    lines = (line.rstrip() for line in capture.get().split("\n"))
    return inert("\n".join(lines).rstrip("\n") + "\n")


def _shows_unicode(encoding: str) -> bool:
    try:
        "".join([*UNICODE.outcomes.values(), *UNICODE[1:]]).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _parts(report: Report, marks: Marks) -> Iterator[RenderableType]:
    yield from _head(report, marks)
    if report.start_failure is not None:
        yield from _start_failure(report, report.start_failure, marks)
    yield _overview(report, marks)
    for criterion in wording.sections(report):
        yield from _criterion(criterion, report, marks)
    if unstable := wording.unstable(report):
        yield from _checks("Not certain: failed once, passed on a fresh start", unstable, marks)
    if report.observations:
        yield from _checks("Outside the rubric, no points", report.observations, marks)
    yield from _foot(report)


def _head(report: Report, marks: Marks) -> Iterator[RenderableType]:
    submission, lesson = report.submission, report.lesson
    yield Text(f"{one_line(lesson.title)} ({one_line(lesson.id)})", "bold")
    known = [submission.name, submission.app and f"app {submission.app}", submission.python]
    yield Text(", ".join(one_line(fact, 120) for fact in known if fact), "dim")
    if lesson.chosen:
        yield Text(one_line(lesson.chosen), "dim")
    yield Text()
    full = BAR * report.score // max(report.max_score, 1)
    yield Text.assemble(
        (f"Score {report.score} / {report.max_score}", "bold"),
        "  ",
        (marks.full * full, "green"),
        (marks.empty * (BAR - full), "dim"),
        f"  {wording.count(report.unjudged_points, 'point')} not judged" if report.unjudged_points else "",
    )
    for line in report.verdict:
        yield Text(one_line(line), "bold")
    yield Text(" ".join(filter(None, (wording.progress(report), wording.first_step(report)))))
    yield Text()


def _overview(report: Report, marks: Marks) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    for criterion in report.criteria:
        outcome = Text(f"{marks.outcomes[criterion.outcome]} {criterion.outcome}", STYLES[criterion.outcome])
        table.add_row(outcome, wording.points(criterion), Text(one_line(criterion.title)))
    return Group(table, Text())


def _criterion(criterion: CriterionResult, report: Report, marks: Marks) -> Iterator[RenderableType]:
    yield _title(one_line(criterion.title), wording.price(criterion), criterion.outcome, marks)
    if criterion.outcome is Outcome.BLOCKED:
        yield indented(Text(wording.waits_for(criterion, report)))
        yield Text()
        return
    findings = wording.findings(criterion)
    for number, check in enumerate(findings[: wording.SHOWN_CHECKS], 1):
        title = one_line(wording.heading(check, criterion))
        yield from told(check, title, f"{number}. " if len(findings) > 1 else "")
    if more := wording.more_of_the_same(criterion):
        yield indented(Text(more))
        yield Text()
    if criterion.outcome is Outcome.FAILED:
        yield from _advice(criterion, report)


def _checks(title: str, checks: Iterable[CheckResult], marks: Marks) -> Iterator[RenderableType]:
    yield Text(title, "bold")
    yield Text(marks.rule * len(title), "dim")
    for check in checks:
        yield from told(check, one_line(check.title))


def _advice(criterion: CriterionResult, report: Report) -> Iterator[RenderableType]:
    yield from _likenesses(wording.likenesses(report, criterion.id))
    yield indented(Text.assemble(("Hint: ", "bold"), one_line(criterion.hint)))
    if criterion.topic:
        yield indented(Text.assemble(("In the course: ", "bold"), one_line(criterion.topic)))
    yield Text()


def _likenesses(told: Iterable[tuple[str, str]]) -> Iterator[RenderableType]:
    for label, text in told:
        yield indented(Text.assemble((f"{label}: ", "bold"), one_line(text)))
        yield Text()


def _start_failure(report: Report, failure: StartFailure, marks: Marks) -> Iterator[RenderableType]:
    yield _title(wording.START_TITLES[failure.kind], "", Outcome.FAILED, marks)
    yield indented(Text(one_line(failure.message)))
    yield facts([*wording.start_facts(failure), ("What to do", block(failure.advice, messages.BODY_LINES))])
    yield Text()
    yield from _likenesses(wording.likenesses(report))


def _foot(report: Report) -> Iterator[RenderableType]:
    for note in report.notes:
        yield Text.assemble(("Note: ", "bold"), one_line(note))
    if review := wording.review(report):
        yield Text(one_line(review), "bold magenta")
    if isolation := wording.isolation(report.sandbox):
        lines = [isolation, *wording.not_in_force(report.sandbox)]
        yield Text("\n".join(one_line(line) for line in lines), "dim")


def _title(title: str, price: str, outcome: Outcome, marks: Marks) -> RenderableType:
    """Lay out a title, its price in a column of its own, and a rule as long as both."""
    words = Text(f"{marks.outcomes[outcome]} {title}", STYLES[outcome])
    cost = Text(f"({price})" if price else "")
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    table.add_row(words, cost)
    length = words.cell_len + (2 + cost.cell_len if price else 0)
    rule = Text(marks.rule * length, "dim", no_wrap=True, overflow="crop")
    return table if outcome is Outcome.BLOCKED else Group(table, rule)
