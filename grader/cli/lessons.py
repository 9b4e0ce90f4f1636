"""Commands about lessons, for students and for whoever reads reports."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.completion import lesson_ids
from grader.cli.group import ANY_PATH, EXIT_FULL_MARKS, cli, specs_option
from grader.lesson import find_lesson, list_lessons, specs_folder


@cli.command()
@click.argument("lesson_id", metavar="[ID]", required=False, shell_complete=lesson_ids)
@specs_option
def lessons(lesson_id: str | None, specs: Path | None) -> int:
    """List the lessons, or show the assignment and the rubric of one."""
    from grader.reporting.lessons import lesson_page, lesson_table
    from grader.reporting.terminal import echo, print_markdown

    folder = specs_folder(specs)
    if lesson_id:
        print_markdown(lesson_page(find_lesson(folder, lesson_id)))
    else:
        echo(lesson_table(list_lessons(folder)))
    return EXIT_FULL_MARKS


@cli.command()
def schema() -> int:
    """Print the JSON Schema of `--format json`."""
    from grader.reporting.json_ import report_json_schema

    click.echo(report_json_schema())
    return EXIT_FULL_MARKS


@cli.command()
@click.argument("lesson_id", metavar="ID", shell_complete=lesson_ids)
@click.argument("folder", metavar="DIR", type=ANY_PATH)
@specs_option
def starter(lesson_id: str, folder: Path, specs: Path | None) -> int:
    """Write a lesson's assignment, an empty app and how to check oneself into the new folder DIR."""
    from grader.starter import write_starter

    lesson = find_lesson(specs_folder(specs), lesson_id)
    write_starter(lesson, folder)
    click.echo(f"{folder}: read README.md there, then `grade {folder}`")
    return EXIT_FULL_MARKS
