"""What `grade batch --profile` sums up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from grader.batch import profile
from grader.batch.profile import Tally
from grader.batch.store import Store
from grader.batch.terms import Terms
from grader.lesson import Lesson
from grader.results import Report
from grader.submission import Submission
from tests.batch.fakes import Course, FakeBackend


def tally(folder: Path) -> Tally:
    return Tally(Store(folder), {"ada": "Ada L"})


def test_sums_medians_and_the_slowest(tmp_path: Path) -> None:
    counting = tally(tmp_path)
    for name, start in (("ada", 5.0), ("bob", 1.0), ("eve", 2.0), ("zoe", 3.0)):
        counting.add(name, {"start": start, "total": start})
    counting.add("joe", {"open": 0.5, "total": 0.5})
    found = counting.profile()
    assert found.graded == 5
    assert found.totals == {"start": 11.0, "open": 0.5, "total": 11.5}
    assert found.medians == {"start": 2.0, "open": 0.0, "total": 2.0}
    assert found.slowest == (("Ada L", 5.0), ("zoe", 3.0), ("eve", 2.0))
    assert found.idle is None


def test_of_a_large_class_it_keeps_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "MOST", 20)
    counting = tally(tmp_path)
    for number in range(1000):
        counting.add(str(number), {"total": float(number)})
        assert len(counting._kept) <= 20
    kept = [one["total"] for one in counting._kept]
    assert kept == [64.0 * step for step in range(16)]
    assert counting.profile().totals == {"total": 499500.0}
    assert counting.profile().medians["total"] == pytest.approx(500, rel=0.1)


class Measured(FakeBackend):
    """Reports that each grading took a quarter of a second."""

    def grade(self, opened: Submission, lessons: Sequence[Lesson], terms: Terms) -> Report:
        report = super().grade(opened, lessons, terms)
        return report.model_copy(update={"durations": {"app": 0.25, "total": 0.25}})


def test_only_what_this_run_graded_is_counted(tmp_path: Path) -> None:
    course = Course(tmp_path, ada="a = 1\n", bob="b = 2\n")
    course.run(Measured())
    (course.sources / "eve").mkdir()
    (course.sources / "eve" / "main.py").write_text("e = 3\n")
    counting = tally(course.results)
    course.run(Measured(), through=counting.follow)
    found = counting.profile()
    assert (found.graded, found.totals) == (1, {"app": 0.25, "total": 0.25})
    assert found.slowest == (("eve", 0.25),)
    assert found.seconds > 0


def test_idleness_is_what_no_grading_took(tmp_path: Path) -> None:
    counting = Tally(Store(tmp_path), {}, workers=2, now=iter((10.0, 14.0)).__next__)
    assert list(counting.follow(iter(()))) == []
    counting.add("ada", {"total": 6.0})
    assert counting.profile().seconds == 4.0
    assert counting.profile().idle == pytest.approx(0.25)
