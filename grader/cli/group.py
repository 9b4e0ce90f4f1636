"""The command group, and what its commands share."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from grader.cli.commands import COMMANDS, Commands
from grader.errors import UsageError

EXIT_FULL_MARKS, EXIT_POINTS_LOST, EXIT_USAGE, EXIT_GRADER, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

RUNNING_NOTHING = {"completion", "gradebook", "lessons", "results", "schema", "similar", "starter"}
"""Commands that need no sandbox, and so neither forks nor Unix sockets: they work on Windows, too."""

EXISTING_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
ANY_PATH = click.Path(path_type=Path)

specs_option = click.option(
    "--specs", type=EXISTING_FOLDER, help="Folder of lessons to use instead of the built-in ones."
)
templates_option = click.option(
    "--templates", type=EXISTING_FOLDER, help="Folder of feedback templates that replace the built-in ones."
)


class SubmissionFirst(click.Group):
    """Lets `grade ./myapp` stand for `grade submission ./myapp`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take the first argument as a command only when it is one."""
        if args and args[0] not in self.commands:
            args = ["submission", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Route options that come before the path to the submission command."""
        own = {"--help", "-h", "--version"}
        if args and args[0].startswith("-") and args[0] not in own:
            args = ["submission", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview; click's own would import every command for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer what may stand first: a command, a path, an option of the submission command."""
        items = [
            CompletionItem(name, help=told)
            for name, (_, told) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        items += click.Command.shell_complete(self, ctx, incomplete)  # the group's would import them all
        if incomplete.startswith("-"):
            submission = self.commands["submission"]
            with submission.make_context("submission", [], parent=ctx, resilient_parsing=True) as inner:
                items += submission.shell_complete(inner, incomplete)
            return list({item.value: item for item in items}.values())
        return [*items, *_paths_here(incomplete)] if items else [CompletionItem(incomplete, type="file")]


def _paths_here(incomplete: str) -> list[CompletionItem]:
    """Return what could be a submission in this folder: where a command fits, bash offers no paths itself.

    Names that a shell would have to quote are left out: click's script for bash does not quote.
    """
    names = (f"{path.name}/" if path.is_dir() else path.name for path in Path().iterdir())
    plain = re.compile(re.escape(incomplete) + r"[\w.+-]*(/|\.zip|\.py)")
    return [CompletionItem(name) for name in sorted(names) if plain.fullmatch(name) and name[0].isalnum()]


def _tell_versions(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the grader's version, and in a second line what else a bug report should tell."""
    if not wanted or ctx.resilient_parsing:
        return
    import platform
    from importlib.metadata import version

    from grader import __version__

    packages = ", ".join(f"{name} {version(name)}" for name in ("FastAPI", "Pydantic", "Starlette"))
    click.echo(f"grade, version {__version__}")
    click.echo(f"Python {platform.python_version()}, {packages}, {platform.platform(terse=True)}")
    ctx.exit()


@click.group(
    cls=SubmissionFirst, commands=Commands(), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_versions,
    help="Show the version, and those of Python and FastAPI.",
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Grade FastAPI submissions: `grade ./myapp` (see `grade submission --help` for its options).

    Exit codes: 0 full marks, 1 points lost, 2 usage or lesson error, 3 grader error, 130 interrupted.
    """
    if ctx.invoked_subcommand not in RUNNING_NOTHING and not hasattr(os, "fork"):
        raise UsageError("apps are run and graded on Linux and macOS only; on Windows, use WSL")
