"""How a lesson is checked: the page that tells the whole story."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grader.checks.fuzz.corpus import read_corpus
from grader.errors import LessonError
from grader.lesson import ANY_APP, Lesson, load_lesson
from grader.matrix import CorpusState, CriterionHead, LessonCheck, MutationScore, Problem, Trial, TrialKind
from grader.runner import Run
from grader.verification.attempts import Attempt, attempts
from grader.verification.corpus import corpus_problems, record_corpus, uses_corpus
from grader.verification.generated import mutation_problems, score_mutation
from grader.verification.judging import problems_of_all
from grader.verification.lint import lint
from grader.verification.signing import look_alikes, signature_problems, signatures_of, update_signatures
from grader.verification.trying import Tried, try_all


@dataclass(frozen=True)
class Options:
    """What to do beside judging each trial once."""

    update: bool = False
    """Record the corpus and the signatures anew."""
    variants: bool = False
    """Try the variants of mutants, too; `update` does in any case."""
    only: tuple[str, ...] = ()
    """Try just the solutions and mutants with these names, and judge nothing that needs all."""
    generate: bool = False
    """Derive mutants of the reference solution, and count how many the rubric kills."""
    most_generated: int | None = None
    """Try at most so many of them, evenly from all operators."""
    repeats: int = 1
    jobs: int = 2
    """Trials at a time."""


def check_lesson(root: Path, run: Run, options: Options) -> LessonCheck:
    """Check the lesson in the folder `root`; whatever is wrong with it becomes a problem to mend."""
    try:
        return _Check(load_lesson(root), run, options).result()
    except LessonError as error:
        return LessonCheck(lesson=root.name, problems=(_told(error, root),))


def _told(error: LessonError, root: Path) -> Problem:
    """Return an error with the place that it names, relative to the folder of lessons."""
    text = str(error).replace(f"{root.resolve().parent}/", "").replace(f"{root.parent}/", "")
    place, separated, message = text.partition(": ")
    if separated and place.startswith(root.name) and " " not in place:
        return Problem(place=place, message=message)
    return Problem(place=root.name, message=text)


class _Check:
    """One lesson's check, step by step."""

    def __init__(self, lesson: Lesson, run: Run, options: Options) -> None:
        self._lesson = lesson
        self._run = run
        self._options = options
        self._problems: list[Problem] = []
        self._notes: list[str] = []
        self._durations: dict[str, float] = {}

    def result(self) -> LessonCheck:
        """Do all steps, and sum up."""
        lesson, options = self._lesson, self._options
        self._problems += lint(lesson)
        result = LessonCheck(lesson=lesson.id, title=lesson.title, criteria=_heads(lesson))
        if not lesson.solution.is_dir():
            return result.model_copy(update={"problems": tuple(self._problems)})
        with self._phase("corpus"):
            self._corpus()
        with self._phase("trials"):
            trials = self._trials()
        with self._phase("generated"):
            mutation = self._mutation()
        if mutation is not None:
            self._problems += mutation_problems(lesson, mutation)
        return result.model_copy(
            update={
                "trials": trials,
                "corpus": _corpus_state(lesson, trials),
                "mutation": mutation,
                "repeats": options.repeats,
                "problems": tuple(self._problems),
                "notes": tuple(self._notes),
                "durations": self._durations,
            }
        )

    def _corpus(self) -> None:
        if not uses_corpus(self._lesson):
            return
        if self._options.update:
            self._notes.append(record_corpus(self._lesson))
        else:
            self._problems += corpus_problems(self._lesson)

    def _trials(self) -> tuple[Trial, ...]:
        lesson, options = self._lesson, self._options
        chosen = _chosen(lesson, options)
        tried = try_all(lesson, chosen, self._run, repeats=options.repeats, jobs=options.jobs)
        self._problems += (problem for one in tried for problem in one.problems)
        trials = tuple(one.trial for one in tried if one.trial is not None)
        if not options.only:
            self._problems += problems_of_all(lesson, trials)
            self._signatures(tried)
        return trials

    def _signatures(self, tried: Sequence[Tried]) -> None:
        known = signatures_of(tried)
        if self._options.update:
            self._notes.append(update_signatures(self._lesson, known))
        else:
            self._problems += signature_problems(self._lesson, known, tried)
        self._notes += look_alikes(known)

    def _mutation(self) -> MutationScore | None:
        if not self._generates():
            return None
        return score_mutation(self._lesson, self._run, self._options.jobs, self._options.most_generated)

    def _generates(self) -> bool:
        """The rubric for any app cannot tell a changed app from another correct one."""
        if not self._options.generate or self._lesson.id == ANY_APP:
            return False
        has_code = any(self._lesson.solution.rglob("*.py"))
        if not has_code:
            self._notes.append("no mutants generated: the solution holds no Python, only written answers")
        return has_code

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        yield
        self._durations[name] = round(time.monotonic() - started, 2)


def _chosen(lesson: Lesson, options: Options) -> list[Attempt]:
    """Return what is to be tried.

    Raises:
        LessonError: `only` names something that the lesson does not have.
    """
    every = list(attempts(lesson, variants=options.variants or options.update or bool(options.only)))
    if not options.only:
        return every
    known = {attempt.name.partition("#")[0] for attempt in every}
    for name in options.only:
        if name not in known:
            raise LessonError(f"{lesson.id}: --only {name}: there is {', '.join(sorted(known))}")
    return [attempt for attempt in every if attempt.name.partition("#")[0] in options.only]


def _heads(lesson: Lesson) -> tuple[CriterionHead, ...]:
    return tuple(CriterionHead(id=c.id, title=c.title, points=c.points) for c in lesson.criteria)


def _corpus_state(lesson: Lesson, trials: Sequence[Trial]) -> CorpusState | None:
    if not uses_corpus(lesson):
        return None
    try:
        scenarios = read_corpus(lesson.corpus_file).scenarios
    except LessonError:
        return None  # told among the problems
    mistakes = [t for t in trials if t.kind in {TrialKind.MUTANT, TrialKind.VARIANT} and t.starts]
    return CorpusState(
        scenarios=len(scenarios),
        requests=sum(len(scenario.steps) for scenario in scenarios),
        mistakes=len(mistakes),
        found=sum(trial.by_corpus for trial in mistakes),
    )
