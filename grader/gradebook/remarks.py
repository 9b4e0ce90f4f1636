"""What is to be said of a mark, in words: for the table's remarks, and as a comment for the student."""

from __future__ import annotations

import html
from collections.abc import Iterator

from grader.gradebook.cells import number_cell, visible
from grader.gradebook.values import CriterionMark, Lateness, Mark

OPENING = "<p>Graded automatically:"
"""How our comments begin, so that they can be told from a teacher's."""
MOST = 12
"""Criteria that a comment names."""


def remarks(mark: Mark) -> Iterator[str]:
    """Yield what a teacher should know of a mark."""
    if not mark.handin.students:
        yield f"nobody recognised: handed in as {mark.handin.folder}"
    if mark.problem:
        yield mark.problem
    yield from mark.review
    if mark.start_failure:
        yield f"did not start: {mark.start_failure}"
    if mark.late:
        yield late_words(mark.late)
    if mark.because:
        yield f"decided: {mark.because}"
    if mark.max_score and mark.score is not None and mark.score > mark.max_score:
        yield f"a bonus: more than the maximum of {mark.max_score}"
    for criterion in mark.criteria:
        if criterion.because:
            before, after = criterion.proposed, criterion.points
            yield f"{criterion.id} decided, {before} -> {after}: {criterion.because}"


def late_words(late: Lateness) -> str:
    """Return lateness in words."""
    days = "1 day" if late.days == 1 else f"{late.days} days"
    return f"{days} late: {number_cell(late.points)} points off"


def comment(mark: Mark) -> str:
    """Return a short comment for the student, as safe HTML on one line; empty where there is no score."""
    if mark.final is None:
        return ""
    parts = [f"{OPENING} {_score(mark)}.</p>"]
    if lost := [_lost(one) for one in mark.criteria if one.points < one.max_points]:
        shown = lost[:MOST] + ([f"<li>and {len(lost) - MOST} more</li>"] if len(lost) > MOST else [])
        parts.append(f"<ul>{''.join(shown)}</ul>")
    if mark.because:
        parts.append(f"<p>{_safe(mark.because)}</p>")
    if mark.criteria:
        parts.append("<p>The feedback file tells what was expected and what your app answered.</p>")
    return "".join(parts)


def _score(mark: Mark) -> str:
    of = f" of {mark.max_score}" if mark.max_score else ""
    late = f" ({number_cell(mark.score)}, {late_words(mark.late)})" if mark.late else ""
    return f"{number_cell(mark.final)}{of} points{late}"


def _lost(one: CriterionMark) -> str:
    reason = f" ({_safe(one.because)})" if one.because else ""
    return f"<li>{_safe(one.title)}: {one.points} of {one.max_points}{reason}</li>"


def _safe(text: str) -> str:
    return html.escape(visible(text), quote=True)
