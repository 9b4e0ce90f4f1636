"""Says on standard error what went wrong."""

from __future__ import annotations

import click

from grader.reporting.visible import inert, visible


def complain(message: str) -> None:
    """Print a message that may quote a submission: nothing in it steers a terminal or a CI service."""
    click.echo(inert(visible(message)), err=True)
