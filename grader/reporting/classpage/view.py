"""What the class page is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.gradebook.values import Mark
from grader.intake.values import Student, Unmatched


@dataclass(frozen=True)
class Change:
    """What grading again did to one hand-in."""

    label: str
    """The students' names."""
    handin_id: str
    lesson: str
    before: float | None
    after: float | None
    """Scores; None where there is none."""
    criteria: tuple[str, ...] = ()
    """In words, for example `gained create-201`."""


def _no_page(_mark: Mark) -> str:
    return ""


@dataclass(frozen=True)
class ClassView:
    """All that the class page tells."""

    title: str
    marks: Sequence[Mark]
    """In the order of the table."""
    absent: Sequence[Student] = ()
    unmatched: Sequence[Unmatched] = ()
    changes: Sequence[Change] = ()
    """Empty unless a class was graded again."""
    feedback: Callable[[Mark], str] = _no_page
    """The path of a student's page, seen from the class page, not percent-encoded; "" where there is none."""
    footer: str = ""
    """The grader's version and the settings."""
