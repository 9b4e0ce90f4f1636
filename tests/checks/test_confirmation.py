"""How an app goes on after a check that failed, and when a failure counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.grading import grade
from grader.job import Answer, Job
from grader.results import CheckResult, Outcome, Report
from grader.runner import Run
from grader.submission import open_submission
from grader.warm import WarmRunner
from tests.bothways import BothWays
from tests.toy import write_app, write_lesson

APP = """
    import os

    from fastapi import BackgroundTasks, FastAPI, HTTPException

    app = FastAPI()
    notes = []

    @app.get("/notes")
    def shown():
        return notes

    @app.post("/notes")
    def add():
        notes.append("a note")
        return len(notes)

    @app.post("/refused")
    def refused():
        raise HTTPException(403)

    @app.post("/last")
    def last(tasks: BackgroundTasks):
        tasks.add_task(os._exit, 3)
        return "good-bye"
"""
HEAD = """
    import time

    import pytest
    from grader.checks import expect
    from grader.checks.failure import Blocked
"""


@pytest.fixture(scope="module")
def run() -> Iterator[WarmRunner]:
    with WarmRunner() as runner:
        yield runner


class Graded:
    """The checks of a toy lesson, graded with and without short cuts."""

    def __init__(self, folder: Path, run: Run, checks: str) -> None:
        self._graded_by = run
        lesson = write_lesson(folder, HEAD + checks, {"first": 50, "second": 50})
        self.starts: list[int] = []
        with open_submission(write_app(folder, APP)) as submission:
            self.report: Report = grade(submission, lesson, run=BothWays(self._counted, self._counted))

    def _counted(self, job: Job) -> Answer:
        answer = self._graded_by(job)
        self.starts.append(answer.counts["start"])
        return answer

    def check(self, name: str) -> CheckResult:
        checks = [check for criterion in self.report.criteria for check in criterion.checks]
        return next(check for check in checks if check.id.endswith(f"::{name}"))

    def outcomes(self) -> list[str]:
        return [c.outcome.value for criterion in self.report.criteria for c in criterion.checks]


Grade = Callable[[str], Graded]

ADDS_AND_FAILS = """
    @pytest.mark.criterion("first")
    def test_adds(client):
        '''Adds a note, and fails.'''
        expect.status(client.post("/notes"), 201)
"""
SHOWN = """
    @pytest.mark.criterion("second")
    def test_shown(client):
        '''Notes are shown.'''
        expect.status(client.get("/notes"), 200)
"""
EMPTY = """
    @pytest.mark.criterion("second")
    def test_empty(client):
        '''There are no notes at first.'''
        expect.body(client.get("/notes"), [])
"""


@pytest.fixture
def grading(run: WarmRunner, tmp_path: Path) -> Grade:
    return lambda checks: Graded(tmp_path, run, checks)


def test_the_app_goes_on_after_a_check_that_failed(grading: Grade) -> None:
    graded = grading(
        ADDS_AND_FAILS
        + """
    @pytest.mark.criterion("second")
    @pytest.mark.parametrize("n", range(3))
    def test_shown(client, n):
        '''Notes are shown.'''
        expect.status(client.get("/notes"), 200)
""",
    )
    assert graded.outcomes() == ["failed", "passed", "passed", "passed"]
    assert graded.starts[0] == 2, "the module's own, and the one that confirms"
    assert graded.starts[1] == 3, "the plain way begins anew after a failure"


def test_what_a_failed_check_left_behind_is_held_against_no_other(grading: Grade) -> None:
    graded = grading(ADDS_AND_FAILS + EMPTY)
    assert graded.outcomes() == ["failed", "passed"]
    assert not graded.check("test_empty").unstable
    assert not graded.report.needs_review


@pytest.mark.parametrize(
    "raised", ["Blocked('there are notes')", "KeyError('notes')"], ids=["blocked", "error"]
)
def test_nor_does_it_block_or_break_another(grading: Grade, raised: str) -> None:
    graded = grading(
        ADDS_AND_FAILS
        + f"""
    @pytest.mark.criterion("second")
    def test_blocked(client):
        '''Builds on there being none.'''
        if client.get("/notes").json():
            raise {raised}
""",
    )
    assert graded.outcomes() == ["failed", "passed"]


def test_what_fails_there_and_on_a_fresh_app_is_told_as_it_went_on_the_fresh_one(grading: Grade) -> None:
    graded = grading(
        ADDS_AND_FAILS
        + """
    @pytest.mark.criterion("second")
    def test_two(client):
        '''There are two notes at first.'''
        for _ in client.get("/notes").json():
            client.get("/nowhere")
        assert client.get("/notes").json() == ["a note", "another one"]
