"""Stock check: what a submission answers in writing. No app is started for it."""

from __future__ import annotations

import pytest

from grader.answers import LESSON, Sheet, read_sheet
from grader.checks.answers.judging import judge_answer, unknown_answers
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.fixtures import JOB
from grader.checks.fixtures import LESSON as GRADED
from grader.checks.outcome import TOLD
from grader.lesson import Criterion, Lesson


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one check for each criterion that names a question."""
    if "criterion" in metafunc.fixturenames:
        criteria = [criterion for criterion in metafunc.config.stash[GRADED].criteria if criterion.answer]
        parameters = [pytest.param(c, id=c.id, marks=pytest.mark.criterion(c.id)) for c in criteria]
        metafunc.parametrize("criterion", parameters)


@pytest.fixture(scope="module")
def sheet(request: pytest.FixtureRequest) -> Sheet:
    """Return the submission's answers."""
    return read_sheet(request.config.stash[JOB].submission.root)


def test_answer(criterion: Criterion, lesson: Lesson, sheet: Sheet, request: pytest.FixtureRequest) -> None:
    """The answer is right."""
    if not sheet.file:
        raise Blocked(
            f"There is no answers.toml: `grade starter {lesson.id} FOLDER` writes one with all questions."
        )
    if sheet.problem:
        raise Blocked(sheet.problem)
    verdict = judge_answer(lesson.questions, criterion.answer, criterion.parts, sheet)
    if verdict.problems:
        raise CheckFailed(
            "\n".join(verdict.problems),
            expected=verdict.expected,
            received=verdict.received,
            diagram=verdict.diagram,
        )
    request.node.stash[TOLD] = {"received": verdict.received, "diagram": verdict.diagram}


def test_names(lesson: Lesson, sheet: Sheet) -> None:
    """Every answer belongs to a question."""
    if unknown := unknown_answers(lesson.questions, sheet):
        raise CheckFailed("\n".join(unknown), expected=f"the ids of the questions, and `{LESSON}`")
