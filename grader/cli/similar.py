"""The command that compares the hand-ins of a class."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from grader.cli.completion import lesson_ids
from grader.cli.group import ANY_PATH, EXIT_FULL_MARKS, cli, specs_option, templates_option
from grader.lesson import find_lesson, lesson_folders, specs_folder
from grader.outputs import CHECK_FORMAT_NAMES, plan_outputs


@cli.command()
@click.argument("sources", metavar="SOURCE...", type=ANY_PATH, nargs=-1, required=True)
@click.option(
    "--lesson",
    metavar="ID",
    shell_complete=lesson_ids,
    help="The lesson; what its students are given is set aside.",
)
@click.option(
    "--starter",
    "starters",
    type=ANY_PATH,
    multiple=True,
    help="Folder, zip or file that students were given besides; repeatable.",
)
@click.option(
    "--roster", type=ANY_PATH, help="CSV of the class: from GitHub Classroom, Canvas, Moodle, or your own."
)
@click.option("--assignment", default="", metavar="PREFIX", help="How the names of clones begin.")
@click.option("--top", type=click.IntRange(1, 500), default=20, show_default=True, help="Pairs to show.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(CHECK_FORMAT_NAMES),
    multiple=True,
    help="Report format; repeatable.",
)
@click.option(
    "--out",
    "--output",
    "outputs",
    type=ANY_PATH,
    multiple=True,
    help="File to write; its ending names the format.",
)
@specs_option
@templates_option
def similar(  # noqa: PLR0913, PLR0917 (one parameter per option)
    sources: Sequence[Path],
    lesson: str | None,
    starters: Sequence[Path],
    roster: Path | None,
    assignment: str,
    top: int,
    formats: Sequence[str],
    outputs: Sequence[Path],
    specs: Path | None,
    templates: Path | None,
) -> int:
    """Compare the submissions in each SOURCE (folders, zips, files) and show the most alike pairs.

    It is evidence to look at side by side, and no verdict: short exercises are alike by nature. Nothing of
    the submissions is run.
    """
    from grader.cli.waiting import waiting
    from grader.intake.collect import collect
    from grader.reporting.similar import FORMATS, print_similarity
    from grader.similarity import compare

    plan = plan_outputs(formats, outputs, CHECK_FORMAT_NAMES)
    folder = specs_folder(specs)
    wanted = find_lesson(folder, lesson) if lesson else None
    known = [path.name for path in lesson_folders(folder)]
    with (
        waiting("Comparing ..."),
        collect(sources, roster=roster, lessons=known, assignment=assignment) as intake,
    ):
        found = compare(intake, wanted, starters, top)
    for name, path in plan.written:
        path.write_text(FORMATS[name](found, templates), encoding="utf-8", newline="\n")
    for name in plan.printed:
        if name == "terminal":
            print_similarity(found)
        else:
            sys.stdout.buffer.write(FORMATS[name](found, templates).encode("utf-8"))
            sys.stdout.flush()
    return EXIT_FULL_MARKS
