"""Commands that grade."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.group import (
    ANY_PATH,
    EXIT_FULL_MARKS,
    EXIT_POINTS_LOST,
    cli,
    specs_option,
    templates_option,
)
from grader.cli.isolation import sandbox_options, sandbox_settings
from grader.cli.options import app_options, requirements_options
from grader.errors import UsageError
from grader.lesson import find_lesson, list_lessons, specs_folder
from grader.outputs import FORMAT_NAMES, deliver, plan_outputs
from grader.requirements import RequirementsLevel

if TYPE_CHECKING:
    from grader.results import IsolationLevel
    from grader.sandbox.choice import Wish
    from grader.sandbox.settings import SandboxSettings
    from grader.submission import Submission


@cli.command()
@click.argument("path", type=ANY_PATH)
@app_options
@click.option(
    "--format", "formats", type=click.Choice(FORMAT_NAMES), multiple=True, help="Report format; repeatable."
)
@click.option(
    "--output", "outputs", type=ANY_PATH, multiple=True, help="File to write; its ending names the format."
)
@click.option("--overrides", type=ANY_PATH, help="CSV or TOML file with an instructor's decisions.")
@requirements_options
@click.option("--deep", is_flag=True, help="Also fuzz every endpoint live; findings cost no points.")
@sandbox_options
@specs_option
@templates_option
def submission(  # noqa: PLR0913, PLR0917 (one parameter per option)
    path: Path,
    lesson: str | None,
    app: str | None,
    python: Path | None,
    formats: Sequence[str],
    outputs: Sequence[Path],
    overrides: Path | None,
    requirements: RequirementsLevel,
    allow_requirements: Path | None,
    deep: bool,
    sandbox: Wish,
    require: IsolationLevel,
    image: str,
    runtime: str,
    specs: Path | None,
    templates: Path | None,
) -> int:
    """Grade one submission: a folder, a .zip or a single .py file."""
    from grader.cli.waiting import waiting
    from grader.grading import grade
    from grader.overrides import decide, load_overrides
    from grader.preparing import with_requirements
    from grader.requirements.allowed import allowed_names
    from grader.results import StartFailureKind
    from grader.submission import open_submission

    plan = plan_outputs(formats, outputs)
    decisions = load_overrides(overrides) if overrides else ()
    allowed = allowed_names(allow_requirements)
    folder = specs_folder(specs)
    with open_submission(path, app=app, python=python) as opened:
        wanted = lesson or opened.lesson
        lessons = (find_lesson(folder, wanted),) if wanted else list_lessons(folder)
        with waiting(f"Grading {opened.name} ..."):
            place = sandbox_settings(
                sandbox=sandbox,
                require=require,
                image=image,
                runtime=runtime,
                own_interpreter=opened.python is not None,
            )
            ready = with_requirements(fitting(opened, place, python), requirements, allowed)
            report = grade(ready, lessons, place, deep=deep, others=lambda: list_lessons(folder))
    report = decide(report, decisions)
    failure = report.start_failure
    if app is not None and failure is not None and failure.kind is StartFailureKind.NO_APP:
        raise UsageError(f"--app {app}: {failure.message}")
    deliver(report, plan, templates)
    return EXIT_FULL_MARKS if report.full_marks else EXIT_POINTS_LOST


def fitting(opened: Submission, place: SandboxSettings, asked: Path | None) -> Submission:
    """Leave a submission's own interpreter aside where it has no place: in a container, with strangers.

    Raises:
        UsageError: it was `asked` for.
    """
    from grader.preparing import goes_with_own_interpreter, without_own_interpreter

    if opened.python is None or goes_with_own_interpreter(place):
        return opened
    if asked is not None:
        raise UsageError(
            "--python: neither Docker nor --require-isolation goes with an interpreter of your own"
        )
    return without_own_interpreter(opened)
