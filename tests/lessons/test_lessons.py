"""Every lesson: correct solutions get full marks, each mutant fails just the criteria that it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.checks.fuzz.corpus import fingerprint, read_corpus
from grader.grading import grade
from grader.lesson import Lesson, Mutant, list_lessons, specs_folder
from grader.results import Outcome, Report
from grader.submission import open_submission
from grader.verification import killers, write_mutant

LESSONS = list_lessons(specs_folder())
SOLUTIONS = [
    pytest.param(lesson, folder, id=f"{lesson.id}-{folder.name}")
    for lesson in LESSONS
    for folder in (lesson.solution, *lesson.alternatives)
]
MUTANTS = [
    pytest.param(lesson, mutant, id=f"{lesson.id}-{mutant.id}")
    for lesson in LESSONS
    for mutant in lesson.mutants
]


def report_on(folder: Path, lesson: Lesson) -> Report:
    with open_submission(folder) as submission:
        return grade(submission, lesson)


def told(report: Report) -> str:
    lost = [f"{c.id} {c.outcome}: {[k.message for k in c.checks if k.message]}" for c in report.lost()]
    return "\n".join([*map(str, report.notes), str(report.start_failure), *lost])


@pytest.mark.parametrize(("lesson", "folder"), SOLUTIONS)
def test_a_correct_solution_gets_full_marks(lesson: Lesson, folder: Path) -> None:
    report = report_on(folder, lesson)
    assert report.full_marks, told(report)
    assert not report.needs_review
    assert not report.observations


@pytest.mark.parametrize(("lesson", "mutant"), MUTANTS)
def test_a_mutant_is_killed_by_just_the_criteria_that_it_names(
    lesson: Lesson, mutant: Mutant, tmp_path: Path
) -> None:
    report = report_on(write_mutant(lesson, mutant, tmp_path / "app"), lesson)
    assert killers(report) == set(mutant.kills), told(report)
    assert (report.start_failure is None) == mutant.starts
    assert not any(c.outcome is Outcome.ERROR for c in report.criteria), told(report)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_criterion_is_killed_by_a_mutant(lesson: Lesson) -> None:
    killed = {criterion for mutant in lesson.mutants for criterion in mutant.kills}
    assert {criterion.id for criterion in lesson.criteria} - killed == set()


@pytest.mark.parametrize(
    "lesson", [x for x in LESSONS if x.contract is not None], ids=lambda lesson: lesson.id
)
def test_the_corpus_was_made_from_this_contract(lesson: Lesson) -> None:
    assert lesson.contract is not None
    assert read_corpus(lesson.corpus_file).contract == fingerprint(lesson.contract)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_lesson_is_complete(lesson: Lesson) -> None:
    assert len(lesson.assignment) > 500
    assert len(lesson.alternatives) >= 2
    assert len(lesson.mutants) >= 6
