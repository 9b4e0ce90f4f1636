from __future__ import annotations

import pytest

from grader.lesson import ANY_APP
from grader.reporting import wording
from grader.results import CriterionResult, Outcome, Report, StartFailureKind


def criterion(name: str, outcome: Outcome, *blocked_by: str) -> CriterionResult:
    return CriterionResult(id=name, title=f"{name}.", outcome=outcome, max_points=10, blocked_by=blocked_by)


PASSED = criterion("P", Outcome.PASSED)
FAILED = criterion("F", Outcome.FAILED)
ERROR = criterion("E", Outcome.ERROR)


def with_criteria(report: Report, *criteria: CriterionResult) -> Report:
    return report.model_copy(update={"criteria": criteria})


@pytest.mark.parametrize(
    ("criteria", "step"),
    [
        ((PASSED,), ""),
        ((ERROR, PASSED, FAILED), 'Mend "F" first.'),
        ((FAILED, criterion("B", Outcome.BLOCKED, "F")), 'Mend "F" first. 1 more criterion waits for it.'),
        (
            (FAILED, criterion("B", Outcome.BLOCKED, "F"), criterion("C", Outcome.BLOCKED, "B")),
            'Mend "F" first. 2 more criteria wait for it.',
        ),
        ((PASSED, ERROR), 'Nothing to mend: the grader itself failed at "E".'),
        ((criterion("B", Outcome.BLOCKED, "C"), PASSED), 'Start with "B".'),
        ((criterion("B", Outcome.BLOCKED),), "Could not be judged yet."),
    ],
)
def test_first_step(criteria: tuple[CriterionResult, ...], step: str, full_marks: Report) -> None:
    assert wording.first_step(with_criteria(full_marks, *criteria)) == step


def test_full_marks_without_a_lesson_are_not_the_lessons(full_marks: Report) -> None:
    assert wording.progress(full_marks) == "Full marks: everything that this lesson asks for works."
    asked = full_marks.lesson.model_copy(update={"id": ANY_APP})
    fallen = asked.model_copy(update={"chosen": "No lesson fits."})
    told = [wording.progress(full_marks.model_copy(update={"lesson": lesson})) for lesson in (asked, fallen)]
    assert told == [
        "Full marks: everything that this lesson asks for works.",
        "Full marks for the checks that fit any FastAPI app; no lesson was graded.",
    ]


def test_a_title_is_not_said_twice(mixed: Report) -> None:
    docs = mixed.criteria[5]
    assert wording.heading(docs.checks[0], docs) == ""
    assert wording.heading(docs.checks[0]) == "The interactive docs are served"
    assert wording.heading(docs.checks[0], mixed.criteria[0]) == "The interactive docs are served"


def test_waits_for(full_marks: Report, start_failure: Report) -> None:
    both = criterion("B", Outcome.BLOCKED, "F", "E")
    report = with_criteria(full_marks, FAILED, ERROR, both)
    assert wording.waits_for(both, report) == 'Cannot be judged until "F" and "E" are mended.'
    blocked = start_failure.criteria[0]
    assert wording.waits_for(blocked, start_failure) == "Cannot be judged until the app starts."
    assert wording.sections(start_failure) == ()


def test_points_that_were_not_judged_do_not_look_lost() -> None:
    assert [(wording.points(c), wording.price(c)) for c in (PASSED, FAILED, ERROR)][1:] == [
        ("0/10", "10 points lost"),
        ("?/10", "10 points not judged"),
    ]


def test_every_reason_for_a_review_is_told(mixed: Report, start_failure: Report, full_marks: Report) -> None:
    assert wording.review(full_marks) == ""
    assert "the grader itself failed" in wording.review(mixed)
    assert "failed once and passed" in wording.review(mixed)
    assert "grading environment" in wording.review(start_failure)


def test_what_is_not_certain_is_told_once(mixed: Report) -> None:
    passed, lost = mixed.criteria[2], mixed.criteria[3]
    flaky = passed.checks[0].model_copy(update={"outcome": Outcome.FAILED})
    for criterion, expected in ((passed, (flaky,)), (lost, ())):
        told = criterion.model_copy(update={"checks": (flaky,)})
        assert wording.unstable(with_criteria(mixed, told)) == expected


def test_every_start_failure_has_a_title() -> None:
    assert set(wording.START_TITLES) == set(StartFailureKind)


def test_a_known_mistake_is_told_once_and_referred_to_elsewhere(mixed: Report) -> None:
    exact, close = mixed.looks_like
    assert wording.likenesses(mixed, "created") == [
        ("This looks like a known mistake", exact.misconception),
    ]
    assert wording.likenesses(mixed, "missing") == [
        (
            "This may be a known mistake",
            f'{close.misconception} It would also explain "Invalid bodies are refused".',
        ),
    ]
    assert wording.likenesses(mixed, "validation") == [
        ("This may be the same mistake", 'see "A missing item answers 404".'),
    ]
    assert wording.likenesses(mixed, "docs") == []


def test_a_known_mistake_explains_a_failed_start(start_failure: Report) -> None:
    told = wording.likenesses(start_failure)
    assert told == [("This may be a known mistake", start_failure.looks_like[0].misconception)]
