"""The lines of each kind of answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.gradebook.answers import (
    Answer,
    ClassAnswer,
    CriterionAnswer,
    CriterionOutcomes,
    Misconception,
    MisconceptionAnswer,
    Named,
    ReviewAnswer,
    StudentAnswer,
)
from grader.reporting.enquiry.lesson import lesson_parts
from grader.reporting.enquiry.names import listed, names, rate
from grader.reporting.enquiry.result import result_parts
from grader.reporting.parts import indented
from grader.reporting.terminal import STYLES
from grader.reporting.visible import one_line
from grader.reporting.wording import SURE, count
from grader.results import Confidence, Outcome


def parts_of(answer: Answer) -> Iterator[RenderableType]:
    """Yield all of an answer: first what is not done yet, which it cannot tell."""
    if answer.pending:
        left, of = len(answer.pending), count(answer.handins, "hand-in")
        yield Text(f"{left} of {of} not done yet: {names(answer.pending)}", "bold magenta")
        yield Text()
    yield from _told(answer)


@singledispatch
def _told(answer: Answer) -> Iterator[RenderableType]:
    """Yield what an answer tells."""
    raise TypeError(type(answer))


@_told.register
def _(answer: StudentAnswer) -> Iterator[RenderableType]:
    for result in answer.results:
        yield from result_parts(result)
    for student in answer.absent:
        yield Text(f"{one_line(student.label)} handed in nothing.")
    if not (answer.results or answer.absent or answer.pending):
        yield Text(f"{one_line(answer.asked)} handed in nothing for {one_line(answer.lesson)}.")


@_told.register
def _(answer: CriterionAnswer) -> Iterator[RenderableType]:
    for criterion in answer.criteria:
        yield Text(f"{one_line(criterion.title)} ({_place(criterion.lesson)}{criterion.id})", "bold")
        yield Text(f"Pass rate: {rate(criterion.rate)}")
        yield _outcomes(criterion)
        yield Text()


def _outcomes(criterion: CriterionOutcomes) -> RenderableType:
    who = {
        Outcome.PASSED: criterion.passed,
        Outcome.FAILED: criterion.failed,
        Outcome.BLOCKED: criterion.blocked,
        Outcome.ERROR: criterion.error,
    }
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(overflow="fold")
    for outcome, some in who.items():
        if some:
            table.add_row(Text(outcome, STYLES[outcome]), str(len(some)), Text(_labels(some)))
    return indented(table)


@_told.register
def _(answer: MisconceptionAnswer) -> Iterator[RenderableType]:
    if not answer.misconceptions:
        yield Text("No hand-in looks like a known mistake.")
    for one in answer.misconceptions:
        yield from _misconception(one)


def _misconception(one: Misconception) -> Iterator[RenderableType]:
    total = count(len(one.sure) + len(one.unsure), "hand-in")
    yield Text.assemble((total, "bold"), f" ({_place(one.lesson)}{', '.join(one.mutants)})")
    yield indented(Text(one_line(one.text)))
    for confidence, some in ((Confidence.EXACT, one.sure), (Confidence.CLOSE, one.unsure)):
        if some:
            yield indented(Text.assemble((f"{SURE[confidence]}: ", "bold"), _labels(some)))
    yield Text()


@_told.register
def _(answer: ReviewAnswer) -> Iterator[RenderableType]:
    yield Text(f"{count(len(answer.review), 'hand-in')} to look at by hand", "bold")
    for one in answer.review:
        label = f"{one_line(one.label)}{f' ({one_line(one.lesson)})' if one.lesson else ''}"
        yield indented(Text.assemble((label, "bold"), f": {one_line('; '.join(one.reasons))}"))


@_told.register
def _(answer: ClassAnswer) -> Iterator[RenderableType]:
    for lesson in answer.lessons:
        yield from lesson_parts(lesson)
    yield Text(f"{count(answer.review, 'hand-in')} to look at by hand{' (--review)' * bool(answer.review)}")
    absent = [student.label for student in answer.absent]
    yield from listed(f"{count(len(absent), 'student')} without a hand-in:", absent)
    yield from listed("Not matched:", [f"{one.what}: {one.why}" for one in answer.unmatched])
    yield from listed("Decisions that could not be given to a hand-in:", answer.problems)


def _labels(some: Sequence[Named]) -> str:
    return names([one.label for one in some], most=len(some))


def _place(lesson: str) -> str:
    return f"{one_line(lesson)}/" if lesson else ""
