"""Commands for lesson authors."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from grader.cli.completion import lesson_ids as known_ids
from grader.cli.group import (
    ANY_PATH,
    EXISTING_FOLDER,
    EXIT_FULL_MARKS,
    EXIT_POINTS_LOST,
    cli,
    specs_option,
    templates_option,
)
from grader.errors import UsageError
from grader.lesson import lesson_folders, specs_folder
from grader.outputs import CHECK_FORMAT_NAMES, deliver_checks, plan_outputs


@cli.command("check-lesson")
@click.argument("lesson_ids", metavar="[ID...]", nargs=-1, shell_complete=known_ids)
@click.option("--update", is_flag=True, help="Record corpus.json and signatures.json anew.")
@click.option("--variants", is_flag=True, help="Also try the variants of mutants (--update always does).")
@click.option("--only", multiple=True, metavar="NAME", help="Try just this mutant or solution; repeatable.")
@click.option("--generate", is_flag=True, help="Also derive mutants of the solution and count the killed.")
@click.option(
    "--repeat", "repeats", type=click.IntRange(1), default=1, help="Judge everything so many times."
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    help="Trials at a time (default: one per core).",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(CHECK_FORMAT_NAMES),
    multiple=True,
    help="Report format; repeatable.",
)
@click.option(
    "--output", "outputs", type=ANY_PATH, multiple=True, help="File to write; its ending names the format."
)
@specs_option
@templates_option
def check_lesson(  # noqa: PLR0913, PLR0917 (one parameter per option)
    lesson_ids: Sequence[str],
    update: bool,
    variants: bool,
    only: Sequence[str],
    generate: bool,
    repeats: int,
    jobs: int,
    formats: Sequence[str],
    outputs: Sequence[Path],
    specs: Path | None,
    templates: Path | None,
) -> int:
    """Try lessons with their solutions, their starter and their mutants; all lessons when none is named.

    Exits with 1 when a lesson does not hold.
    """
    from grader.verification.check import Options, check_lesson
    from grader.warm import WarmRunner

    if only and update:
        raise UsageError("--update needs all mutants; leave out --only")
    plan = plan_outputs(formats, outputs, CHECK_FORMAT_NAMES)
    folders = lesson_folders(specs_folder(specs), lesson_ids)
    options = Options(
        update=update, variants=variants, only=tuple(only), generate=generate, repeats=repeats, jobs=jobs
    )
    with WarmRunner() as run:
        checks = [check_lesson(folder, run, options) for folder in folders]
    deliver_checks(checks, plan, templates)
    return EXIT_FULL_MARKS if all(check.holds for check in checks) else EXIT_POINTS_LOST


@cli.command("new-lesson")
@click.argument("lesson_id", metavar="ID")
@click.option(
    "--from", "solution", type=EXISTING_FOLDER, required=True, help="Folder of the reference solution."
)
@click.option(
    "--specs",
    type=ANY_PATH,
    default=Path("specs"),
    show_default=True,
    help="Folder of lessons to put it into.",
)
def new_lesson(lesson_id: str, solution: Path, specs: Path) -> int:
    """Draft contract, rubric, checks and mutants of the lesson ID from a solution."""
    from grader.drafting import draft_lesson

    click.echo(draft_lesson(lesson_id, solution, specs))
    return EXIT_FULL_MARKS
