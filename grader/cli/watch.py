"""The command that grades at each save."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader.cli.asking import Asked, graded_opened
from grader.cli.group import (
    ANY_PATH,
    EXIT_FULL_MARKS,
    EXIT_POINTS_LOST,
    EXIT_USAGE,
    cli,
    specs_option,
    templates_option,
)
from grader.cli.isolation import sandbox_options
from grader.cli.options import app_options, requirements_options
from grader.errors import UsageError
from grader.outputs import plan_outputs
from grader.printable import printable

if TYPE_CHECKING:
    from grader.results import Report
    from grader.runner import Run


@cli.command()
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
def watch(path: Path, outputs: Sequence[Path], templates: Path | None, **options: Any) -> int:
    """Grade a submission, and again at each save: what changed, and what to mend next.

    Ctrl-C ends it, with the exit code of the last grading: 0 full marks, 1 points lost.
    """
    from grader.cli.display import Display
    from grader.requirements.allowed import allowed_names
    from grader.warm import WarmRunner
    from grader.watching import Watch, saves

    asked = Asked(**options)
    plan = plan_outputs((), outputs)
    asked.lesson_of("")
    if not path.exists():
        raise UsageError(f"There is no '{printable(str(path))}' to watch.")
    with WarmRunner() as run:
        grading = Grading(path, asked, allowed_names(asked.allow_requirements), run)
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
    asked: Asked
    allowed: frozenset[str]
    run: Run

    def __call__(self, seen: str) -> Report | None:
        """Return its report; None when its digest is `seen`.

        Raises:
            GraderError: it cannot be graded.
        """
        from grader.submission import open_submission

        with open_submission(self.path, app=self.asked.app, python=self.asked.python) as opened:
            if opened.digest == seen:
                return None
            return graded_opened(opened, self.asked, self.allowed, self.run)
