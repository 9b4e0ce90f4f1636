"""From marks to the parts of answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import fmean, median

from grader.gradebook.answers import (
    CriterionOutcomes,
    CriterionRate,
    LessonFigures,
    Misconception,
    Named,
    Review,
    StartGroup,
)
from grader.gradebook.decisions import folded
from grader.gradebook.statistics import (
    Tally,
    beliefs,
    by_lesson,
    lesson_of,
    not_started,
    outcome_of,
    review_reasons,
    tallies,
    to_review,
)
from grader.gradebook.table import status
from grader.gradebook.values import Mark
from grader.results import Outcome


def criterion_outcomes(marks: Iterable[Mark], asked: str) -> Iterator[CriterionOutcomes]:
    """Yield each lesson's criterion called `asked`: its id, or `lesson/id` as the gradebook has it."""
    for lesson, some in by_lesson(marks).items():
        for tally in tallies(some):
            if folded(asked) in {folded(tally.id), folded(f"{lesson}/{tally.id}")}:
                yield _outcomes(lesson, tally, some)


def _outcomes(lesson: str, tally: Tally, marks: Sequence[Mark]) -> CriterionOutcomes:
    who: dict[Outcome, list[Named]] = {outcome: [] for outcome in Outcome}
    for mark in marks:
        for criterion in mark.criteria:
            if criterion.id == tally.id:
                who[outcome_of(criterion)].append(named(mark))
    return CriterionOutcomes(
        lesson=lesson,
        id=tally.id,
        title=tally.title,
        rate=_rate(tally),
        **{outcome.value: tuple(some) for outcome, some in who.items()},
    )


def misconceptions(marks: Iterable[Mark]) -> tuple[Misconception, ...]:
    """Return the misconceptions, the most frequent first."""
    return tuple(
        Misconception(
            lesson=one.lesson,
            text=one.text,
            mutants=one.mutants,
            sure=tuple(map(named, one.sure)),
            unsure=tuple(map(named, one.unsure)),
        )
        for one in beliefs(marks)
    )


def reviews(marks: Iterable[Mark]) -> tuple[Review, ...]:
    """Return what a person must look at, hand-ins without a score first."""
    return tuple(
        Review(**named(mark).model_dump(), status=status(mark), reasons=review_reasons(mark))
        for mark in to_review(marks)
    )


def lesson_figures(marks: Iterable[Mark]) -> tuple[LessonFigures, ...]:
    """Return each lesson's figures, by id."""
    return tuple(_figures(lesson, some) for lesson, some in by_lesson(marks).items())


def _figures(lesson: str, marks: Sequence[Mark]) -> LessonFigures:
    scores = [mark.score for mark in marks if mark.score is not None]
    return LessonFigures(
        id=lesson,
        title=next((mark.title for mark in marks if mark.title), ""),
        handins=len(marks),
        scored=len(scores),
        mean=round(fmean(scores), 2) if scores else None,
        median=round(median(scores), 2) if scores else None,
        max_score=max(mark.max_score for mark in marks),
        criteria=tuple(_criterion_rate(tally) for tally in tallies(marks)),
        not_started=tuple(
            StartGroup(kind=kind, handins=tuple(map(named, some)))
            for kind, some in not_started(marks).items()
        ),
    )


def _criterion_rate(tally: Tally) -> CriterionRate:
    counts = {outcome.value: tally.counts[outcome] for outcome in Outcome}
    return CriterionRate(id=tally.id, title=tally.title, rate=_rate(tally), **counts)


def _rate(tally: Tally) -> float | None:
    return None if tally.rate is None else round(tally.rate, 2)


def named(mark: Mark) -> Named:
    """Return a hand-in by its names."""
    return Named(handin=mark.handin.id, label=mark.handin.label, lesson=lesson_of(mark))
