"""The command group, and what its commands share."""

from __future__ import annotations

from pathlib import Path

import click

from grader import __version__

EXIT_FULL_MARKS, EXIT_POINTS_LOST, EXIT_USAGE, EXIT_GRADER, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

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


@click.group(cls=SubmissionFirst, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grade")
def cli() -> None:
    """Grade FastAPI submissions: `grade ./myapp` (see `grade submission --help` for its options).

    Exit codes: 0 full marks, 1 points lost, 2 usage or lesson error, 3 grader error, 130 interrupted.
    """
