"""Commands for Gradescope, and the bundle for Classroom 50."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from grader.cli.asking import Asked, asking_options
from grader.cli.ci import ci, judged
from grader.cli.completion import lesson_ids
from grader.cli.group import ANY_PATH, EXIT_FULL_MARKS, cli, specs_option, templates_option
from grader.errors import CheckerError, UsageError
from grader.lesson import Lesson, find_lesson, specs_folder
from grader.requirements import RequirementsLevel
from grader.results import LEVELS

Command = TypeVar("Command", bound=Callable[..., Any])

visibility_option = click.option(
    "--visibility",
    metavar="CRITERION=WHEN",
    multiple=True,
    help="When students see a criterion: visible, after_due_date, after_published, hidden; repeatable.",
)
carried_options = (
    click.option(
        "--require-isolation",
        "require",
        type=click.Choice([level for level in LEVELS if level != "container"]),
        default="none",
        show_default=True,
        help="Run nothing of a submission there below this level of isolation.",
    ),
    click.option(
        "--requirements",
        type=click.Choice(get_args(RequirementsLevel)),
        default="allow-list",
        show_default=True,
        help="What is installed there of a submission's requirements.",
    ),
)


def carrying(command: Command) -> Command:
    """Add the options of a copy of the grader: `lesson_id`, `specs`, `require`, `requirements`."""
    for option in (*reversed(carried_options), specs_option):
        command = option(command)
    return click.argument("lesson_id", metavar="LESSON", shell_complete=lesson_ids)(command)


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


@cli.command("gradescope-zip", short_help="Pack the grader and a lesson for Gradescope.")
@carrying
@click.option("--out", type=ANY_PATH, help="File to write (default: gradescope-LESSON.zip).")
@visibility_option
def gradescope_zip(
    lesson_id: str, specs: Path | None, out: Path | None, visibility: Sequence[str], **options: str
) -> int:
    """Write a zip to upload as the autograder of a Gradescope assignment: this grader and the LESSON."""
    from grader.services.gradescope import SCRIPTS, read_visibility, write_zip
    from grader.services.portable import portable

    lesson = find_lesson(specs_folder(specs), lesson_id)
    when = [f"--visibility={name}={moment}" for name, moment in read_visibility(visibility, lesson).items()]
    target = out or Path(f"gradescope-{lesson.id}.zip")
    if not target.parent.is_dir():
        raise UsageError(f"--out {target}: the folder {target.parent} does not exist")
    write_zip(target, portable(lesson, [*_arguments(lesson, **options), *when], SCRIPTS))
    click.echo(f"{target}: upload it under Configure Autograder; docs/classroom-services.md says more")
    return EXIT_FULL_MARKS


@cli.command("classroom50-bundle", short_help="Pack the grader and a lesson for Classroom 50.")
@carrying
@click.argument("folder", metavar="DIR", type=ANY_PATH)
def classroom50_bundle(lesson_id: str, folder: Path, specs: Path | None, **options: str) -> int:
    """Write the new folder DIR, to be CLASSROOM/autograders/ASSIGNMENT/ in a Classroom 50 repository."""
    from grader.services.bundle import SCRIPTS, write_bundle
    from grader.services.portable import portable

    lesson = find_lesson(specs_folder(specs), lesson_id)
    write_bundle(folder, portable(lesson, _arguments(lesson, **options), SCRIPTS))
    click.echo(f"{folder}: commit it as CLASSROOM/autograders/ASSIGNMENT/ of your Classroom 50 repository")
    return EXIT_FULL_MARKS


def _arguments(lesson: Lesson, *, require: str, requirements: str) -> list[str]:
    chosen = ["--lesson", lesson.id, "--requirements", requirements, "--require-isolation", require]
    return [*chosen, "--sandbox", "import"]
