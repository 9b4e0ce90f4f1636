"""Replays the lesson's corpus; each fuzz criterion asks the one replay for its rules."""

from __future__ import annotations

import pytest

from grader.checks.app import AppHandle
from grader.checks.failure import Blocked
from grader.checks.fixtures import LESSON
from grader.checks.fuzz.confirm import Replay
from grader.checks.fuzz.corpus import read_corpus
from grader.checks.fuzz.judge import Judge
from grader.checks.fuzz.verdict import require
from grader.errors import LessonError
from grader.lesson import Criterion, Lesson

pytestmark = pytest.mark.confirmed


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one check of each criterion that asks for fuzzing."""
    criteria = [c for c in metafunc.config.stash[LESSON].criteria if c.fuzz]
    parameters = [pytest.param(c, id=c.id, marks=pytest.mark.criterion(c.id)) for c in criteria]
    metafunc.parametrize("criterion", parameters)


@pytest.fixture(scope="module")
def replay(app_handle: AppHandle, lesson: Lesson) -> Replay:
    """Send the whole corpus once."""
    if lesson.contract is None:
        raise LessonError(f"{lesson.root}: `fuzz` needs a contract.json; without one use `live`")
    return Replay(read_corpus(lesson.corpus_file).scenarios, app_handle, Judge(lesson.contract).findings)


def test_fuzz(criterion: Criterion, replay: Replay) -> None:
    """Unusual input is handled as the reference solution handles it."""
    if replay.nothing_there:
        raise Blocked("The app has none of the lesson's endpoints yet.")
    require(replay, criterion.fuzz)