""",
    )
    assert graded.outcomes() == ["failed", "failed"]
    sent = [exchange.target for exchange in graded.check("test_two").exchanges]
    assert sent == ["/notes", "/notes"], "on the doubted app there was a note"
    assert graded.starts[0] == 3


def test_in_a_lost_criterion_refused_requests_need_no_fresh_app(grading: Grade) -> None:
    graded = grading(
        """
    @pytest.mark.criterion("first")
    @pytest.mark.parametrize("path", ["/refused", "/nowhere", "/notes/1"])
    def test_taken(client, path):
        '''It is taken.'''
        expect.status(client.post(path), 200)
"""
        + SHOWN,
    )
    assert graded.outcomes() == ["failed", "failed", "failed", "passed"]
    assert graded.starts == [2, 7]


def test_where_something_may_have_changed_the_app_they_do(grading: Grade) -> None:
    graded = grading(
        """
    @pytest.mark.criterion("first")
    @pytest.mark.parametrize("time", range(3))
    def test_count(client, time):
        '''The first note is the second.'''
        expect.body(client.post("/notes"), 2)
"""
        + SHOWN,
    )
    assert graded.outcomes() == ["failed", "failed", "failed", "passed"]
    assert graded.starts[0] == 4, "the second check would pass on an app that has a note already"


def test_what_a_passed_check_changed_may_be_why_another_fails(grading: Grade) -> None:
    graded = grading(
        ADDS_AND_FAILS
        + """
    @pytest.mark.criterion("first")
    def test_answers(client):
        '''Adds a note, and passes.'''
        expect.status(client.post("/notes"), 200)

    @pytest.mark.criterion("first")
    def test_empty(client):
        '''Written badly: there are no notes at first.'''
        expect.body(client.get("/notes"), [])
"""
        + SHOWN,
    )
    assert graded.outcomes() == ["failed", "passed", "passed", "passed"]
    assert graded.check("test_empty").unstable


def test_an_app_that_ended_after_its_answer_is_started_anew(grading: Grade) -> None:
    graded = grading(
        """
    @pytest.mark.criterion("first")
    def test_last(client):
        '''Answers, and ends.'''
        response = client.post("/last")
        time.sleep(0.3)
        expect.status(response, 201)

    @pytest.mark.criterion("second")
    def test_document(openapi):
        '''There is a document, which a fixture reads.'''
""",
    )
    assert graded.outcomes() == ["failed", "passed"]


def test_fixtures_of_a_lesson_prepare_an_app_that_stays(grading: Grade) -> None:
    graded = grading(
        """
    @pytest.fixture
    def noted(client):
        '''Return how many notes there are after one was added.'''
        return client.post("/notes").json()
"""
        + ADDS_AND_FAILS
        + """
    @pytest.mark.criterion("second")
    def test_one(client, noted):
        '''There is one note.'''
        assert noted == 1
        expect.body(client.get("/notes"), ["a note"])
""",
    )
    assert graded.outcomes() == ["failed", "passed"]


def test_a_check_that_confirms_itself_begins_on_an_app_that_is_not_doubted(grading: Grade) -> None:
    graded = grading(
        ADDS_AND_FAILS
        + """
    @pytest.mark.criterion("second")
    @pytest.mark.confirmed
    def test_empty(client):
        '''There are no notes at first.'''
        expect.body(client.get("/notes"), [])
""",
    )
    assert graded.outcomes() == ["failed", "passed"]


def test_what_fails_for_no_reason_stays_unstable(grading: Grade) -> None:
    graded = grading(
        """
    calls = []

    @pytest.mark.criterion("first")
    def test_flaky(client):
        '''Fails the first time.'''
        calls.append(client.get("/notes"))
        assert len(calls) > 1
"""
        + SHOWN,
    )
    assert graded.check("test_flaky").unstable
    assert graded.check("test_flaky").outcome is Outcome.PASSED


def test_the_document_that_a_fixture_read_is_part_of_the_evidence_again(grading: Grade) -> None:
    graded = grading(
        """
    @pytest.mark.criterion("first")
    def test_shown(client):
        '''Notes are shown, and created.'''
        expect.status(client.get("/notes"), 201)

    @pytest.mark.criterion("second")
    def test_described(openapi):
        '''The notes are described.'''
        assert "Note" in openapi["info"]
""",
    )
    assert graded.outcomes() == ["failed", "failed"]
    assert [sent.target for sent in graded.check("test_described").exchanges] == ["/openapi.json"]
