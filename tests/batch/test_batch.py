"""Each hand-in is graded once; nothing stops the others; a changed lesson is graded anew on demand."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.batch.changes import changes_of
from grader.batch.manifest import load_manifest
from grader.batch.store import Store
from grader.errors import CheckerError, LessonChoiceError, SandboxRefusedError, UsageError
from grader.results import Outcome
from grader.sandbox.settings import SandboxSettings
from tests.batch.fakes import TERMS, Course, FakeBackend, write_class, write_lesson


def test_what_is_finished_is_not_graded_again(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1", bob="b = 1")
    assert {one.score for one in course.run(FakeBackend()).values()} == {100}
    write_class(course.sources, bob="b = 2", eve="e = 1")
    again = FakeBackend()
    done = course.run(again)
    assert {name: one.reused for name, one in done.items()} == {"ada": True, "bob": False, "eve": False}
    assert sorted(again.asked) == ["bob", "eve"]


def test_equal_submissions_are_graded_once_and_keep_their_own_names(tmp_path: Path) -> None:
    backend = FakeBackend()
    done = Course(tmp_path, ada="a = 1", bob="a = 1").run(backend)
    assert len(backend.asked) == 1
    assert done["ada"].key == done["bob"].key


def test_a_damaged_report_is_made_again(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    path = Store(course.results).path(course.run(FakeBackend())["ada"].key)
    path.write_text(path.read_text()[:-20])
    again = FakeBackend()
    assert course.run(again)["ada"].score == 100
    assert again.asked == ["ada"]


def failing_first(times: int, failure: Exception | Outcome) -> FakeBackend:
    left = {"bob": times}

    def score(text: str) -> Outcome:
        if "bob" in text and left["bob"]:
            left["bob"] -= 1
            if isinstance(failure, Exception):
                raise failure
            return failure
        return Outcome.PASSED

    return FakeBackend(score)


@pytest.mark.parametrize("failure", [CheckerError("it died"), RuntimeError("a bug"), Outcome.ERROR])
def test_a_grader_error_is_retried_once(tmp_path: Path, failure: Exception | Outcome) -> None:
    done = Course(tmp_path, ada="a = 1", bob="bob = 1").run(failing_first(1, failure))
    assert [one.score for one in done.values()] == [100, 100]
    assert not any(one.again or one.fault for one in done.values())


@pytest.mark.parametrize(
    "failure", [CheckerError("it died"), RuntimeError("it died"), SandboxRefusedError("it died")]
)
def test_a_grader_error_that_stays_is_no_zero_and_tried_again_next_time(
    tmp_path: Path, failure: Exception
) -> None:
    course = Course(tmp_path, ada="a = 1", bob="bob = 1")
    backend = failing_first(2, failure)
    done = course.run(backend)
    assert done["ada"].score == 100
    assert (done["bob"].score, done["bob"].fault, done["bob"].again) == (None, "grader", True)
    assert "it died" in done["bob"].problem
    assert len(backend.asked) == (2 if isinstance(failure, SandboxRefusedError) else 3)
    assert course.run(FakeBackend())["bob"].score == 100


def test_points_that_the_grader_could_not_judge_are_tried_again_next_time(tmp_path: Path) -> None:
    course = Course(tmp_path, bob="bob = 1")
    done = course.run(failing_first(2, Outcome.ERROR))
    assert (done["bob"].score, done["bob"].review, done["bob"].again) == (60, True, True)
    assert course.run(FakeBackend())["bob"].score == 100


def test_a_submission_that_cannot_be_graded_stops_nobody(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1", bob="bob = 1")
    (course.sources / "eve.zip").write_bytes(b"PK\x05\x06 no zip")
    done = course.run(failing_first(1, LessonChoiceError("several fit; choose with --lesson")))
    assert done["ada"].score == 100
    assert done["bob"].fault == done["eve"].fault == "handin"
    assert "several fit; grade it by itself with --lesson ID" in done["bob"].problem
    assert done["eve"].score is None


def test_a_changed_lesson_asks_for_a_regrade_which_tells_what_changes(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1", bob="b = 1")
    course.run(FakeBackend())
    write_lesson(course.specs, first=50)
    with pytest.raises(UsageError, match=r"lesson answers has changed.*--regrade"):
        course.run(FakeBackend())
    backend = FakeBackend(lambda text: Outcome.FAILED if "b" in text else Outcome.PASSED)
    course.run(backend, regrade=True)
    changes = {one.handin_id: one for one in changes_of(course.batch.manifest, Store(course.results))}
    assert (changes["ada"].before, changes["ada"].after) == (100, 100)
    assert changes["ada"].criteria == ("first (60 -> 50)", "second (40 -> 50)")
    assert (changes["bob"].before, changes["bob"].after) == (100, 50)
    assert changes["bob"].criteria == ("first (60 -> 50)", "lost second (40 -> 0)")


def test_a_regrade_that_was_killed_goes_on(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1", bob="b = 1")
    course.run(FakeBackend())
    write_lesson(course.specs, first=50)

    def interrupted(text: str) -> Outcome:
        if "b" in text:
            raise KeyboardInterrupt
        return Outcome.PASSED

    with pytest.raises(KeyboardInterrupt):
        course.run(FakeBackend(interrupted), regrade=True)
    again = FakeBackend(lambda _text: Outcome.FAILED)
    course.run(again)
    assert again.asked == ["bob"]
    changes = changes_of(course.batch.manifest, Store(course.results))
    assert [(one.handin_id, one.before, one.after) for one in changes] == [
        ("ada", 100, 100),
        ("bob", 100, 50),
    ]


def test_other_terms_ask_for_a_regrade(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    course.run(FakeBackend())
    other = TERMS.model_copy(update={"sandbox": SandboxSettings(name="docker", require="hardened")})
    with pytest.raises(UsageError, match="sandbox: "):
        course.run(FakeBackend(), terms=other)
    again = FakeBackend()
    course.run(again, regrade=True, terms=other)
    assert again.asked == ["ada"]


def test_hand_ins_that_are_gone_are_told(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1", bob="b = 1")
    course.run(FakeBackend())
    (course.sources / "bob").rename(tmp_path / "bob")
    course.run(FakeBackend())
    assert course.batch.gone == ["bob"]
    assert list(course.batch.manifest.done) == ["ada"]


def test_a_batch_of_another_version_is_refused(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1")
    course.run(FakeBackend())
    (course.results / "batch.json").write_text('{"schema_version": "0"}')
    with pytest.raises(UsageError, match=r"batch.json: not written by this version"):
        load_manifest(course.results)
