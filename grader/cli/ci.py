"""Commands that grade inside a classroom service."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.asking import Asked, graded
from grader.cli.group import cli
from grader.errors import SubmissionError
from grader.printable import printable
from grader.results import Report


@cli.group(short_help="Grade inside a classroom service, such as GitHub Actions.")
def ci() -> None:
    """Grade inside a classroom service: write the files that it reads.

    The points are in those files; the exit codes are those of `grade PATH` only where a command says so.
    """


def judged(path: Path, asked: Asked) -> Report:
    """Grade the submission at `path`; one that cannot be graded as it is gets a report that says why.

    Raises:
        GraderError: the lesson is not known, or the grader itself failed.
    """
    try:
        return graded(path, asked)
    except SubmissionError as error:
        lesson = asked.lesson_of("")
        if lesson is None:
            raise
        from grader.services.refusal import refused

        return refused(lesson, printable(path.resolve().name), error)
