"""Who does the grading: this machine, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Protocol, Self

from grader.batch.terms import Terms
from grader.errors import GraderError
from grader.grading import grade
from grader.lesson import Lesson
from grader.preparing import prepare
from grader.results import Report
from grader.runner import Run
from grader.submission import Submission
from grader.warm import WarmRunner


class BackendGoneError(GraderError):
    """Nothing more can be graded in this run; the text says how to go on."""


class Backend(Protocol):
    """Grades submissions, several at a time; a context manager."""

    slots: int
    """How many at a time are worth while."""

    def __enter__(self) -> Self:
        """Get ready."""
        ...

    def __exit__(self, *details: object) -> None:
        """End all that was started."""
        ...

    def grade(self, opened: Submission, lessons: Sequence[Lesson], terms: Terms) -> Report:
        """Grade one submission; called from several threads at a time.

        Raises:
            UsageError: it cannot be graded as it is.
            GraderError: the grader failed.
            BackendGoneError: it would fail for all others, too.
        """
        ...


def grade_by_terms(
    opened: Submission,
    lessons: Sequence[Lesson],
    terms: Terms,
    run: Run,
    others: Callable[[], Sequence[Lesson]],
) -> Report:
    """Grade one submission on this machine; where it hardly fits, the report says which of `others` it does.

    Raises:
        UsageError, GraderError: as `Backend.grade`.
    """
    ready = prepare(opened, terms.sandbox, terms.requirements, frozenset(terms.allowed))
    return grade(ready, lessons, terms.sandbox, deep=terms.deep, others=others, run=run)


class Local:
    """This machine: `jobs` gradings at a time, forked from warm templates."""

    def __init__(self, jobs: int, terms: Terms, others: Callable[[], Sequence[Lesson]]) -> None:
        self.slots = jobs
        self._others = others
        self._containers = jobs if terms.sandbox.name == "docker" else 0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._run = self._stack.enter_context(WarmRunner(containers=self._containers))
        return self

    def __exit__(self, *details: object) -> None:
        self._stack.__exit__(None, None, None)

    def grade(self, opened: Submission, lessons: Sequence[Lesson], terms: Terms) -> Report:
        """Grade one submission."""
        return grade_by_terms(opened, lessons, terms, self._run, self._others)
