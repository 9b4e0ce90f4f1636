"""The command that answers questions on a batch."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.completion import lesson_ids
from grader.cli.group import EXISTING_FOLDER, EXIT_FULL_MARKS, cli
from grader.cli.marking import kept_overrides
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.batch.enquiry import Enquiry
    from grader.gradebook.answers import Answer


@cli.command()
@click.argument("results", metavar="DIR", type=EXISTING_FOLDER)
@click.option(
    "--student", default="", metavar="NAME", help="All of one student: id, name, email or username."
)
@click.option("--criterion", default="", metavar="ID", help="Who passed one criterion, and who did not.")
@click.option("--misconceptions", is_flag=True, help="What failures look like, the most frequent first.")
@click.option("--review", is_flag=True, help="What a person must look at, and why.")
@click.option(
    "--lesson", default="", metavar="ID", shell_complete=lesson_ids, help="Only hand-ins for one lesson."
)
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json"]), default="terminal", show_default=True
)
def results(  # noqa: PLR0913, PLR0917 (one parameter per option)
    results: Path, student: str, criterion: str, misconceptions: bool, review: bool, lesson: str, form: str
) -> int:
    """Tell of the class in DIR, the --out folder of `grade batch`: an overview, or what one option asks for.

    Decisions in overrides.csv and lateness count. Of a batch that still runs or was stopped, it tells what
    is done so far.
    """
    from grader.batch.enquiry import Enquiry
    from grader.batch.journal import manifest_so_far
    from grader.cli.waiting import waiting
    from grader.reporting.enquiry import print_answer, render_json

    if sum(map(bool, (student, criterion, misconceptions, review))) > 1:
        raise UsageError("give one of --student, --criterion, --misconceptions and --review at a time")
    manifest = manifest_so_far(results)
    if manifest is None:
        raise UsageError(f"{results}: no batch.json here; give the --out folder of `grade batch`")
    enquiry = Enquiry(results, manifest, kept_overrides(results), lesson)
    with waiting("Reading the reports ..."):
        answer = _answer(enquiry, student, criterion, misconceptions=misconceptions, review=review)
    if form == "terminal":
        print_answer(answer)
    else:
        sys.stdout.buffer.write(render_json(answer).encode("utf-8"))
        sys.stdout.flush()
    return EXIT_FULL_MARKS


def _answer(enquiry: Enquiry, student: str, criterion: str, *, misconceptions: bool, review: bool) -> Answer:
    if student:
        return enquiry.student(student)
    if criterion:
        return enquiry.criterion(criterion)
    if misconceptions:
        return enquiry.misconceptions()
    return enquiry.review() if review else enquiry.overview()
