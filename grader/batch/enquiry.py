"""Answers questions on a batch, finished or not, from what is in its folder of results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.batch.manifest import Manifest
from grader.batch.marks import Marks
from grader.batch.publish import FEEDBACK
from grader.batch.store import Store
from grader.errors import UsageError
from grader.gradebook.answering import criterion_outcomes, lesson_figures, misconceptions, reviews
from grader.gradebook.answers import (
    ClassAnswer,
    CriterionAnswer,
    Lost,
    MisconceptionAnswer,
    Result,
    ReviewAnswer,
    StudentAnswer,
)
from grader.gradebook.decisions import folded
from grader.gradebook.lookup import look_up, near
from grader.gradebook.statistics import lesson_of, to_review
from grader.gradebook.table import status
from grader.gradebook.values import Mark
from grader.intake.values import Handin
from grader.overrides import Override
from grader.printable import printable
from grader.reporting import wording
from grader.results import CriterionResult, Outcome, Report

LISTED = "; `grade results` without options lists those of the class"


class Enquiry:
    """A batch, or one lesson of it, to be asked about; reads only the reports that a question needs."""

    def __init__(
        self, results: Path, manifest: Manifest, overrides: Sequence[Override], lesson: str = ""
    ) -> None:
        """Narrow all answers to `lesson`, unless that is empty.

        Raises:
            UsageError: the batch has no such lesson; the text tells near ones.
        """
        self._results = results
        self._manifest = manifest
        self._marks = Marks(results, manifest, overrides)
        self._lesson = self._known(lesson) if lesson else ""
        self._handins = [one for one in manifest.intake.handins if self._concerns(one)]

    def overview(self) -> ClassAnswer:
        """Return the figures of the class."""
        intake = self._manifest.intake
        return ClassAnswer(
            **self._common(self._handins),
            review=len(to_review(self._all)),
            lessons=lesson_figures(self._all),
            absent=intake.absent,
            unmatched=intake.unmatched,
            problems=self._marks.problems,
        )

    def student(self, name: str) -> StudentAnswer:
        """Return all results of those called `name`.

        Raises:
            UsageError: nobody is called so.
        """
        found, absent = look_up(name, self._manifest.intake)
        handins = [one for one in found if self._concerns(one)]
        return StudentAnswer(
            **self._common(handins),
            asked=name,
            results=tuple(self._result(mark, report) for mark, report in self._marks.of(handins)),
            absent=tuple(absent),
        )

    def criterion(self, name: str) -> CriterionAnswer:
        """Return who passed the criteria called `name`, an id or `lesson/id`.

        Raises:
            UsageError: nothing that is graded has such a criterion.
        """
        found = tuple(criterion_outcomes(self._all, name))
        if not found:
            known = dict.fromkeys(c.id for mark in self._all for c in mark.criteria)
            hint = near(name, known) or LISTED
            raise UsageError(f"--criterion {printable(name)}: nothing graded here has it{hint}")
        return CriterionAnswer(**self._common(self._handins), asked=name, criteria=found)

    def misconceptions(self) -> MisconceptionAnswer:
        """Return what the hand-ins look like."""
        return MisconceptionAnswer(**self._common(self._handins), misconceptions=misconceptions(self._all))

    def review(self) -> ReviewAnswer:
        """Return what a person must look at."""
        return ReviewAnswer(**self._common(self._handins), review=reviews(self._all))

    @cached_property
    def _all(self) -> list[Mark]:
        return [mark for mark, _ in self._marks.of(self._handins)]

    def _common(self, handins: Iterable[Handin]) -> dict[str, Any]:
        """Return the fields that all answers have."""
        ids = [one.id for one in handins]
        pending = tuple(one for one in ids if one not in self._manifest.done)
        return {"lesson": self._lesson, "handins": len(ids), "pending": pending}

    def _known(self, lesson: str) -> str:
        graded = (self._about(one) for one in self._manifest.intake.handins)
        known = dict.fromkeys(filter(None, (*graded, *self._manifest.lessons)))
        for name in known:
            if folded(name) == folded(lesson):
                return name
        hint = near(lesson, known) or LISTED
        raise UsageError(f"--lesson {printable(lesson)}: no lesson of this batch{hint}")

    def _concerns(self, handin: Handin) -> bool:
        """Tell whether it is, or may turn out to be, of the lesson that is asked about."""
        about = self._about(handin)
        unknown = not about and handin.id not in self._manifest.done
        return not self._lesson or about == self._lesson or unknown

    def _about(self, handin: Handin) -> str:
        done = self._manifest.done.get(handin.id)
        return (done.lesson if done else "") or handin.lesson

    def _result(self, mark: Mark, report: Report | None) -> Result:
        page = self._results / FEEDBACK / mark.handin.id / "feedback.html"
        failure = report.start_failure if report else None
        return Result(
            mark=mark.model_copy(update={"lesson": lesson_of(mark)}),
            final=mark.final,
            status=status(mark),
            start_failure=failure.message if failure else "",
            lost=_lost(report) if report else (),
            report=Store(self._results).path(mark.key).as_posix() if mark.key else "",
            feedback=page.as_posix() if page.is_file() else "",
        )


def _lost(report: Report) -> tuple[Lost, ...]:
    """Return the criteria that cost points: those that failed before those that wait for them."""
    lost = [criterion for criterion in report.criteria if criterion.points < criterion.max_points]
    order = (Outcome.FAILED, Outcome.ERROR, Outcome.PASSED, Outcome.BLOCKED)
    return tuple(
        Lost(
            id=one.id,
            title=one.title,
            outcome=one.outcome,
            points=one.points,
            max_points=one.max_points,
            message=_message(one, report),
        )
        for one in sorted(lost, key=lambda one: order.index(one.outcome))
    )


def _message(criterion: CriterionResult, report: Report) -> str:
    told = next(iter(wording.findings(criterion)), None)
    return told.message if told else wording.waits_for(criterion, report)
