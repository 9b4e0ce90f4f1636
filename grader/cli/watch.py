"""The command that grades at each save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.asking import fitting
from grader.cli.group import (
    ANY_PATH,
    EXIT_FULL_MARKS,
    EXIT_POINTS_LOST,
    EXIT_USAGE,
    cli,
    specs_option,
    templates_option,
)
from grader.cli.isolation import sandbox_options, sandbox_settings
from grader.cli.options import app_options, requirements_options
from grader.errors import UsageError
from grader.lesson import find_lesson, list_lessons, specs_folder
from grader.outputs import plan_outputs
from grader.printable import printable
from grader.requirements import RequirementsLevel

if TYPE_CHECKING:
    from grader.results import IsolationLevel, Report
    from grader.runner import Run
    from grader.sandbox.choice import Wish
    from grader.sandbox.settings import SandboxSettings


@cli.command(short_help="Grade again whenever you save.")
@click.argument("path", type=ANY_PATH)
@app_options
@click.option(
    "--output",
    "outputs",
    type=ANY_PATH,
    multiple=True,
    help="File to write each time; its ending names the format.",
)
@requirements_options
@sandbox_options
@specs_option
@templates_option
def watch(  # noqa: PLR0913, PLR0917 (one parameter per option)
    path: Path,
    lesson: str | None,
    app: str | None,
    python: Path | None,
    outputs: Sequence[Path],
    requirements: RequirementsLevel,
    allow_requirements: Path | None,
    sandbox: Wish,
    require: IsolationLevel,
    image: str,
    runtime: str,
    specs: Path | None,
    templates: Path | None,
) -> int:
    """Grade a submission, and again at each save: what changed, and what to mend next.

    Ctrl-C ends it, with the exit code of the last grading: 0 full marks, 1 points lost.
    """
    from grader.cli.display import Display
    from grader.requirements.allowed import allowed_names
    from grader.warm import WarmRunner
    from grader.watching import Watch, saves

    plan = plan_outputs((), outputs)
    folder = specs_folder(specs)
    if lesson:
        find_lesson(folder, lesson)
    if not path.exists():
        raise UsageError(f"There is no '{printable(str(path))}' to watch.")
    with WarmRunner() as run:
        grading = Grading(
            path=path,
            lesson=lesson,
            app=app,
            python=python,
            place=partial(sandbox_settings, sandbox=sandbox, require=require, image=image, runtime=runtime),
            requirements=requirements,
            allowed=allowed_names(allow_requirements),
            specs=folder,
            run=run,
        )
        display = Display(printable(str(path)), plan.written, templates)
        watching = Watch(grading, display)
        with suppress(KeyboardInterrupt):  # the ordinary end
            watching.run(saves(path, [file for _, file in plan.written]))
            display.gone()
            return EXIT_USAGE
    return _code(watching.report)


def _code(last: Report | None) -> int:
    if last is None:
        raise KeyboardInterrupt
    return EXIT_FULL_MARKS if last.full_marks else EXIT_POINTS_LOST


@dataclass(frozen=True)
class Grading:
    """Grades the submission at `path` as it is now."""

    path: Path
    lesson: str | None
    app: str | None
    python: Path | None
    place: Callable[..., SandboxSettings]
    requirements: RequirementsLevel
    allowed: frozenset[str]
    specs: Path
    run: Run

    def __call__(self, seen: str) -> Report | None:
        """Return its report; None when its digest is `seen`.

        Raises:
            GraderError: it cannot be graded.
        """
        from grader.cli.waiting import waiting
        from grader.grading import grade
        from grader.preparing import with_requirements
        from grader.submission import open_submission

        with open_submission(self.path, app=self.app, python=self.python) as opened:
            if opened.digest == seen:
                return None
            wanted = self.lesson or opened.lesson
            lessons = (find_lesson(self.specs, wanted),) if wanted else list_lessons(self.specs)
            with waiting(f"Grading {opened.name} ..."):
                place = self.place(own_interpreter=opened.python is not None)
                fitted = fitting(opened, place, self.python)
                ready = with_requirements(fitted, self.requirements, self.allowed)
                return grade(ready, lessons, place, others=lambda: list_lessons(self.specs), run=self.run)
