"""Decisions find their hand-in by whatever names a student; what cannot be applied is told."""

from __future__ import annotations

from typing import Any

import pytest

from grader.gradebook.decisions import apply, assign
from grader.gradebook.finishing import finish
from grader.gradebook.late import LateRule
from grader.intake.values import Handin, Intake
from grader.overrides import Override
from grader.results import CriterionResult, Outcome, Report
from tests.gradebook.samples import ADA, ITO, KIM, NOON, handin

TWIN = KIM.model_copy(update={"id": "s1009", "email": "", "keys": ()})


def override(student: str = "s1001", **changes: object) -> Override:
    given = {"submission": student, "criterion": "", "points": 50, "because": "Seen.", "place": "o.csv:2"}
    return Override.model_validate(given | changes)


def intake(*handins: Handin) -> Intake:
    return Intake(handins=handins, absent=(KIM,))


@pytest.mark.parametrize(
    "name", ["s1001", " ADA  lovelace", "Ada@uni.example", "ada-l", "501", "todo-S1001", "yuki ito", "pair"]
)
def test_a_student_is_named_in_any_way(name: str) -> None:
    pair = handin(ADA, ITO, id="pair", folder="todo-s1001")
    assigned = assign([override(name)], intake(pair))
    assert assigned.problems == ()
    assert [one.submission for one in assigned.of(pair)] == [name]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"student": "Alex Kim"},
            r"o.csv:2: 'Alex Kim' names several hand-ins; write the id of one (s1003, s1009)",
        ),
        ({"student": "ada lovelase"}, "names no hand-in; did you mean 'ada lovelace'?"),
        ({"student": "zzz"}, "o.csv:2: 'zzz' names no hand-in; write the student as the gradebook has it"),
        (
            {"student": "s1001", "lesson": "q99"},
            "o.csv:2: 1 decision on the lesson 'q99', not handed in here",
        ),
    ],
)
def test_a_decision_of_nobody_or_of_several_is_told(changes: dict[str, Any], problem: str) -> None:
    assigned = assign([override(**changes)], intake(handin(ADA), handin(KIM), handin(TWIN)), "todo-api")
    assert assigned.by_handin == {}
    (told,) = assigned.problems
    assert problem in told


def test_a_name_may_be_copied_from_the_table() -> None:
    odd = handin(KIM.model_copy(update={"id": "@kim"}))
    assert assign([override("'@kim")], intake(odd)).problems == ()


def test_who_handed_in_nothing_is_told_apart() -> None:
    (told,) = assign([override("alex kim")], intake(handin(ADA))).problems
    assert "handed in nothing;" in told
    both = intake(handin(ADA, lesson="q1"), handin(ITO, lesson="q2"))
    (told,) = assign([override("s1001", lesson="q2")], both).problems
    assert "handed in nothing for q2;" in told


def test_a_lesson_tells_two_hand_ins_of_one_student_apart() -> None:
    both = [handin(ADA, id=f"a-{lesson}", lesson=lesson) for lesson in ("q1", "q2")]
    assigned = assign([override(lesson="q2"), override()], intake(*both))
    assert list(assigned.by_handin) == ["a-q2"]
    assert "several hand-ins" in assigned.problems[0]


@pytest.fixture
def proposed(mixed: Report) -> Report:
    criteria = (
        CriterionResult(id="choice", title="Choice", outcome=Outcome.PASSED, max_points=40),
        CriterionResult(id="reason", title="Reason", outcome=Outcome.FAILED, max_points=60, review=True),
    )
    named = mixed.lesson.model_copy(update={"chosen": ""})
    changes = {"criteria": criteria, "start_failure": None, "starts_reliably": True, "lesson": named}
    return mixed.model_copy(update=changes)


def test_a_lesson_that_nobody_named_asks_for_review(mixed: Report) -> None:
    assert (
        "Lesson chosen by the app's endpoints" in finish(handin(ADA), "k", mixed, "", [], None)[0].review[0]
    )


def test_a_decision_on_what_asked_for_review_ends_it(proposed: Report) -> None:
    before, _ = finish(handin(ADA), "k", proposed, "", [], None)
    assert (before.score, before.proposed, before.review) == (40, 40, ("a proposal only: reason",))
    after, report = finish(
        handin(ADA), "k", proposed, "", [override("Ada Lovelace", criterion="reason")], None
    )
    assert (after.score, after.proposed, after.review, after.key) == (90, 40, (), "k")
    assert after.criteria[1].because == "Seen."
    assert report is not None
    assert report.score == 90


def test_the_score_as_a_whole_may_be_a_bonus_with_decimals(proposed: Report) -> None:
    rule = LateRule(due=NOON, per_day=10)
    late = handin(ADA, submitted=NOON.replace(day=2, hour=13))
    mark, report = finish(late, "k", proposed, "", [override(points=110.5)], rule)
    assert (mark.score, mark.final, mark.because, mark.review) == (110.5, 90.5, "Seen.", ())
    assert report is not None
    assert report.verdict[-1] == "The score as a whole was decided: 110.5 of 100 points, with a bonus. Seen."


def test_a_score_by_hand_where_there_is_no_report() -> None:
    without, report = finish(handin(ADA), "", None, "the archive is broken", [], None)
    assert (without.score, without.final, without.problem) == (None, None, "the archive is broken")
    assert (without.review, report) == ((), None)
    mark, _ = finish(
        handin(ADA), "", None, "the archive is broken", [override(points=12.5)], None, max_score=40
    )
    assert (mark.score, mark.proposed, mark.max_score, mark.because, mark.review) == (
        12.5,
        None,
        40,
        "Seen.",
        (),
    )


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ([{"criterion": "raeson"}], "o.csv:2: criterion 'raeson': the lesson fast-items has choice, reason"),
        ([{"criterion": "reason", "points": 61}], "o.csv:2: criterion 'reason': 61 points; 60 are the most"),
        ([{}, {"place": "o.csv:3"}], "o.csv:3: the score as a whole: decided twice; remove one"),
        ([{"digest": "0000"}], "o.csv:2: made for another version and not applied"),
    ],
)
def test_a_decision_that_cannot_be_applied_asks_for_review(
    proposed: Report, changes: list[dict[str, object]], problem: str
) -> None:
    named = problem.replace("fast-items", proposed.lesson.id)
    ours = [override(**{"criterion": "", **change}) for change in changes]  # type: ignore[arg-type]
    mark, report = finish(handin(ADA), "k", proposed, "", ours, None)
    assert named in mark.review
    assert (mark.score, mark.because) == (40, "")
    assert report is not None
    assert report.criteria == proposed.criteria


def test_without_a_report_only_the_score_as_a_whole_can_be_decided() -> None:
    applied = apply(None, [override(criterion="read"), override(digest="ab")])
    assert applied.whole is None
    assert (
        applied.problems
        == ("o.csv:2: there is no report to apply it to; leave criterion and digest empty",) * 2
    )
    assert len(apply(None, [override(), override()]).problems) == 2


def test_a_decision_on_another_lesson_is_passed_over(proposed: Report) -> None:
    assert apply(proposed, [override(lesson="q99")]) == apply(proposed, [])
