"""From a submission and a lesson to a report, through the real checker process."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest

from grader.checks.wanted import hidden_from_apps
from grader.errors import (
    AmbiguousAppError,
    CheckerError,
    LessonChoiceError,
    LessonError,
    SandboxRefusedError,
)
from grader.grading import grade
from grader.job import Answer, Job
from grader.lesson import Lesson, load_lesson
from grader.results import CriterionResult, Outcome, Report, StartFailureKind
from grader.runner import run_checks
from grader.sandbox.base import Limits
from grader.sandbox.settings import DEFENCES, SandboxSettings
from grader.submission import open_submission
from tests.toy import write_app, write_lesson

APP = """
    from fastapi import FastAPI
    app = FastAPI()
    count = 0

    @app.get("/")
    def root():
        return {"message": "hello"}

    @app.get("/count")
    def counting():
        global count
        count += 1
        return count

    @app.get("/crash")
    def crash():
        print("about to fail")
        raise RuntimeError("boom")
"""

CHECKS = """
    import pytest
    from grader.checks import expect

    calls = []

    @pytest.mark.criterion("right")
    def test_right(client):
        '''The root says hello.'''
        expect.body(client.get("/"), {"message": "hello"})

    @pytest.mark.criterion("wrong")
    def test_wrong(client):
        '''The root says goodbye.'''
        response = client.get("/", headers={"X-Trace": "7"})
        client.get("/count")
        expect.body(response, {"message": "goodbye"})

    @pytest.mark.criterion("needs-wrong")
    def test_needs_wrong(client):
        '''Builds on the wrong one.'''
        expect.status(client.get("/nowhere"), 200)

    @pytest.mark.criterion("crashes")
    def test_crash(client):
        '''No crash.'''
        expect.status(client.get("/crash"), 200)

    @pytest.mark.criterion("broken-check")
    def test_broken(client):
        '''A check with a mistake of its own.'''
        {}["missing"]

    @pytest.mark.criterion("flaky")
    def test_flaky(client):
        '''Fails only the first time.'''
        calls.append(1)
        assert len(calls) > 1, "the first call fails"

    @pytest.mark.criterion("fresh")
    def test_fresh(client):
        '''A check module begins with a fresh app.'''
        expect.body(client.get("/count"), 1)

    def test_observed(client):
        '''Seen beside the rubric.'''
        assert client.get("/count").json() == "many", "worth a look"
