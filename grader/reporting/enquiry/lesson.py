"""One lesson's figures as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.gradebook.answers import CriterionRate, LessonFigures
from grader.gradebook.cells import number_cell
from grader.reporting.classpage.groups import start_title
from grader.reporting.enquiry.names import names, rate
from grader.reporting.parts import indented
from grader.reporting.visible import one_line
from grader.reporting.wording import count
from grader.results import Outcome


def lesson_parts(lesson: LessonFigures) -> Iterator[RenderableType]:
    """Yield a lesson's scores, its criteria with the hardest first, and what did not start."""
    title = f"{one_line(lesson.title)} ({one_line(lesson.id)})" if lesson.title else one_line(lesson.id)
    yield Text(title or "No lesson could be told", "bold")
    yield Text(f"{count(lesson.handins, 'hand-in')}{_scores(lesson)}")
    if lesson.criteria:
        yield indented(_criteria(lesson.criteria))
    for group in lesson.not_started:
        who = names([one.label for one in group.handins])
        yield indented(Text(f"{len(group.handins)} did not start: {start_title(group.kind)} ({who})"))
    yield Text()


def _scores(lesson: LessonFigures) -> str:
    if lesson.mean is None:
        return ", none with a score"
    some = f", {lesson.scored} with a score" if lesson.scored < lesson.handins else ""
    mean, median = number_cell(lesson.mean), number_cell(lesson.median)
    return f"{some}: mean {mean}, median {median} of {lesson.max_score}"


def _criteria(criteria: Sequence[CriterionRate]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, justify="right")
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in criteria:
        table.add_row(rate(one.rate), Text(one_line(one.id)), Text(_counts(one)))
    return table


def _counts(one: CriterionRate) -> str:
    counts = {
        Outcome.PASSED: one.passed,
        Outcome.FAILED: one.failed,
        Outcome.BLOCKED: one.blocked,
        Outcome.ERROR: one.error,
    }
    return ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number)
