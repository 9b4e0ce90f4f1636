"""Replays the lesson's corpus; each fuzz criterion asks the one replay for its rules."""

from __future__ import annotations

from contextlib import suppress

import pytest

from grader.checks.app import AppHandle
from grader.checks.failure import Blocked
from grader.checks.fixtures import LESSON
from grader.checks.fuzz.confirm import Replay
from grader.checks.fuzz.corpus import Corpus, read_corpus
from grader.checks.fuzz.judge import Judge
from grader.checks.fuzz.verdict import require
from grader.errors import LessonError
from grader.lesson import Criterion, Lesson

pytestmark = pytest.mark.confirmed
CORPUS = pytest.StashKey[Corpus]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one check of each criterion that asks for fuzzing, and read what all submissions are sent."""
    lesson = metafunc.config.stash[LESSON]
    criteria = [c for c in lesson.criteria if c.fuzz]
    if criteria:
        with suppress(LessonError):  # the check tells
            metafunc.config.stash[CORPUS] = read_corpus(lesson.corpus_file)
    parameters = [pytest.param(c, id=c.id, marks=pytest.mark.criterion(c.id)) for c in criteria]
    metafunc.parametrize("criterion", parameters)


@pytest.fixture(scope="module")
def replay(app_handle: AppHandle, lesson: Lesson, pytestconfig: pytest.Config) -> Replay:
    """Send the whole corpus once."""
    if lesson.contract is None:
        raise LessonError(f"{lesson.root}: `fuzz` needs a contract.json; without one use `live`")
    corpus = pytestconfig.stash.get(CORPUS, None) or read_corpus(lesson.corpus_file)
    return Replay(corpus.scenarios, app_handle, Judge(lesson.contract).findings)


def test_fuzz(criterion: Criterion, replay: Replay) -> None:
    """Unusual input is handled as the reference solution handles it."""
    if replay.nothing_there:
        raise Blocked("The app has none of the lesson's endpoints yet.")
    require(replay, criterion.fuzz)
