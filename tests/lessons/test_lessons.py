"""Every lesson holds: `grade check-lesson` has nothing to say against it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.lesson import Lesson, list_lessons, specs_folder
from grader.matrix import LessonCheck
from grader.verification.check import Options, check_lesson
from grader.warm import WarmRunner
from tests.bothways import BothWays

SAMPLE = 8
"""Generated mutants of each lesson; `grade check-lesson --generate` tries all."""
LESSONS = list_lessons(specs_folder())
EACH = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
WAITING = {"knowledge-check", "m1e2-async-flow", "q11-async-and-sync", "q20-background-tasks"}
"""Lessons about time: judging a solution takes as long as what it does."""
QUICKLY = pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(lesson, id=lesson.id, marks=[pytest.mark.slow] if lesson.id in WAITING else [])
        for lesson in LESSONS
    ],
)


@pytest.fixture(scope="session")
def run() -> Iterator[WarmRunner]:
    with WarmRunner() as runner:
        yield runner


def told(check: LessonCheck) -> str:
    lines = []
    for problem in check.problems:
        lines.append(f"{problem.place}: {problem.message}; {problem.mend}")
        lines += [f"    {seen.id}: {seen.message}" for seen in problem.evidence]
    return "\n".join(lines)


@QUICKLY
def test_the_reference_solution_gets_full_marks(lesson: Lesson, run: WarmRunner) -> None:
    """The quick part: what each change must keep; other styles and mutants come with the long suites."""
    check = check_lesson(lesson.root, run, Options(jobs=1, only=("solution",)))
    assert check.holds, told(check)
    assert [trial.score for trial in check.trials] == [100]


@pytest.mark.slow
@EACH
def test_a_lesson_holds(lesson: Lesson, run: WarmRunner) -> None:
    """Every mutant, and what is derived from the reference solution.

    Solutions, and a third of the mutants written by hand, are graded with and without short cuts.
    Four at a time: lessons about waiting mostly wait.
    """
    both = BothWays(run, run, one_of=3)
    check = check_lesson(lesson.root, both, Options(jobs=4, generate=True, most_generated=SAMPLE))
    assert check.holds, told(check)


@EACH
def test_a_lesson_is_complete(lesson: Lesson) -> None:
    assert len(lesson.assignment) > 500
    assert len(lesson.alternatives) >= 2
    assert len(lesson.mutants) >= 6
