"""A class of students: each submission gets the score that its teacher would expect."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.errors import LessonChoiceError
from grader.grading import grade
from grader.lesson import find_lesson, list_lessons, specs_folder
from grader.results import Outcome
from grader.submission import Submission, open_submission
from grader.warm import WarmRunner

CLASS = Path(__file__).parents[1] / "submissions" / "class"
SPECS = specs_folder()
LESSONS = list_lessons(SPECS)
QUICK = 6
"""Every so many submissions are graded by the quick tests, all by the long ones."""


@dataclass(frozen=True)
class Expected:
    """One row of `expected.toml`, whose head tells what the keys mean."""

    lesson: str
    score: int
    failed: list[str]
    recognised: str | None = None
    start_failure: str | None = None
    slow: bool = False


EXPECTED = {
    name: Expected(**row)
    for name, row in tomllib.loads((CLASS / "expected.toml").read_text(encoding="utf-8")).items()
}


@pytest.fixture(scope="session")
def run() -> Iterator[WarmRunner]:
    with WarmRunner() as runner:
        yield runner


def recognised(opened: Submission, run: WarmRunner) -> str:
    """Return the lesson that `grade PATH` chooses; "" where it asks back."""
    try:
        return grade(opened, LESSONS, stop_early=True, recognise=False, run=run).lesson.id
    except LessonChoiceError:
        return ""


def test_every_submission_is_in_the_table() -> None:
    assert sorted(EXPECTED) == sorted(path.name for path in CLASS.iterdir() if path.name != "expected.toml")


def test_it_is_a_whole_class() -> None:
    lessons = [row.lesson for row in EXPECTED.values()]
    assert len(lessons) >= 30
    assert len(set(lessons)) >= 10
    assert all(lessons.count(lesson) >= 2 for lesson in lessons)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] if wanted.slow or number % QUICK else [])
        for number, (name, wanted) in enumerate(EXPECTED.items())
    ],
)
def test_a_submission_gets_what_it_should(name: str, run: WarmRunner) -> None:
    wanted = EXPECTED[name]
    with open_submission(CLASS / name) as opened:
        if wanted.recognised is None:
            report = grade(opened, LESSONS, run=run)
        else:
            assert recognised(opened, run) == wanted.recognised
            report = grade(opened, find_lesson(SPECS, wanted.lesson), run=run)
    assert report.lesson.id == wanted.lesson
    failed = sorted(c.id for c in report.criteria if c.outcome is Outcome.FAILED)
    kind = report.start_failure and report.start_failure.kind
    assert (report.score, failed, kind) == (wanted.score, sorted(wanted.failed), wanted.start_failure)
    assert not any(c.outcome is Outcome.ERROR for c in report.criteria)
