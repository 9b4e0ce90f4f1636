"""Commands for the image of the docker sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from grader.cli.group import EXIT_FULL_MARKS, cli
from grader.sandbox.docker.labels import default_image

if TYPE_CHECKING:
    from grader.sandbox.docker.image import Source


@cli.group()
def image() -> None:
    """Make the Docker image that `--sandbox docker` runs submissions in."""


@image.command()
@click.option(
    "--name",
    metavar="NAME[:TAG]",
    default=default_image,
    help="What to call it (default: as --sandbox docker asks).",
)
@click.option(
    "--from",
    "source",
    type=click.Choice(["interpreter", "dockerfile"]),
    help="From this Python and its packages (no network), or from a registry (default: what can be had).",
)
def build(name: str, source: Source | None) -> int:
    """Make it anew, and try it."""
    from grader.cli.waiting import waiting
    from grader.sandbox.docker.image import build_image

    with waiting(f"Building {name} ..."):
        built = build_image(name, source)
    where = "this Python" if built.source == "interpreter" else "a registry"
    click.echo(f"{built.name}: made from {where} in {built.seconds:.0f} s, {built.size / 1e6:.0f} MB")
    return EXIT_FULL_MARKS
