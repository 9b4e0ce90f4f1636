"""What a lesson's author needs beside an editor: recording the fuzz corpus on the reference solution."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grader.checks.http import Wire
from grader.errors import LessonError
from grader.lesson import Lesson
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits, Sandbox, StartError
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission, open_submission


def record_corpus(lesson: Lesson, sandbox: SandboxSettings | None = None) -> str:
    """Generate the lesson's fuzz corpus, record it on the reference solution, and say how it went.

    Raises:
        LessonError: the lesson has no contract, or its reference solution does not run.
    """
    from grader.checks.fuzz.build import build_corpus
    from grader.checks.fuzz.corpus import write_corpus

    if lesson.contract is None:
        raise LessonError(f"{lesson.root}: no contract.json to generate a corpus from; write one")
    dropped: list[str] = []
    with make_sandbox(sandbox or SandboxSettings()) as place, open_submission(lesson.solution) as solution:
        corpus = build_corpus(lesson.contract, lambda: _wire(place, solution, lesson), dropped.append)
    lesson.corpus_file.write_text(write_corpus(corpus), encoding="utf-8", newline="\n")
    kept = f"{lesson.id}: {len(corpus.scenarios)} scenarios recorded"
    return "\n".join([f"{kept}, {len(dropped)} left out", *(f"  {reason}" for reason in dropped)])


@contextmanager
def _wire(sandbox: Sandbox, solution: Submission, lesson: Lesson) -> Iterator[Wire]:
    limits = Limits()
    try:
        with sandbox.start(solution, limits, lesson.environment) as app:
            yield Wire(app.connect, limits)
    except StartError as error:
        raise LessonError(f"{lesson.solution}: the reference solution does not start: {error}") from None
