"""A report for a terminal: 80 columns are enough, colour and Unicode are optional."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.reporting import messages, wording
from grader.reporting.json_layout import spaced
from grader.reporting.visible import block, one_line
from grader.results import CheckResult, CriterionResult, Outcome, Report, StartFailure

WIDTH = 80
WIDEST = 100
"""Wider lines are hard to read."""
NARROWEST = 40
BAR = 30
LABEL = len("What to do")

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


def print_report(report: Report, stream: TextIO | None = None) -> None:
    """Print to `stream` (standard output) in its width; colour only on a terminal and without `NO_COLOR`."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
    echo(render(report, width=width, color=color, marks=_marks_for(stream.encoding or "ascii")), stream)


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
    console = Console(
        file=io.StringIO(),
        width=max(NARROWEST, min(width, WIDEST)),
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=not color,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for part in _parts(report, marks):
            console.print(part, crop=False)
    return "\n".join(line.rstrip() for line in capture.get().split("\n")).rstrip("\n") + "\n"


def _marks_for(encoding: str) -> Marks:
    try:
        "".join([*UNICODE.outcomes.values(), *UNICODE[1:]]).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE


def _parts(report: Report, marks: Marks) -> Iterator[RenderableType]:
    yield from _head(report, marks)
    if report.start_failure is not None:
        yield from _start_failure(report.start_failure, marks)
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
    facts = [submission.name, submission.app and f"app {submission.app}", submission.python]
    yield Text(", ".join(one_line(fact, 120) for fact in facts if fact), "dim")
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
    yield Text(" ".join(filter(None, (wording.progress(report), wording.first_step(report)))))
    yield Text()


def _overview(report: Report, marks: Marks) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    for criterion in report.criteria:
        outcome = Text(f"{marks.outcomes[criterion.outcome]} {criterion.outcome}", STYLES[criterion.outcome])
        table.add_row(outcome, wording.points(criterion), one_line(criterion.title))
    return Group(table, Text())


def _criterion(criterion: CriterionResult, report: Report, marks: Marks) -> Iterator[RenderableType]:
    yield _title(one_line(criterion.title), wording.price(criterion), criterion.outcome, marks)
    if criterion.outcome is Outcome.BLOCKED:
        yield _indented(Text(wording.waits_for(criterion, report)))
        yield Text()
        return
    findings = wording.findings(criterion)
    for number, check in enumerate(findings[: wording.SHOWN_CHECKS], 1):
        title = one_line(wording.heading(check, criterion))
        yield from _check(check, title, f"{number}. " if len(findings) > 1 else "")
    if more := wording.more_of_the_same(criterion):
        yield _indented(Text(more))
        yield Text()
    if criterion.outcome is Outcome.FAILED:
        yield from _advice(criterion)


def _checks(title: str, checks: Iterable[CheckResult], marks: Marks) -> Iterator[RenderableType]:
    yield Text(title, "bold")
    yield Text(marks.rule * len(title), "dim")
    for check in checks:
        yield from _check(check, one_line(check.title))


def _check(check: CheckResult, title: str, number: str = "") -> Iterator[RenderableType]:
    lines = messages.message_lines(check)
    if title:
        yield _indented(Text(f"{number}{title}", "bold"))
    elif number and lines:
        lines[0] = number + lines[0]
    yield _indented(_message(lines))
    facts = [
        (label, list(map(spaced, lines)) if label in {"Expected", "Found"} else lines)
        for label, lines in messages.evidence(check)
    ]
    if check.exchanges:
        facts.append(("Try it", ["while `fastapi dev` runs:", *filter(None, [messages.curl_remark(check)])]))
    yield _facts(facts)
    for command in messages.curl_lines(check):
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


def _advice(criterion: CriterionResult) -> Iterator[RenderableType]:
    yield _indented(Text.assemble(("Hint: ", "bold"), one_line(criterion.hint)))
    if criterion.topic:
        yield _indented(Text.assemble(("In the course: ", "bold"), one_line(criterion.topic)))
    yield Text()


def _start_failure(failure: StartFailure, marks: Marks) -> Iterator[RenderableType]:
    yield _title(wording.START_TITLES[failure.kind], "", Outcome.FAILED, marks)
    yield _indented(Text(one_line(failure.message)))
    facts = [*wording.start_facts(failure), ("What to do", block(failure.advice, messages.BODY_LINES))]
    yield _facts(facts)
    yield Text()


def _foot(report: Report) -> Iterator[RenderableType]:
    for note in report.notes:
        yield Text.assemble(("Note: ", "bold"), one_line(note))
    if review := wording.review(report):
        yield Text(one_line(review), "bold magenta")


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


def _facts(facts: Iterable[messages.Fact]) -> RenderableType:
    """Lay out labelled lines; a label without lines is left out."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, min_width=LABEL)
    table.add_column(overflow="fold")
    for label, lines in facts:
        if any(lines):
            table.add_row(Text(label, "dim"), Group(*map(_line, lines)))
    return _indented(table)


def _line(line: str) -> RenderableType:
    """Keep the indentation of a line that has to be wrapped."""
    text = line.lstrip(" ")
    indent = len(line) - len(text)
    if len(line) <= WIDTH // 2 or indent > WIDTH // 4:
        return Text(line)
    return Padding(Text(text), (0, 0, 0, indent))


def _indented(part: RenderableType) -> RenderableType:
    return Padding(part, (0, 0, 0, 2))
