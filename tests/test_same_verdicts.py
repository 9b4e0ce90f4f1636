"""The quick ways say what the plain one says: a new process for everything, and no short cuts.

`tests/lessons` and `tests/hostile` compare more: each with a forked checker, plain and not.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from grader.grading import grade
from grader.job import Answer, Job
from grader.lesson import Lesson, list_lessons, load_lesson, specs_folder
from grader.matrix import TrialKind
from grader.runner import run_checks
from grader.submission import open_submission
from grader.verification.attempts import Attempt, attempts
from grader.warm import WarmRunner
from tests.bothways import BothWays, essence

QUICK = "q08-status-codes"
ALMOST = Path(__file__).parents[1] / "submissions" / "q08-almost-right"
LESSONS = [
    pytest.param(lesson, id=lesson.id, marks=[] if lesson.id == QUICK else [pytest.mark.slow])
    for lesson in list_lessons(specs_folder())
]


@pytest.fixture(scope="module")
def run() -> Iterator[WarmRunner]:
    with WarmRunner() as runner:
        yield runner


def chosen(lesson: Lesson) -> Iterator[Attempt]:
    """Yield the solution and a mutant: each lesson's others are compared elsewhere."""
    every = list(attempts(lesson, variants=False))
    yield from (one for one in every if one.kind is TrialKind.SOLUTION)
    yield from islice((one for one in every if one.kind is TrialKind.MUTANT), 1)


@pytest.mark.parametrize("lesson", LESSONS)
def test_warm_and_cold_say_the_same(lesson: Lesson, run: WarmRunner, tmp_path: Path) -> None:
    both = BothWays(run, run_checks)
    for attempt in chosen(lesson):
        with open_submission(attempt.write(lesson, tmp_path / attempt.name)) as submission:
            grade(submission, lesson, run=both)
    assert both.compared == 2


def test_a_difference_is_seen(run: WarmRunner) -> None:
    lesson = load_lesson(QUICK)
    answers: list[Answer] = []
    jobs: list[Job] = []

    def keep(job: Job) -> Answer:
        jobs.append(job)
        answers.append(run(job))
        return answers[-1]

    for folder in (lesson.solution, ALMOST):
        with open_submission(folder) as submission:
            grade(submission, lesson, run=keep)
    right, wrong = answers
    assert essence(right) != essence(wrong)
    with pytest.raises(AssertionError):
        BothWays(lambda _job: right, lambda _job: wrong)(jobs[0])


def test_the_quick_way_starts_the_app_less_often(run: WarmRunner) -> None:
    counts: list[int] = []

    def counted(job: Job) -> Answer:
        answer = run(job)
        counts.append(answer.counts["start"])
        return answer

    both = BothWays(counted, counted)
    for folder in (load_lesson(QUICK).solution, ALMOST):
        with open_submission(folder) as submission:
            grade(submission, load_lesson(QUICK), run=both)
    assert counts[0] < counts[1]
    assert counts[2] < counts[3]
