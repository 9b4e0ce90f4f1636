"""Grades what a lesson is tried with, several at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from grader.errors import GraderError
from grader.grading import grade
from grader.lesson import Lesson
from grader.matrix import Problem, Trial, Verdict
from grader.results import Report
from grader.runner import Run
from grader.signatures import signature
from grader.submission import open_submission
from grader.verification.attempts import Attempt
from grader.verification.judging import place_of, problems_of, trial_of

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Tried:
    """An attempt, what became of it, and what is wrong with that."""

    attempt: Attempt
    trial: Trial | None
    report: Report | None
    problems: tuple[Problem, ...] = ()


def try_all(
    lesson: Lesson, chosen: Iterable[Attempt], run: Run, *, repeats: int, jobs: int
) -> tuple[Tried, ...]:
    """Grade each attempt `repeats` times, `jobs` at a time; in the order of `chosen`."""
    with tempfile.TemporaryDirectory(prefix="grade-lesson-") as scratch:

        def attempt_once(attempt: Attempt) -> Tried:
            folder = Path(scratch, attempt.kind.value, attempt.name)
            return _try(lesson, attempt, folder, run, repeats)

        return tuple(in_parallel(attempt_once, chosen, jobs))


def in_parallel(work: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """Yield `work(item)` for each item, in order; what has not begun is dropped when one raises."""
    pool = ThreadPoolExecutor(jobs)
    try:
        yield from pool.map(work, items)
    finally:
        pool.shutdown(cancel_futures=True)


def _try(lesson: Lesson, attempt: Attempt, folder: Path, run: Run, repeats: int) -> Tried:
    try:
        source = attempt.write(lesson, folder)
        reports = [_grade(source, lesson, run) for _ in range(repeats)]
        report = reports[0]
        flaky = any(_essence(other) != _essence(report) for other in reports)
        trial = trial_of(attempt, report, flaky=flaky)
        if Verdict.SURVIVED in trial.verdicts.values():
            report = _grade(source, lesson, run, keep_passed=True)  # its exchanges show why
    except GraderError as error:
        message = str(error).replace(f"{lesson.root.parent}/", "")
        problem = Problem(place=place_of(lesson, attempt), message=message)
        return Tried(attempt, None, None, (problem,))
    return Tried(attempt, trial, report, tuple(problems_of(lesson, attempt, trial, report)))


def _grade(source: Path, lesson: Lesson, run: Run, *, keep_passed: bool = False) -> Report:
    with open_submission(source) as submission:
        return grade(submission, lesson, run=run, keep_passed=keep_passed, recognise=False)


def _essence(report: Report) -> object:
    """Return what must be the same each time."""
    outcomes = {criterion.id: criterion.outcome for criterion in report.criteria}
    return outcomes, report.start_failure, report.needs_review, signature(report)