"""
POINTS = {
    "right": 20,
    "wrong": 20,
    "needs-wrong": 10,
    "crashes": 10,
    "broken-check": 10,
    "flaky": 10,
    "fresh": 20,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("toy")
    lesson = write_lesson(folder, CHECKS, POINTS)
    with open_submission(write_app(folder, APP, conftest="raise RuntimeError('collected')")) as submission:
        return grade(submission, lesson)


def criterion(report: Report, name: str) -> CriterionResult:
    return next(c for c in report.criteria if c.id == name)


def test_outcomes_and_score(report: Report) -> None:
    outcomes = {c.id: c.outcome.value for c in report.criteria}
    assert outcomes == {
        "right": "passed",
        "wrong": "failed",
        "needs-wrong": "blocked",
        "crashes": "failed",
        "broken-check": "error",
        "flaky": "passed",
        "fresh": "passed",
    }
    assert (report.score, report.max_score, report.unjudged_points) == (50, 100, 10)
    assert report.needs_review
    assert [c.id for c in report.lost()] == ["wrong", "crashes", "broken-check", "needs-wrong"]


def test_a_failed_check_carries_its_telling_exchange_last(report: Report) -> None:
    check = criterion(report, "wrong").checks[0]
    assert check.title == "The root says goodbye."
    assert check.message == 'GET /: \'message\' should be "goodbye", not "hello".'
    assert (check.expected, check.received) == ('{"message": "goodbye"}', '{"message": "hello"}')
    sent = check.exchanges[-1]
    assert (sent.method, sent.target, sent.status) == ("GET", "/", 200)
    assert sent.request_headers == (("X-Trace", "7"),)
    assert sent.curl == "curl -i http://127.0.0.1:8000/ -H 'X-Trace: 7'"


def test_a_crash_brings_the_apps_own_words(report: Report) -> None:
    log = criterion(report, "crashes").checks[0].log
    assert "about to fail" in log
    assert "RuntimeError: boom" in log


def test_what_fails_once_is_unstable_and_costs_nothing(report: Report) -> None:
    check = criterion(report, "flaky").checks[0]
    assert check.unstable
    assert "the first call fails" in check.message


def test_a_check_without_criterion_is_an_observation(report: Report) -> None:
    assert [(o.title, o.message) for o in report.observations] == [
        ("Seen beside the rubric.", "worth a look")
    ]


def test_evidence_is_told_as_it_went_on_a_fresh_app(report: Report) -> None:
    seen = report.observations[0].exchanges[-1].response_body
    assert seen is not None
    assert seen.text == "1", "the first run, after other checks, got 2"


def test_blocked_names_its_root(report: Report) -> None:
    assert criterion(report, "needs-wrong").blocked_by == ("wrong",)


def test_the_report_reads_back(report: Report) -> None:
    tree = json.loads(report.model_dump_json())
    assert tree["score"] == 50
    assert tree["criteria"][1]["checks"][0]["exchanges"][-1]["curl"].startswith("curl ")


def test_the_same_grading_twice_is_the_same_but_for_durations(tmp_path: Path) -> None:
    lesson = write_lesson(tmp_path, CHECKS, POINTS)
    folder = write_app(tmp_path, APP)
    texts = []
    for _ in range(2):
        with open_submission(folder) as submission:
            texts.append(grade(submission, lesson).model_dump_json(exclude={"durations"}))
    assert texts[0] == texts[1]


def test_an_app_that_does_not_start_blocks_everything(tmp_path: Path) -> None:
    lesson = write_lesson(tmp_path, CHECKS, POINTS)
    with open_submission(write_app(tmp_path, "import nowhere_to_be_found\n" + dedent(APP))) as submission:
        report = grade(submission, lesson)
    assert report.start_failure is not None
    assert report.start_failure.kind is StartFailureKind.MISSING_PACKAGE
    assert report.score == 0
    assert report.needs_review
    assert {c.outcome for c in report.criteria} == {Outcome.BLOCKED}


def test_an_app_that_starts_only_sometimes_needs_a_look(tmp_path: Path) -> None:
    lesson = write_lesson(tmp_path, CHECKS, POINTS)
    flag = tmp_path / "flag"
    first = f"""
        import pathlib
        flag = pathlib.Path({str(flag)!r})
        if not flag.exists():
            flag.touch()
            raise OSError
    """
    open_to_all = SandboxSettings(without=DEFENCES)  # else nothing would tell one start from the next
    with open_submission(write_app(tmp_path, dedent(first) + dedent(APP))) as submission:
        report = grade(submission, lesson, open_to_all)
    assert report.start_failure is None
    assert not report.starts_reliably
    assert report.needs_review
    assert report.score == 50


def test_a_file_named_like_a_library_is_noted(tmp_path: Path) -> None:
    lesson = write_lesson(tmp_path, CHECKS, POINTS)
    with open_submission(write_app(tmp_path, APP, fastapi="x = 1")) as submission:
        report = grade(submission, lesson)
    assert report.score == 50
    assert "`fastapi.py` is named like a library" in report.notes[0]


def test_lessons_give_settings_to_the_app(tmp_path: Path) -> None:
    checks = """
        import pytest
        from grader.checks import expect

        @pytest.mark.criterion("only")
        def test_setting(client):
            expect.body(client.get("/"), "from the lesson")
    """
    lesson = write_lesson(tmp_path, checks, {"only": 100}, '[environment]\nSECRET = "from the lesson"\n')
    (lesson.root / "contract.json").write_text(json.dumps({**CONTRACT, "paths": {"/": {"get": {}}}}))
    other = write_lesson(tmp_path / "other", checks, {"only": 100}, '[environment]\nSECRET = "another"\n')
    app = """
        import os
        from fastapi import FastAPI
        app = FastAPI()
        SECRET = os.environ["SECRET"]

        @app.get("/")
        def secret():
            return SECRET
    """
    with open_submission(write_app(tmp_path, app)) as submission:
        assert grade(submission, load_lesson(lesson.root)).full_marks
        assert grade(submission, (load_lesson(lesson.root), other)).full_marks, "also when chosen by fit"


def test_a_check_module_that_cannot_be_loaded_is_the_graders_error(tmp_path: Path) -> None:
    lesson = write_lesson(tmp_path, "import not_there\n", {"only": 100})
    with open_submission(write_app(tmp_path, APP)) as submission:
        report = grade(submission, lesson)
    assert report.criteria[0].outcome is Outcome.ERROR
    assert report.needs_review
    assert "test_a.py" in report.notes[0]
    assert "not_there" in report.notes[0]


def test_pytest_is_not_configured_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    lesson = write_lesson(tmp_path, CHECKS, POINTS)
    (lesson.root.parent / "conftest.py").write_text("raise RuntimeError('collected')")
    with open_submission(write_app(tmp_path, APP)) as submission:
        assert grade(submission, lesson).score == 50


def test_lessons_are_hidden_from_apps_but_not_an_interpreter_beside_them(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lesson.toml").touch()
    (tmp_path / ".venv").mkdir()
    assert hidden_from_apps([tmp_path / "one"]) == {tmp_path / "one", tmp_path / "two"}


def test_an_interpreter_of_its_own_has_no_place_in_isolation(tmp_path: Path) -> None:
    folder = write_app(tmp_path, APP)
    own = folder / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    own.chmod(0o755)
    lesson = write_lesson(tmp_path, CHECKS, POINTS)
    strict = SandboxSettings(require="hardened")
    with open_submission(folder) as submission, suppress(SandboxRefusedError):  # not every machine is so good
        assert submission.python == own
        assert "is left aside" in grade(submission, lesson, strict).notes[0]
    assert not (tmp_path / "ran").exists()


def test_several_apps_are_asked_back(tmp_path: Path) -> None:
    folder = write_app(tmp_path, "", one=dedent(APP), two=dedent(APP))
    with (
        open_submission(folder) as submission,
        pytest.raises(AmbiguousAppError, match=r"one\.py:app, two\.py:app"),
    ):
        grade(submission, write_lesson(tmp_path, CHECKS, POINTS))


CONTRACT = {
    "openapi": "3.1.0",
    "info": {},
    "paths": {"/": {"get": {}}, "/count": {"get": {}}, "/crash": {"get": {}}},
}


def test_the_lesson_is_chosen_by_fit_and_a_near_tie_is_asked_back(tmp_path: Path) -> None:
    fits = write_lesson(tmp_path, CHECKS, POINTS)
    (fits.root / "contract.json").write_text(json.dumps(CONTRACT))
    other = write_lesson(tmp_path / "other", CHECKS, POINTS)
    (other.root / "contract.json").write_text(json.dumps({**CONTRACT, "paths": {"/users": {"get": {}}}}))
    with open_submission(write_app(tmp_path, APP)) as submission:
        report = grade(submission, (other, fits))
        assert report.lesson.digest == fits.digest
        assert "100%" in report.lesson.chosen
        (other.root / "contract.json").write_text(json.dumps(CONTRACT))
        with pytest.raises(LessonChoiceError, match="toy-lesson, toy-lesson"):
            grade(submission, (load_lesson(other.root), fits))


def test_only_a_failure_of_the_rubric_stops_early(tmp_path: Path) -> None:
    checks = """
        import pytest
        from grader.checks.failure import Blocked

        def test_observed(): assert False, "beside the rubric"

        @pytest.mark.criterion("one")
        def test_blocked(): raise Blocked("later")

        @pytest.mark.criterion("two")
        def test_failed(): assert False, "a mistake"

        @pytest.mark.criterion("two")
        def test_never(): pass
    """
    lesson = write_lesson(tmp_path, checks, {"one": 50, "two": 50})
    with open_submission(write_app(tmp_path, APP)) as submission:
        whole, short = grade(submission, lesson), grade(submission, lesson, stop_early=True)
    assert [len(c.checks) for c in whole.criteria] == [1, 2]
    assert [len(c.checks) for c in short.criteria] == [1, 1]
    assert short.criteria[1].outcome is Outcome.FAILED


def test_an_app_that_was_made_for_another_lesson_is_told_so(tmp_path: Path) -> None:
    named = write_lesson(tmp_path, "def test_nothing(client): assert not client", {"only": 100})
    meant = write_lesson(tmp_path / "other", CHECKS, POINTS)
    (meant.root / "contract.json").write_text(json.dumps(CONTRACT))
    meant = meant.model_copy(update={"id": "meant"})
    with open_submission(write_app(tmp_path, APP)) as submission:
        alone = grade(submission, named)
        told = grade(submission, named, others=lambda: (named, meant))
        right = grade(submission, meant, others=lambda: (named, meant))
    assert (alone.score, alone.lesson.chosen) == (0, "")
    assert told.lesson.chosen.startswith("The app's endpoints fit the lesson meant, not this one")
    assert right.lesson.chosen == ""


def test_a_look_at_other_lessons_never_costs_the_result(tmp_path: Path) -> None:
    named = write_lesson(tmp_path, "def test_nothing(client): assert not client", {"only": 100})

    def broken() -> tuple[Lesson, ...]:
        raise LessonError("another lesson is malformed")

    def only_once(job: Job) -> Answer:
        if job.only_choose:
            raise CheckerError("the second look died")
        return run_checks(job)

    with open_submission(write_app(tmp_path, APP)) as submission:
        assert grade(submission, named, others=broken).score == 0
        report = grade(submission, named, others=lambda: (named,), run=only_once)
    assert (report.score, report.lesson.chosen) == (0, "")


def test_choosing_alone_runs_no_checks(tmp_path: Path) -> None:
    lesson = write_lesson(tmp_path, CHECKS, POINTS)
    with open_submission(write_app(tmp_path, APP)) as submission:
        answer = run_checks(Job(submission=submission, lessons=(lesson.root,), only_choose=True))
    assert (answer.lesson, answer.tests) == (lesson.root, ())


@pytest.mark.parametrize(("made", "crashing"), [("FastAPI()", 1), ("FastAPI(openapi_url=None)", 0)])
def test_other_endpoints_are_observed_where_they_are_documented(
    tmp_path: Path, made: str, crashing: int
) -> None:
    lesson = write_lesson(tmp_path, "def test_nothing(): pass", {"only": 100})
    contract = {**CONTRACT, "paths": {"/": {"get": {}}}}
    (lesson.root / "contract.json").write_text(json.dumps(contract))
    with open_submission(write_app(tmp_path, APP.replace("FastAPI()", made))) as submission:
        report = grade(submission, load_lesson(lesson.root))
    assert len(report.observations) == crashing
    assert all("GET /crash" in seen.message for seen in report.observations)


def test_a_checker_that_dies_is_the_graders_error(tmp_path: Path) -> None:
    lesson = write_lesson(tmp_path, "import os\nos._exit(1)\n", {"only": 100})
    with open_submission(write_app(tmp_path, APP)) as submission, pytest.raises(CheckerError):
        grade(submission, lesson)


def test_checks_left_unasked_by_a_hanging_app_are_blocked_not_failed(tmp_path: Path) -> None:
    checks = """
        import pytest

        @pytest.mark.criterion("only")
        @pytest.mark.parametrize("number", range(12))
        def test_hang(client, number):
            client.get("/")
    """
    app = """
        import time
        from fastapi import FastAPI
        app = FastAPI()

        @app.get("/")
        async def hang():
            time.sleep(60)
    """
    lesson = write_lesson(tmp_path, checks, {"only": 100})
    with open_submission(write_app(tmp_path, app)) as submission:
        report = grade(submission, lesson, limits=Limits(request_seconds=0.3))
    outcomes = [check.outcome for check in report.criteria[0].checks]
    assert outcomes[0] is Outcome.FAILED
    assert outcomes[-1] is Outcome.BLOCKED
    assert "No complete answer within 0.3 seconds" in report.criteria[0].checks[0].message
