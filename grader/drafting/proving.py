"""Mutants for a drafted rubric; what no mutant proves is taken out of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from grader.drafting.lessonfolder import LessonFolder
from grader.drafting.mutants import choose, drafted, try_mutants
from grader.drafting.rubric import BAD_INPUT, DOCUMENTED, NEVER_500, without
from grader.drafting.survey import Survey
from grader.errors import LessonError
from grader.grading import grade
from grader.lesson import Criterion, Lesson, Mutant
from grader.matrix import Problem, TrialKind
from grader.mutation import Generated, spread
from grader.results import Outcome
from grader.runner import Run
from grader.submission import open_submission
from grader.verification.check import Options, check_lesson
from grader.verification.corpus import corpus_problems, record_corpus, uses_corpus

JOBS = os.cpu_count() or 1
MOST_TRIED = 150
"""Generated mutants that are graded, to choose from."""
MOST_ROUNDS = 4
"""How often mutants that are judged otherwise than declared are taken out."""


@dataclass(frozen=True)
class Proof:
    """A rubric with its mutants, as it was written."""

    lesson: Lesson
    tried: int
    """Generated mutants that were graded."""
    dropped: tuple[str, ...]
    """Criteria that were left out, because no mutant is killed by them."""
    problems: tuple[Problem, ...]
    """What checking the draft finds wrong."""


def prove(
    folder: LessonFolder,
    surveyed: Survey,
    criteria: tuple[Criterion, ...],
    mutants: Sequence[Generated],
    run: Run,
) -> Proof:
    """Write rubric, mutants, corpus and signatures so that the lesson holds."""
    prover = _Prover(folder, surveyed, criteria, run)
    prover.settle_criteria()
    prover.settle_mutants(spread(mutants, MOST_TRIED))
    return prover.check()


class _Prover:
    def __init__(
        self,
        folder: LessonFolder,
        surveyed: Survey,
        criteria: tuple[Criterion, ...],
        run: Run,
    ) -> None:
        self._folder = folder
        self._surveyed = surveyed
        self._criteria = criteria
        self._run = run
        self._mutants: tuple[Mutant, ...] = ()
        self._dropped: list[str] = []
        self._tried = 0

    def settle_criteria(self) -> None:
        """Take out what the solution itself does not pass, and fuzzing where nothing can be fuzzed."""
        lesson = self._write()
        try:
            record_corpus(lesson)
        except LessonError:
            lesson = self._drop({BAD_INPUT, NEVER_500})
        with open_submission(lesson.solution) as solution:
            report = grade(solution, lesson, run=self._run)
        failed = {c.id for c in report.criteria if c.outcome is Outcome.FAILED}
        if failed:
            self._drop(failed)

    def settle_mutants(self, mutants: Sequence[Generated]) -> None:
        """Choose the mutants; take out the criteria that none of them proves."""
        lesson = self._write()
        killed = try_mutants(lesson, mutants, self._run, JOBS)
        self._tried = len(mutants)
        while True:
            chosen = choose(killed, [criterion.id for criterion in self._criteria])
            unproven = {c.id for c in self._criteria} - {name for one in chosen for name in one.kills}
            if not unproven or len(unproven) == len(self._criteria):
                break
            lesson = self._drop(unproven)
            if unproven - {BAD_INPUT, NEVER_500, DOCUMENTED}:
                # What was blocked by a criterion that is gone now may fail.
                killed = try_mutants(lesson, [one.mutant for one in killed], self._run, JOBS)
        self._mutants = tuple(drafted(chosen, lesson))

    def check(self) -> Proof:
        """Record corpus and signatures, and take out the mutants that are not judged as they declare."""
        for _ in range(MOST_ROUNDS):
            lesson = self._write()
            checked = check_lesson(lesson.root, self._run, Options(update=True, jobs=JOBS))
            wrong = {
                trial.name
                for trial in checked.trials
                if trial.kind is TrialKind.MUTANT and (trial.flaky or not trial.as_declared)
            }
            self._mutants = tuple(mutant for mutant in self._mutants if mutant.id not in wrong)
            killed = {name for mutant in self._mutants for name in mutant.kills}
            unproven = {criterion.id for criterion in self._criteria} - killed
            if not wrong or len(unproven) == len(self._criteria):
                break
            if unproven:
                self._drop(unproven)
        problems = (*checked.problems, *(corpus_problems(lesson) if uses_corpus(lesson) else ()))
        return Proof(lesson, self._tried, tuple(self._dropped), problems)

    def _drop(self, names: set[str]) -> Lesson:
        self._dropped += sorted(names)
        self._criteria = without(self._criteria, names)
        return self._write()

    def _write(self) -> Lesson:
        """Write the lesson as it is now; a corpus that nothing uses any more goes."""
        lesson = self._folder.write_rubric(self._surveyed, self._criteria, self._mutants)
        if not uses_corpus(lesson):
            lesson.corpus_file.unlink(missing_ok=True)
        return lesson
