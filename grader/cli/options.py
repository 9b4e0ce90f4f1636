"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

import click

from grader.cli.completion import lesson_ids
from grader.cli.group import ANY_PATH
from grader.requirements import RequirementsLevel

Command = TypeVar("Command", bound=Callable[..., Any])

APP = (
    click.option(
        "--lesson",
        metavar="ID",
        shell_complete=lesson_ids,
        help="Lesson to grade against (default: [tool.grade], else best fit).",
    ),
    click.option("--app", metavar="MODULE:NAME", help="The app object, when it cannot be found."),
    click.option(
        "--python", type=ANY_PATH, help="Interpreter to run the app (default: its .venv, else this one)."
    ),
)
requirements_level = click.option(
    "--requirements",
    type=click.Choice(get_args(RequirementsLevel)),
    default="allow-list",
    show_default=True,
    help="What is installed of requirements.txt or pyproject.toml.",
)
REQUIREMENTS = (
    requirements_level,
    click.option(
        "--allow-requirements",
        type=ANY_PATH,
        help="File with names of further packages to allow, one a line.",
    ),
)


def app_options(command: Command) -> Command:
    """Add the options that say what to grade: `lesson`, `app`, `python`."""
    return _with(APP, command)


def requirements_options(command: Command) -> Command:
    """Add the options on packages that submissions require: `requirements`, `allow_requirements`."""
    return _with(REQUIREMENTS, command)


def _with(options: tuple[Callable[[Command], Command], ...], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
