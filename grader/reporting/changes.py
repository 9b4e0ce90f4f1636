"""What changed since the last grading, and what is still wrong, for a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from rich.console import RenderableType
from rich.text import Text

from grader.comparison import Changes, CriterionChange
from grader.reporting import messages, wording
from grader.reporting.parts import WIDTH, facts, indented, told
from grader.reporting.terminal import ASCII, STYLES, UNICODE, Marks, echo, lay_out, screen_of
from grader.reporting.visible import block, one_line
from grader.results import CriterionResult, Outcome, Report, StartFailure

SHOWN_NAMES = 4
"""Saved files that are named."""


class Changed(NamedTuple):
    """A grading after another."""

    saved: tuple[str, ...]
    changes: Changes
    report: Report


def render(changed: Changed, *, width: int = WIDTH, color: bool = False, marks: Marks = UNICODE) -> str:
    """Return the change, and what to mend first, as lines of at most `width` columns."""
    return lay_out(_parts(changed, marks), width=width, color=color)


def print_changed(changed: Changed, stream: TextIO | None = None) -> None:
    """Print to `stream` (standard output) as it can show it."""
    stream = stream or sys.stdout
    width, color, unicode = screen_of(stream)
    echo(render(changed, width=width, color=color, marks=UNICODE if unicode else ASCII), stream)


def saved_names(saved: Sequence[str]) -> str:
    """Return the names of saved files, the first few of many."""
    more = f" and {len(saved) - SHOWN_NAMES} more" if len(saved) > SHOWN_NAMES else ""
    return one_line(", ".join(saved[:SHOWN_NAMES])) + more


def _parts(changed: Changed, marks: Marks) -> Iterator[RenderableType]:
    found, report = changed.changes, changed.report
    if report.start_failure is not None:  # a list of all that is blocked now would tell nothing
        yield from _start_failure(report.start_failure, marks)
        yield Text(f"Score 0 until it starts; before: {found.score_before} / {found.max_before}.")
        return
    yield from _score(found)
    yield from _differences(found, marks)
    yield Text()
    yield from _still_wrong(report, marks)


def _score(found: Changes) -> Iterator[RenderableType]:
    gained = found.score_after - found.score_before
    out_of = f"{found.score_after} / {found.max_after}"
    if not gained and found.max_after == found.max_before:
        yield Text(f"Score {out_of}, as before", "bold")
        return
    before = f"{found.score_before}" + (
        f" / {found.max_before}" if found.max_before != found.max_after else ""
    )
    style = "bold green" if gained > 0 else "bold red"
    yield Text.assemble((f"Score {before} -> {out_of}", "bold"), (f"  ({gained:+d})", style))


def _differences(found: Changes, marks: Marks) -> Iterator[RenderableType]:
    moved = [c for c in found.criteria if Outcome.PASSED not in {c.before, c.after}]
    for change in (*found.newly_passed, *found.newly_lost, *moved):
        yield _line(change, marks)
    for what, listed in (("New in the lesson", found.added), ("No longer in the lesson", found.removed)):
        if listed:
            yield indented(Text(f"{what}: {'; '.join(one_line(one.title) for one in listed)}", "dim"))


def _line(change: CriterionChange, marks: Marks) -> RenderableType:
    words = "now passed" if change.after is Outcome.PASSED else f"was {change.before}, now {change.after}"
    points = change.points_after - change.points_before
    gained = f" ({points:+d})" if points else ""
    head = f"{marks.outcomes[change.after]} {words}: "
    return indented(Text.assemble((head, STYLES[change.after]), one_line(change.title), gained))


def _still_wrong(report: Report, marks: Marks) -> Iterator[RenderableType]:
    """Tell the leading root cause with its evidence, and only count the rest."""
    yield Text(" ".join(filter(None, (wording.progress(report), wording.first_step(report)))))
    lost = report.lost()
    if not lost:
        return
    yield Text()
    yield from _cause(lost[0], report, marks)
    if review := wording.review(report):
        yield Text(one_line(review), "bold magenta")


def _cause(criterion: CriterionResult, report: Report, marks: Marks) -> Iterator[RenderableType]:
    title = f"{marks.outcomes[criterion.outcome]} {one_line(criterion.title)} ({wording.price(criterion)})"
    yield Text(title, STYLES[criterion.outcome])
    if criterion.outcome is Outcome.BLOCKED:
        yield indented(Text(wording.waits_for(criterion, report)))
    for check in wording.findings(criterion)[:1]:
        yield from told(check, one_line(wording.heading(check, criterion)))
    if criterion.outcome is Outcome.FAILED:
        yield from _advice(criterion, report)


def _advice(criterion: CriterionResult, report: Report) -> Iterator[RenderableType]:
    for label, text in (*wording.likenesses(report, criterion.id), ("Hint", criterion.hint)):
        yield indented(Text.assemble((f"{label}: ", "bold"), one_line(text)))


def _start_failure(failure: StartFailure, marks: Marks) -> Iterator[RenderableType]:
    title = f"{marks.outcomes[Outcome.FAILED]} {wording.START_TITLES[failure.kind]}"
    yield Text(title, STYLES[Outcome.FAILED])
    yield indented(Text(one_line(failure.message)))
    known = [fact for fact in wording.start_facts(failure) if fact[0] != "Looked at"]
    yield facts([*known, ("What to do", block(failure.advice, messages.BODY_LINES))])
    yield Text()
