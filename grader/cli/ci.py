"""Commands that grade inside a classroom service."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from grader.cli.asking import Asked, Look, asking_options, graded
from grader.cli.group import ANY_PATH, EXIT_FULL_MARKS, EXIT_POINTS_LOST, cli, templates_option
from grader.errors import CheckerError, GraderError, SubmissionError, UsageError
from grader.printable import printable
from grader.services import REPORT_FILES

if TYPE_CHECKING:
    from grader.reporting.github_classroom import Place
    from grader.results import Report
    from grader.submission import Submission

visibility_option = click.option(
    "--visibility",
    metavar="CRITERION=WHEN",
    multiple=True,
    help="When students see a criterion: visible, after_due_date, after_published, hidden; repeatable.",
)


@cli.group()
def ci() -> None:
    """Grade inside a classroom service: write the files that it reads.

    The points are in those files; the exit codes are those of `grade PATH` only where a command says so.
    """


def judged(path: Path, asked: Asked, look: Look | None = None) -> Report:
    """Grade the submission at `path`; one that cannot be graded as it is gets a report that says why.

    `look` sees a report and its submission while that is open; not where it cannot be graded.

    Raises:
        GraderError: the lesson is not known, or the grader itself failed.
    """
    try:
        return graded(path, asked, look)
    except SubmissionError as error:
        lesson = asked.lesson_of("")
        if lesson is None:
            raise
        from grader.services.refusal import refused

        return refused(lesson, printable(path.resolve().name), error)


@ci.command(short_help="In a job of GitHub Actions.")
@click.argument("path", type=ANY_PATH)
@click.option(
    "--fail-below",
    type=click.FloatRange(0, 100),
    default=100,
    show_default=True,
    metavar="PERCENT",
    help="Exit with 1 below this share of the points; 0 never does.",
)
@click.option(
    "--report",
    "formats",
    type=click.Choice(tuple(REPORT_FILES)),
    multiple=True,
    default=("html", "markdown", "json"),
    show_default=True,
    help="Report file to write; repeatable.",
)
@click.option(
    "--out",
    type=ANY_PATH,
    default=Path("grade-report"),
    show_default=True,
    help="Folder for the report files.",
)
@asking_options
@templates_option
def github(
    path: Path, fail_below: float, formats: Sequence[str], out: Path, templates: Path | None, **options: Any
) -> int:
    """Grade a repository: outputs, summary and annotations of the job, and report files.

    The step's outputs are result (as GitHub Classroom's autograding actions have it), score, max-score and
    report (the folder). Outside GitHub Actions the report files are written, and the rest is printed.
    """
    from grader.services.github import Job, reaches

    asked = Asked(**options)
    job = Job.of(os.environ, out, formats, templates)
    job.clear()
    places: dict[str, Place] = {}
    try:
        report = judged(path, asked, lambda report, opened: places.update(_places(path, report, opened)))
        told = job.deliver(report, places)
    except GraderError as error:
        _print(job.deliver_failure(str(error), _possible(asked)))
        raise
    _print(told)
    return EXIT_FULL_MARKS if reaches(report, fail_below) else EXIT_POINTS_LOST


@ci.command(short_help="In an autograder.py of Classroom 50.")
@click.argument("path", type=ANY_PATH, default=Path())
@asking_options
@templates_option
def classroom50(path: Path, templates: Path | None, **options: Any) -> int:
    """Grade a checkout: result.json and release-body.md in the current folder, status and summary.

    Exits with 0 whenever there is a result: the points are in it. The runner's own variables
    (CLASSROOM, ASSIGNMENT, SUBMISSION_TAG, ...) say whose result it is.
    """
    from grader.reporting.classroom50 import refuse_elsewhere
    from grader.services.classroom50 import clear, deliver

    here = Path.cwd()
    clear(here)
    refuse_elsewhere(os.environ)
    report = judged(path, Asked(**options))
    told = deliver(report, here, os.environ, datetime.now(UTC), templates)
    click.echo(told)
    return EXIT_FULL_MARKS


@ci.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--results",
    type=ANY_PATH,
    default="/autograder/results/results.json",
    show_default=True,
    help="File to write.",
)
@visibility_option
@asking_options
@templates_option
def gradescope(
    path: Path, results: Path, visibility: Sequence[str], templates: Path | None, **options: Any
) -> int:
    """Grade a submission on Gradescope: write its results.json.

    Exits with 0 when it was written, whatever the points are. When the grader itself fails, there is none:
    Gradescope then tells that the autograder failed, and no one has a zero.
    """
    from grader.files import remove, write_atomically
    from grader.reporting.gradescope import render
    from grader.services.gradescope import read_visibility

    asked = Asked(**options)
    lesson = asked.lesson_of("")
    if lesson is None:
        raise UsageError("--lesson ID: name it here, as a submission must not choose its own")
    when = read_visibility(visibility, lesson)
    remove(results)
    try:
        report = judged(path, asked)
        if report.unjudged_points == report.max_score:
            raise CheckerError("; ".join(["no criterion could be judged", *report.notes]))
    finally:
        remove(results)  # the submission's processes have ended: what is there now, they wrote
    write_atomically(results, render(report, templates, when))
    return EXIT_FULL_MARKS


def _places(path: Path, report: Report, opened: Submission) -> dict[str, Place]:
    """Return the lines to annotate; none where the submission is no folder of the repository."""
    from grader.services.places import find_places

    here, folder = Path.cwd(), path.resolve()
    if not folder.is_dir() or not folder.is_relative_to(here):
        return {}
    return find_places(report, opened, PurePosixPath(folder.relative_to(here)))


def _possible(asked: Asked) -> int:
    """Return the points of the lesson that was asked for, 0 where that is not known."""
    with suppress(GraderError):
        lesson = asked.lesson_of("")
        return sum(criterion.points for criterion in lesson.criteria) if lesson else 0
    return 0


def _print(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()
