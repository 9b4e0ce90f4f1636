"""The command that grades one submission."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.asking import Asked, asking_options, graded
from grader.cli.group import ANY_PATH, EXIT_FULL_MARKS, EXIT_POINTS_LOST, cli, templates_option
from grader.cli.profile import Profiling, profile_option
from grader.errors import UsageError
from grader.outputs import FORMAT_NAMES, deliver, plan_outputs

if TYPE_CHECKING:
    from grader.results import Report


@cli.command()
@click.argument("path", type=ANY_PATH)
@click.option(
    "--format", "formats", type=click.Choice(FORMAT_NAMES), multiple=True, help="Report format; repeatable."
)
@click.option(
    "--output", "outputs", type=ANY_PATH, multiple=True, help="File to write; its ending names the format."
)
@click.option("--overrides", type=ANY_PATH, help="CSV or TOML file with an instructor's decisions.")
@asking_options
@templates_option
@profile_option
def submission(  # noqa: PLR0913, PLR0917 (one parameter per option)
    path: Path,
    formats: Sequence[str],
    outputs: Sequence[Path],
    overrides: Path | None,
    templates: Path | None,
    profile: bool,
    **options: Any,
) -> int:
    """Grade one submission: a folder, a .zip or a single .py file."""
    profiling = Profiling()
    asked = Asked(**options)
    plan = plan_outputs(formats, outputs)
    if "classroom50" in formats:
        from grader.reporting.classroom50 import refuse_elsewhere

        refuse_elsewhere(os.environ)
    report = _decided(path, asked, overrides, profiling)
    failure = report.start_failure
    if asked.app is not None and failure is not None and failure.kind == "no-app":
        raise UsageError(f"--app {asked.app}: {failure.message}")
    with profiling.clock.phase("report"):
        deliver(report, plan, templates)
    if profile:
        profiling.tell(report, plan.printed)
    return EXIT_FULL_MARKS if report.full_marks else EXIT_POINTS_LOST


def _decided(path: Path, asked: Asked, overrides: Path | None, profiling: Profiling) -> Report:
    """Grade, with the decisions in the file `overrides` on the report."""
    if overrides is None:
        return graded(path, asked, watch=profiling.watch)
    from grader.overrides import decide, load_overrides

    decisions = load_overrides(overrides)
    return decide(graded(path, asked, watch=profiling.watch), decisions)
