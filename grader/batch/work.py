"""Grades one hand-in: never twice, never raising, and once more where the grader itself failed."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from grader.batch.backend import Backend, BackendGoneError
from grader.batch.manifest import Done
from grader.batch.store import Store
from grader.batch.terms import Terms, report_key
from grader.errors import (
    AmbiguousAppError,
    GraderError,
    LessonChoiceError,
    SandboxRefusedError,
    UsageError,
)
from grader.intake.values import Handin
from grader.lesson import Lesson
from grader.results import Outcome, Report
from grader.submission import Submission, open_submission

ALONE = "grade it by itself with {option}, and enter its score in overrides.csv"

LessonsOf = Callable[[Handin, Submission], Sequence[Lesson]]
"""Which lessons a hand-in may be for; raises LessonError where there is none of that name."""


@dataclasses.dataclass(frozen=True)
class Work:
    """All that grading a hand-in needs; safe to call from several threads."""

    backend: Backend
    store: Store
    terms: Terms
    lessons_of: LessonsOf
    _turns: dict[str, threading.Lock] = dataclasses.field(default_factory=dict)

    def __call__(self, handin: Handin) -> Done:
        """Grade `handin`; whatever goes wrong is told in the result.

        Raises:
            BackendGoneError: nothing more can be graded.
        """
        try:
            return self._grade(handin)
        except BackendGoneError:
            raise
        except Exception as error:  # one hand-in must never stop the others
            return _not_graded(handin, error)

    def _grade(self, handin: Handin) -> Done:
        with open_submission(handin.path) as opened:
            lessons = self.lessons_of(handin, opened)
            key = report_key(opened.digest, lessons, self.terms)
            with self._turn(key):
                report = self.store.read(key)
                reused = report is not None and not _failed_partly(report)
                if report is None or not reused:
                    report = self._twice_at_most(opened, lessons)
                    self.store.write(key, report)
        return Done(
            handin=handin.id,
            key=key,
            lesson=report.lesson.id,
            score=report.score,
            max_score=report.max_score,
            review=report.needs_review,
            reused=reused,
            again=_failed_partly(report),
        )

    def _twice_at_most(self, opened: Submission, lessons: Sequence[Lesson]) -> Report:
        try:
            report = self.backend.grade(opened, lessons, self.terms)
            if not _failed_partly(report):
                return report
        except (UsageError, BackendGoneError):
            raise
        except Exception:  # noqa: S110 (it is tried once more, and told if it comes back)
            pass
        return self.backend.grade(opened, lessons, self.terms)

    @contextmanager
    def _turn(self, key: str) -> Iterator[None]:
        """Let equal submissions wait for the first of them."""
        with self._turns.setdefault(key, threading.Lock()):
            yield


def _failed_partly(report: Report) -> bool:
    """Tell whether the grader failed on a criterion."""
    return any(criterion.outcome is Outcome.ERROR for criterion in report.criteria)


def _not_graded(handin: Handin, error: Exception) -> Done:
    """Return what is told of a hand-in without a report: whose fault it is, and what to do."""
    if isinstance(error, UsageError) and not isinstance(error, SandboxRefusedError):
        return Done(handin=handin.id, problem=_advice(error), fault="handin")
    kind = "" if isinstance(error, GraderError) else f"internal error: {type(error).__name__}: "
    return Done(handin=handin.id, problem=f"{kind}{error}", fault="grader", again=True)


def _advice(error: UsageError) -> str:
    """Return what is wrong; the options that it advises belong to the grading of a single submission."""
    options = {AmbiguousAppError: "--app FILE:NAME", LessonChoiceError: "--lesson ID"}
    for kind, option in options.items():
        if isinstance(error, kind):
            return f"{str(error).partition(';')[0]}; {ALONE.format(option=option)}"
    return str(error)
