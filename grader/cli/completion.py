"""Completion in a shell: the script that switches it on, and the answers to its questions."""

from __future__ import annotations

import os
from contextlib import suppress

import click
from click.shell_completion import CompletionItem, get_completion_class, shell_complete

from grader.cli.group import EXIT_FULL_MARKS, EXIT_GRADER, cli
from grader.errors import LessonError

NAME = "grade"
VARIABLE = "_GRADE_COMPLETE"
"""Where a shell says that it wants to know how a line may go on: click's own protocol."""


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script that makes a shell complete commands, options, lessons and paths.

    For bash: `grade completion bash >> ~/.bashrc`. For zsh: the same into ~/.zshrc, below the line with
    compinit. For fish: `grade completion fish > ~/.config/fish/completions/grade.fish`.
    """
    kind = get_completion_class(shell)
    assert kind is not None, "click knows the three"
    click.echo(kind(cli, {}, NAME, VARIABLE).source())
    return EXIT_FULL_MARKS


def asked() -> bool:
    """Whether a shell asks, rather than a person."""
    return bool(os.environ.get(VARIABLE))


def answer() -> int:
    """Tell the shell how the line may go on. What goes wrong is kept quiet: it would show in that line."""
    with suppress(Exception, KeyboardInterrupt):
        return shell_complete(cli, {}, NAME, VARIABLE, os.environ[VARIABLE])
    return EXIT_GRADER


def lesson_ids(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Complete the id of a lesson: one of those in --specs, where it stands before, else a built-in one."""
    from grader.lesson import lesson_folders, specs_folder

    with suppress(LessonError, OSError):
        folders = lesson_folders(specs_folder(ctx.params.get("specs")))
        return [CompletionItem(path.name) for path in folders if path.name.startswith(incomplete)]
    return []
