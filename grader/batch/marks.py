"""From the reports in the store to marks, one hand-in at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.batch.manifest import Done, Manifest
from grader.batch.store import Store
from grader.gradebook.decisions import assign
from grader.gradebook.finishing import finish
from grader.gradebook.values import CriterionMark, Mark
from grader.intake.values import Handin
from grader.overrides import Override
from grader.results import Report


class Marks:
    """The marks of a batch, with the decisions on it; criteria that marks share are kept once."""

    def __init__(self, results: Path, manifest: Manifest, overrides: Sequence[Override]) -> None:
        asked = next(iter(manifest.lessons)) if len(manifest.lessons) == 1 else ""
        self._assigned = assign(overrides, manifest.intake, asked)
        self._manifest = manifest
        self._store = Store(results)
        self.decided: dict[str, str] = {}
        """For each decision that was applied the lesson and the submission that it was made for."""
        self._shared: dict[CriterionMark, CriterionMark] = {}

    @property
    def problems(self) -> tuple[str, ...]:
        """Decisions that belong to no single hand-in, in words."""
        return self._assigned.problems

    def of(self, handins: Iterable[Handin]) -> Iterator[tuple[Mark, Report | None]]:
        """Yield the mark of each of `handins` that is done, with its report as an instructor decided it."""
        for handin in handins:
            done = self._manifest.done.get(handin.id)
            if done is not None:
                yield self._one(handin, done)

    def _one(self, handin: Handin, done: Done) -> tuple[Mark, Report | None]:
        report = self._store.read(done.key) if done.key else None
        problem = done.problem or ("" if report else "its report is gone; run the batch again")
        if report is not None:
            # Equal submissions share a report: the name is each hand-in's own.
            named = report.submission.model_copy(update={"name": handin.label})
            report = report.model_copy(update={"submission": named})
        lesson = self._manifest.lessons.get(handin.lesson)
        decisions, rule = self._assigned.of(handin), self._manifest.marking.late
        mark, decided = finish(
            *(handin, done.key, report, problem, decisions, rule),
            max_score=lesson.max_score if lesson else 0,
        )
        outdated = tuple(self._outdated(handin, decisions, report)) if report is not None else ()
        return self._slim(mark.model_copy(update={"review": mark.review + outdated})), decided

    def _outdated(self, handin: Handin, decisions: Sequence[Override], report: Report) -> Iterator[str]:
        """Yield why decisions ask for a person: what they were made for has changed since."""
        version = f"{report.lesson.id} {report.submission.digest}"
        for one in decisions:
            name = json.dumps([handin.id, one.criterion, one.points, one.because])
            first = self.decided[name] = self._manifest.decided.get(name, version)
            if first != version and not one.digest:
                yield f"{one.place}: decided on another version; to confirm it write its reason anew"

    def _slim(self, mark: Mark) -> Mark:
        """Return the mark with criteria that marks share, so that a large class stays small in memory."""
        criteria = tuple(self._shared.setdefault(one, one) for one in mark.criteria)
        return mark.model_copy(update={"criteria": criteria})
