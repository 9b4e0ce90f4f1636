"""What the app and the wire alone take, and how cost grows; slow tests measure really."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.speed import __main__ as speed
from benchmarks.speed import growth, ours
from benchmarks.speed.classroom import write_class
from benchmarks.speed.generated import LESSON, app_source, write_hand_ins, write_lesson
from benchmarks.speed.limit import limit
from benchmarks.speed.measuring import Cost, MeasuringError
from benchmarks.speed.recording import Request, record
from benchmarks.speed.table import growth_table, share_told
from benchmarks.speed.targets import LIMIT, ONE
from grader.grading import grade
from grader.lesson import load_lesson
from grader.submission import open_submission


def test_a_request_is_framed_anew() -> None:
    seen = (("host", "app"), ("content-length", "99"), ("transfer-encoding", "chunked"))
    assert Request("POST", "/items?q=1", seen, "{}").encoded() == (
        b"POST /items?q=1 HTTP/1.1\r\nhost: app\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
    )


def test_a_request_without_a_body_has_no_length() -> None:
    told = Request("GET", "/", (("host", "app"),), "").encoded()
    assert told == b"GET / HTTP/1.1\r\nhost: app\r\nConnection: close\r\n\r\n"


def test_the_share_of_app_and_wire_is_told_where_both_were_measured() -> None:
    record = {ONE: [Cost(2, 1), Cost(4, 1)], LIMIT: [Cost(1, 0.25), Cost(1, 0.25)]}
    assert "38% of a batch's wall time, 25% of its CPU time" in share_told(record)
    assert share_told({ONE: [Cost(2, 1)]}) == ""


def test_each_size_is_compared_with_the_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []

    def batch(folder: Path, count: int, jobs: int, options: tuple[str, ...] = ()) -> Cost:
        seen.append((sum(1 for _ in folder.rglob("student*")), count, options[2:]))
        return Cost(2.0 * count * count, 1, 1, 1)

    monkeypatch.setattr(ours, "batch", batch)
    assert (
        speed.main(["--part", "growth", "--submissions-growth", "2,6", "--lessons", "q08-status-codes"]) == 0
    )
    assert seen == [(2, 2, ()), (6, 6, ()), *[(10, 10, ("--lesson", LESSON))] * 6]
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if line.endswith("3.00")]
    assert [row[:3] for row in rows] == [["hand-ins", "6", "12.000"]]


def test_growth_is_a_table() -> None:
    lines = growth_table([growth.Grown("checks", 50, Cost(1, 0.5, 2**20, 2**21), 1.5)]).splitlines()
    assert lines[1].split() == ["checks", "50", "1.000", "0.500", "1", "2", "1.50"]


def test_a_hand_in_that_was_not_graded_is_told(tmp_path: Path) -> None:
    book = tmp_path / "gradebook.csv"
    book.write_text("lesson,status,remarks\nq08,review,look\nq08,not graded,broken zip\n", encoding="utf-8")
    with pytest.raises(MeasuringError, match="q08: a hand-in was not graded: broken zip"):
        ours.refuse_ungraded(book, 2)
    book.write_text("lesson,status,remarks\nq08,review,look\n", encoding="utf-8")
    ours.refuse_ungraded(book, 1)
    with pytest.raises(MeasuringError, match="1 of 2 hand-ins"):
        ours.refuse_ungraded(book, 2)


def test_a_generated_hand_in_gets_full_marks_in_its_lesson(tmp_path: Path) -> None:
    write_lesson(tmp_path / "specs", endpoints=4, checks=3)
    write_hand_ins(tmp_path / "class", endpoints=4, count=2)
    first, second = sorted((tmp_path / "class").rglob("main.py"))
    assert first.read_text() != second.read_text()
    with open_submission(first.parent) as submission:
        report = grade(submission, load_lesson(tmp_path / "specs" / LESSON))
    assert report.full_marks
    assert [len(criterion.checks) for criterion in report.criteria] == [3, 1]
    assert app_source(4).count("@app.") == 4


@pytest.mark.slow
def test_what_a_grading_asks_is_recorded_and_sent_again(tmp_path: Path) -> None:
    handin = write_class(tmp_path, ["q08-status-codes"], 2).handins[0]
    starts = record(handin)
    requests = [request for start in starts for request in start]
    assert len(starts) > 1
    assert any(
        one.method == "POST" and one.target == "/items" and '"desk lamp"' in one.body for one in requests
    )
    cost = limit(handin, starts)
    assert 0 < cost.wall < 60
    assert cost.cpu > 0


@pytest.mark.slow
def test_an_app_that_cannot_be_asked_has_no_limit(tmp_path: Path) -> None:
    handin = write_class(tmp_path, ["q08-status-codes"], 2).handins[0]
    (handin.folder / "main.py").write_text("raise SystemExit", encoding="utf-8")
    with pytest.raises(MeasuringError, match="asked nothing"):
        record(handin)
    with pytest.raises(MeasuringError, match=r"ConnectionResetError|no answer"):
        limit(handin, ((Request("GET", "/", (), ""),),))
