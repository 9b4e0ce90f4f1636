"""Arguments and exit codes, nothing else."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from grader import __version__
from grader.errors import GraderError, UsageError
from grader.lesson import find_lesson, list_lessons, specs_folder
from grader.outputs import FORMAT_NAMES, deliver, plan_outputs

EXIT_FULL_MARKS, EXIT_POINTS_LOST, EXIT_USAGE, EXIT_GRADER, EXIT_INTERRUPTED = 0, 1, 2, 3, 130

EXISTING_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
ANY_PATH = click.Path(path_type=Path)


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


@cli.command()
@click.argument("path", type=ANY_PATH)
@click.option(
    "--lesson", metavar="ID", help="Lesson to grade against (default: [tool.grade], else best fit)."
)
@click.option("--app", metavar="MODULE:NAME", help="The app object, when it cannot be found.")
@click.option(
    "--python", type=ANY_PATH, help="Interpreter to run the app (default: its .venv, else this one)."
)
@click.option(
    "--format", "formats", type=click.Choice(FORMAT_NAMES), multiple=True, help="Report format; repeatable."
)
@click.option(
    "--output", "outputs", type=ANY_PATH, multiple=True, help="File to write; its ending names the format."
)
@click.option("--deep", is_flag=True, help="Also fuzz every endpoint live; findings cost no points.")
@click.option("--specs", type=EXISTING_FOLDER, help="Folder of lessons to use instead of the built-in ones.")
@click.option(
    "--templates", type=EXISTING_FOLDER, help="Folder of feedback templates that replace the built-in ones."
)
def submission(  # noqa: PLR0913, PLR0917 (one parameter per option)
    path: Path,
    lesson: str | None,
    app: str | None,
    python: Path | None,
    formats: Sequence[str],
    outputs: Sequence[Path],
    deep: bool,
    specs: Path | None,
    templates: Path | None,
) -> int:
    """Grade one submission: a folder, a .zip or a single .py file."""
    from grader.grading import grade
    from grader.results import StartFailureKind
    from grader.submission import open_submission

    plan = plan_outputs(formats, outputs)
    folder = specs_folder(specs)
    with open_submission(path, app=app, python=python) as opened:
        wanted = lesson or opened.lesson
        lessons = (find_lesson(folder, wanted),) if wanted else list_lessons(folder)
        report = grade(opened, lessons, deep=deep)
    failure = report.start_failure
    if app is not None and failure is not None and failure.kind is StartFailureKind.NO_APP:
        raise UsageError(f"--app {app}: {failure.message}")
    deliver(report, plan, templates)
    return EXIT_FULL_MARKS if report.full_marks else EXIT_POINTS_LOST


@cli.command(short_help="List the lessons, or show one with its rubric.")
@click.argument("lesson_id", metavar="[ID]", required=False)
@click.option("--specs", type=EXISTING_FOLDER, help="Folder of lessons to use instead of the built-in ones.")
def lessons(lesson_id: str | None, specs: Path | None) -> int:
    """List the lessons, or show the assignment and the rubric of one."""
    from grader.reporting.lessons import lesson_page, lesson_table
    from grader.reporting.terminal import echo, print_markdown

    folder = specs_folder(specs)
    if lesson_id:
        print_markdown(lesson_page(find_lesson(folder, lesson_id)))
    else:
        echo(lesson_table(list_lessons(folder)))
    return EXIT_FULL_MARKS


@cli.command()
def schema() -> int:
    """Print the JSON Schema of `--format json`."""
    from grader.reporting.json_ import report_json_schema

    click.echo(report_json_schema())
    return EXIT_FULL_MARKS


@cli.command(short_help="Record the fuzz corpus of lessons (for authors).")
@click.argument("lesson_ids", metavar="ID...", nargs=-1, required=True)
@click.option("--specs", type=EXISTING_FOLDER, help="Folder of lessons to use instead of the built-in ones.")
def corpus(lesson_ids: Sequence[str], specs: Path | None) -> int:
    """For lesson authors: record the fuzz corpus of lessons on their reference solutions."""
    from grader.authoring import record_corpus

    for lesson_id in lesson_ids:
        click.echo(record_corpus(find_lesson(specs_folder(specs), lesson_id)))
    return EXIT_FULL_MARKS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the one place where exceptions become exit codes."""
    try:
        code = cli.main(args=arguments, prog_name="grade", standalone_mode=False)
        return code if isinstance(code, int) else EXIT_FULL_MARKS
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("grade: interrupted", err=True)
        return EXIT_INTERRUPTED
    except GraderError as error:
        click.echo(f"grade: {error}", err=True)
        return error.exit_code
    except OSError as error:
        return _report_os_error(error)
    except Exception as error:  # the last boundary: whatever else happens is the grader's fault
        return _report_internal(error)


def _report_os_error(error: OSError) -> int:
    """A file that cannot be read or written is the user's to mend."""
    click.echo(f"grade: {error.filename or 'the system'}: {error.strerror or error}", err=True)
    return UsageError.exit_code


def _report_internal(error: Exception) -> int:
    """A fault that nobody foresaw; GRADE_TRACEBACK=1 shows where."""
    click.echo(f"grade: internal error: {type(error).__name__}: {error}", err=True)
    if os.environ.get("GRADE_TRACEBACK"):
        traceback.print_exception(error)
    else:
        click.echo("The fault is the grader's, not the submission's. GRADE_TRACEBACK=1 shows more.", err=True)
    return EXIT_GRADER


def run() -> None:
    """Entry point of the `grade` command."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up then, too
    sys.exit(main())


if __name__ == "__main__":
    run()
