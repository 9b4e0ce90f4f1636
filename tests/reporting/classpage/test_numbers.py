"""The figures of the class page, on classes small enough to count by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.reporting.classpage import lists
from grader.reporting.classpage.criteria import tallies
from grader.reporting.classpage.groups import misconceptions, not_started
from grader.reporting.classpage.links import Link, link
from grader.reporting.classpage.numbers import MINUS, UNKNOWN, number, signed, sort_key
from grader.reporting.classpage.rows import rows, statuses
from grader.reporting.classpage.scores import distributions
from grader.reporting.classpage.view import ClassView
from grader.results import Outcome
from tests.reporting.classpage.classes import BELIEF, MARKS, VIEW, handin, marked


def test_the_hardest_criterion_stands_first() -> None:
    (lesson,) = tallies(MARKS)
    told = {one.id: (one.rate, [one.counts[outcome] for outcome in Outcome]) for one in lesson.criteria}
    assert list(told) == ["created", "read", "docs"]
    assert told == {"created": (40, [2, 2, 1, 0]), "read": (60, [3, 0, 2, 0]), "docs": (75, [3, 0, 1, 1])}
    widths = [(part.outcome.value, part.left, part.width) for part in lesson.criteria[2].segments]
    assert widths == [("passed", 0, 60), ("blocked", 60, 20), ("error", 80, 20)]


def test_what_is_blocked_is_less_hard_than_what_failed_and_an_error_is_neither() -> None:
    (lesson,) = tallies([marked("A", "bfe"), marked("B", "bfe")])
    assert [(one.id, one.rate) for one in lesson.criteria] == [("read", 0), ("created", 0), ("docs", None)]


@pytest.mark.parametrize(
    ("sign", "points", "counts_as"),
    [("f", 10, "passed"), ("e", 10, "passed"), ("f", 5, "failed"), ("p", 5, "failed"), ("e", 0, "failed")],
)
def test_a_decision_counts(sign: str, points: int, counts_as: str) -> None:
    mark = marked("A", sign)
    decided = mark.criteria[0].model_copy(update={"points": points, "because": "Seen."})
    (lesson,) = tallies([mark.model_copy(update={"criteria": (decided,)})])
    assert lesson.criteria[0].counts == {Outcome(counts_as): 1}


def test_scores_fall_into_classes() -> None:
    scores = (0, 2.9, 3, 29.99, 30)
    marks = [marked(str(n), "ppp", score=score) for n, score in enumerate(scores)]
    (one,) = distributions([*marks, MARKS[-1]])
    assert [some.hand_ins for some in one.bins] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]
    assert one.told == "5 scores out of 30: median 3, mean 13.2, lowest 0, highest 30."


def test_lateness_does_not_change_the_distribution_and_lessons_stand_apart() -> None:
    q08, q09 = distributions([marked("B", "pf", lesson="q09"), *MARKS])
    assert (q08.lesson, q08.scores) == ("q08", (0, 10, 20, 20, 30))
    assert (q09.lesson, q09.title, q09.scores, q09.max_score) == ("q09", "About q09", (10,), "20")


def test_one_belief_is_one_misconception() -> None:
    first, second = misconceptions(VIEW)
    assert (first.text, first.mutants, first.total) == (BELIEF, ("also-200", "ok-200"), 2)
    assert [[one.text for one in some] for some in (first.sure, first.unsure)] == [["Ben"], ["Cleo"]]
    assert (second.text, second.total) == ("It stays.", 1)
    table = rows(VIEW, (first, second))
    assert table[2].mistakes == (Link("also-200", f"#{first.anchor}"), Link("gone", f"#{second.anchor}"))


def test_the_lists() -> None:
    (group,) = not_started(VIEW)
    assert (group.title, [one.text for one in group.hand_ins]) == ("A package is missing", ["Dan"])
    assert [(one.student.text, one.remarks) for one in lists.reviews(VIEW)] == [
        ("Fay", ("not graded: the archive is broken",)),
        ("Eve", ("the grader failed on docs",)),
    ]
    assert [one.student.text for one in lists.unstable(VIEW)] == ["Eve"]
    assert [(one.student.text, one.remarks[0]) for one in lists.slowest(VIEW)][:2] == [
        ("Dan", "9.5 s"),
        ("Ada", "2.0 s"),
    ]
    changed = [(one.student.href, one.before, one.after, one.difference) for one in lists.changes(VIEW)]
    assert changed == [("feedback/ben/feedback.html", "10", "20", "+10"), ("", "20", UNKNOWN, "")]


def test_a_row() -> None:
    _, ben, *_, fay = rows(VIEW, misconceptions(VIEW))
    assert (ben.score, ben.max_score, ben.final, ben.late) == ("20", "30", "15", f"2 days, {MINUS}5")
    assert (fay.score, fay.score_key, fay.late, fay.lesson) == (UNKNOWN, "", "late", "q08")
    decided = marked("A", "ppf", score=25, because="Seen.")
    (row,) = rows(ClassView("x", [decided]), ())
    assert (row.score, row.proposed, row.because) == ("25", "20", "Seen.")


@pytest.mark.parametrize(
    ("index", "told"),
    [(0, "full"), (1, "lost late"), (3, "not-started"), (4, "lost review unstable"), (5, "not-graded late")],
)
def test_statuses(index: int, told: str) -> None:
    assert " ".join(statuses(MARKS[index])) == told


@pytest.mark.parametrize(
    "path", ["javascript:x", "//e.com/x", "/etc/x", "http://e.com", "\\\\e.com", "data:x"]
)
def test_a_link_stays_beside_the_page(path: str) -> None:
    href = link(replace(VIEW, feedback=lambda _: path), MARKS[0]).href
    assert ":" not in href
    assert "\\" not in href
    assert not href.startswith("/")


def test_links_are_encoded() -> None:
    view = replace(VIEW, feedback=lambda mark: f"feedback/{mark.handin.id}/f.html")
    mark = marked("A", "p", handin=handin("josé 100%"))
    assert link(view, mark).href == "feedback/jos%C3%A9%20100%25/f.html"


def test_numbers() -> None:
    assert [number(value) for value in (None, 0, -0.001, 20, 2.5, -1.25)] == [
        UNKNOWN,
        "0",
        "0",
        "20",
        "2.5",
        f"{MINUS}1.25",
    ]
    assert [signed(value) for value in (0, 5, -5)] == ["0", "+5", f"{MINUS}5"]
    assert [sort_key(value) for value in (None, 0, 108000.0)] == ["", "0", "108000"]
