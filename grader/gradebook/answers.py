"""Answers to questions on a batch: what `grade results --format json` prints, one object per question.

The shape is stable: fields may be added to it, none is renamed or taken away within a `schema_version`.
"""

from __future__ import annotations

from typing import Literal

from grader.gradebook.table import Status
from grader.gradebook.values import Mark, Value
from grader.intake.values import Student, Unmatched
from grader.results import Outcome


class Answer(Value):
    """What all answers have."""

    schema_version: Literal["1"] = "1"
    question: str
    lesson: str = ""
    """Id of the lesson that was asked about; empty for all."""
    handins: int
    """Hand-ins that the answer is about, those that are not done among them."""
    pending: tuple[str, ...] = ()
    """Ids of those that are not done: the batch still runs, or was stopped."""


class Named(Value):
    """A hand-in by its names."""

    handin: str
    """Its id."""
    label: str
    """Names of its students, else of its folder."""
    lesson: str


class Lost(Value):
    """A criterion that cost points."""

    id: str
    title: str
    outcome: Outcome
    points: int
    max_points: int
    message: str
    """What went wrong, or what it waits for; an instructor's reason where one decided."""


class Result(Value):
    """How one hand-in of a student ended."""

    mark: Mark
    final: float | None
    """The score that goes into the gradebook, lateness taken off; null where a person must give it."""
    status: Status
    start_failure: str = ""
    """Why the app did not start, in a sentence."""
    lost: tuple[Lost, ...] = ()
    """Root causes first."""
    report: str = ""
    """Path of the report as JSON; empty where there is none."""
    feedback: str = ""
    """Path of the student's page; empty as long as it is not written."""


class StudentAnswer(Answer):
    """All that those who are called by a name handed in."""

    question: Literal["student"] = "student"
    asked: str
    results: tuple[Result, ...] = ()
    absent: tuple[Student, ...] = ()
    """Those of that name who handed in nothing."""


class CriterionOutcomes(Value):
    """Who passed a criterion and who did not; an instructor's decisions count."""

    lesson: str
    id: str
    title: str
    rate: float | None
    """Percent passed of those that were judged, without `error`; null where none was."""
    passed: tuple[Named, ...] = ()
    failed: tuple[Named, ...] = ()
    blocked: tuple[Named, ...] = ()
    error: tuple[Named, ...] = ()
    """Those on which the grader itself failed."""


class CriterionAnswer(Answer):
    """The criteria of one id, by lesson."""

    question: Literal["criterion"] = "criterion"
    asked: str
    criteria: tuple[CriterionOutcomes, ...]


class Misconception(Value):
    """What several hand-ins look like."""

    lesson: str
    text: str
    mutants: tuple[str, ...]
    """Ids of the lesson's known mistakes that come of it."""
    sure: tuple[Named, ...] = ()
    """Those that look like it."""
    unsure: tuple[Named, ...] = ()
    """Those that may be like it."""


class MisconceptionAnswer(Answer):
    """The misconceptions, the most frequent first."""

    question: Literal["misconceptions"] = "misconceptions"
    misconceptions: tuple[Misconception, ...]


class Review(Named):
    """A hand-in that a person must look at."""

    status: Status
    reasons: tuple[str, ...]


class ReviewAnswer(Answer):
    """What to look at, hand-ins without a score first."""

    question: Literal["review"] = "review"
    review: tuple[Review, ...]


class CriterionRate(Value):
    """How often a criterion was passed."""

    id: str
    title: str
    rate: float | None
    """As in `CriterionOutcomes`."""
    passed: int
    failed: int
    blocked: int
    error: int


class StartGroup(Value):
    """Hand-ins that did not start, for one reason."""

    kind: str
    handins: tuple[Named, ...]


class LessonFigures(Value):
    """One lesson; scores are those before lateness, as instructors decided them."""

    id: str
    """Empty for hand-ins that no lesson could be told of."""
    title: str
    handins: int
    """Those that are done."""
    scored: int
    """Those that have a score."""
    mean: float | None
    median: float | None
    max_score: int
    criteria: tuple[CriterionRate, ...]
    """The hardest first."""
    not_started: tuple[StartGroup, ...]
    """The most frequent reason first."""


class ClassAnswer(Answer):
    """An overview of the class."""

    question: Literal["class"] = "class"
    review: int
    """Hand-ins that a person must look at."""
    lessons: tuple[LessonFigures, ...]
    absent: tuple[Student, ...]
    """On the roster, but handed in nothing at all."""
    unmatched: tuple[Unmatched, ...]
    problems: tuple[str, ...]
    """Decisions that belong to no single hand-in, in words."""
