"""Is a lesson's corpus current with its contract and its reference solution? Recording it anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grader.checks.fuzz.build import build_corpus, stale
from grader.checks.fuzz.corpus import is_current, read_corpus, write_corpus
from grader.checks.http import Wire
from grader.errors import LessonError
from grader.lesson import Lesson
from grader.matrix import Problem
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits, Sandbox, StartError
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission, open_submission

MOST_TOLD = 5


def uses_corpus(lesson: Lesson) -> bool:
    """Tell whether a criterion is judged by recorded fuzz cases."""
    return lesson.contract is not None and any(criterion.fuzz for criterion in lesson.criteria)


def record_corpus(lesson: Lesson) -> str:
    """Generate the lesson's fuzz corpus, record it on the reference solution, and say how it went.

    Raises:
        LessonError: the lesson has no contract, or its reference solution does not run.
    """
    if lesson.contract is None:
        raise LessonError(f"{lesson.root}: no contract.json to generate a corpus from; write one")
    dropped: list[str] = []
    with make_sandbox(SandboxSettings()) as place, open_submission(lesson.solution) as solution:
        corpus = build_corpus(lesson.contract, lambda: _wire(place, solution, lesson), dropped.append)
    lesson.corpus_file.write_text(write_corpus(corpus), encoding="utf-8", newline="\n")
    reasons = sorted({reason.partition(": ")[2] for reason in dropped})
    left_out = f", {len(dropped)} left out ({'; '.join(reasons)})" if dropped else ""
    return f"corpus.json recorded anew: {len(corpus.scenarios)} scenarios{left_out}"


def corpus_problems(lesson: Lesson) -> Iterator[Problem]:
    """Yield why the recorded corpus does not fit contract and reference solution any more."""
    place, mend = f"{lesson.id}/corpus.json", "record it anew with --update"
    assert lesson.contract is not None
    try:
        corpus = read_corpus(lesson.corpus_file)
    except LessonError as error:
        yield Problem(place=place, message=str(error).replace(f"{lesson.root.parent}/", ""), mend=mend)
        return
    if not is_current(corpus, lesson.contract):
        yield Problem(
            place=place, message="made from another contract, or by another schemathesis", mend=mend
        )
        return
    with make_sandbox(SandboxSettings()) as sandbox, open_submission(lesson.solution) as solution:
        told = stale(corpus, lesson.contract, lambda: _wire(sandbox, solution, lesson))
    for difference in told[:MOST_TOLD]:
        yield Problem(
            place=place, message=f"the reference solution answers otherwise: {difference}", mend=mend
        )


@contextmanager
def _wire(sandbox: Sandbox, solution: Submission, lesson: Lesson) -> Iterator[Wire]:
    limits = Limits()
    try:
        with sandbox.start(solution, limits, lesson.surroundings) as app:
            yield Wire(app.connect, limits)
    except StartError as error:
        raise LessonError(f"{lesson.solution}: the reference solution does not start: {error}") from None
