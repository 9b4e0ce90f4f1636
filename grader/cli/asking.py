"""What one grading is asked for on the command line, and the grading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.cli.group import specs_option
from grader.cli.isolation import sandbox_options, sandbox_settings
from grader.cli.options import app_options, requirements_options
from grader.errors import UsageError
from grader.importing import importing
from grader.requirements import RequirementsLevel

if TYPE_CHECKING:
    from grader.lesson import Lesson
    from grader.levels import IsolationLevel
    from grader.results import Report
    from grader.runner import Run
    from grader.sandbox.choice import Wish
    from grader.sandbox.settings import SandboxSettings
    from grader.submission import Submission

Command = TypeVar("Command", bound=Callable[..., Any])
Look = Callable[["Report", "Submission"], None]

deep_option = click.option(
    "--deep", is_flag=True, help="Also fuzz every endpoint live; findings cost no points."
)


@dataclass(frozen=True)
class Asked:
    """The options that `asking_options` adds; a field for each. A command may leave `--deep` out."""

    lesson: str | None
    app: str | None
    python: Path | None
    requirements: RequirementsLevel
    allow_requirements: Path | None
    sandbox: Wish
    require: IsolationLevel
    image: str
    runtime: str
    specs: Path | None
    deep: bool = False

    def place(self, *, own_interpreter: bool) -> SandboxSettings:
        """Return where submissions run.

        Raises:
            UsageError: Docker was asked for and cannot be had.
        """
        return sandbox_settings(
            sandbox=self.sandbox,
            require=self.require,
            image=self.image,
            runtime=self.runtime,
            own_interpreter=own_interpreter,
        )

    def expects_early_host(self) -> bool:
        """Guess, before the submission is opened, whether it will run under the grader's own interpreter."""
        from grader.sandbox.docker.engine import engine_may_exist

        return self.python is None and (
            self.sandbox == "import"
            or (self.sandbox == "auto" and not (self.image or self.runtime or engine_may_exist()))
        )

    def lesson_of(self, declared: str) -> Lesson | None:
        """Return the lesson that was asked for, else the one that the submission declares; None for neither.

        Raises:
            LessonError: there is none of that name.
        """
        from grader.lesson import find_lesson, specs_folder

        wanted = self.lesson or declared
        return find_lesson(specs_folder(self.specs), wanted) if wanted else None


def asking_options(command: Command) -> Command:
    """Add the options of one grading, which make an `Asked`."""
    for add in (specs_option, sandbox_options, deep_option, requirements_options, app_options):
        command = add(command)
    return command


def graded(
    path: Path, asked: Asked, look: Look | None = None, watch: Callable[[Run], Run] = lambda run: run
) -> Report:
    """Grade the submission at `path`; `look` may compare the report with it before it is closed.

    `watch` may put something around what runs the checkers.

    Raises:
        GraderError: it cannot be graded as asked, or the grader failed.
    """
    from grader.checkerprocess import CheckerProcess

    with CheckerProcess(host=asked.expects_early_host()) as checker:
        with importing():
            import grader.grading
            import grader.preparing  # noqa: F401 (all that the rest of the way needs)
            from grader.requirements.allowed import allowed_names
            from grader.runner import ColdRunner
            from grader.submission import open_submission

        allowed = allowed_names(asked.allow_requirements)
        with open_submission(path, app=asked.app, python=asked.python) as opened:
            report = graded_opened(opened, asked, allowed, watch(ColdRunner(checker)))
            if look is not None:
                look(report, opened)
            return report


def graded_opened(opened: Submission, asked: Asked, allowed: frozenset[str], run: Run) -> Report:
    """Grade a submission; `allowed` are names of packages for the level "allow-list".

    Raises:
        GraderError: it cannot be graded as asked, or the grader failed.
    """
    from grader.cli.waiting import waiting
    from grader.grading import grade
    from grader.lesson import list_lessons
    from grader.preparing import prepare

    chosen = asked.lesson_of(opened.lesson)
    lessons = (chosen,) if chosen else list_lessons(asked.specs)
    with waiting(f"Grading {opened.name} ..."):
        place = asked.place(own_interpreter=opened.python is not None)
        _refuse_interpreter(asked.python, place)
        ready = prepare(opened, place, asked.requirements, allowed)
        others = partial(list_lessons, asked.specs)
        return grade(ready, lessons, place, deep=asked.deep, others=others, run=run)


def _refuse_interpreter(asked: Path | None, place: SandboxSettings) -> None:
    """Refuse an interpreter that was asked for and has no place; a folder's own is only left aside.

    Raises:
        UsageError: it has none.
    """
    from grader.preparing import goes_with_own_interpreter

    if asked is not None and not goes_with_own_interpreter(place):
        raise UsageError(
            "--python: neither Docker nor --require-isolation goes with an interpreter of your own"
        )
