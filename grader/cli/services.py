"""Commands that pack the grader and a lesson for a classroom service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from grader.cli.ci import visibility_option
from grader.cli.completion import lesson_ids
from grader.cli.group import ANY_PATH, EXIT_FULL_MARKS, cli, specs_option
from grader.cli.options import requirements_level
from grader.errors import UsageError
from grader.lesson import Lesson, find_lesson, specs_folder
from grader.levels import LEVELS

Command = TypeVar("Command", bound=Callable[..., Any])

carried_options = (
    click.option(
        "--require-isolation",
        "require",
        type=click.Choice([level for level in LEVELS if level != "container"]),
        default="none",
        show_default=True,
        help="Run nothing of a submission there below this level of isolation.",
    ),
    requirements_level,
)


def carrying(command: Command) -> Command:
    """Add the options of a copy of the grader: `lesson_id`, `specs`, `require`, `requirements`."""
    for option in (*reversed(carried_options), specs_option):
        command = option(command)
    return click.argument("lesson_id", metavar="LESSON", shell_complete=lesson_ids)(command)


@cli.command("gradescope-zip")
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


@cli.command("classroom50-bundle")
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
