"""The command line: arguments and exit codes, nothing else."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence

import click

from grader.cli import completion
from grader.cli.group import EXIT_FULL_MARKS, EXIT_GRADER, EXIT_INTERRUPTED, EXIT_USAGE, cli
from grader.cli.saying import complain
from grader.errors import GraderError, UsageError
from grader.importing import without_plugins

__all__ = ["cli", "main", "run"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the one place where exceptions become exit codes."""
    try:
        code = cli.main(args=arguments, prog_name="grade", standalone_mode=False)
        return code if isinstance(code, int) else EXIT_FULL_MARKS
    except click.ClickException as error:
        error.show(told := io.StringIO())
        complain(told.getvalue().rstrip())
        return EXIT_USAGE
    except (KeyboardInterrupt, click.Abort):
        complain("grade: interrupted")
        return EXIT_INTERRUPTED
    except GraderError as error:
        complain(f"grade: {error}")
        return error.exit_code
    except OSError as error:
        return _report_os_error(error)
    except Exception as error:  # the last boundary: whatever else happens is the grader's fault
        return _report_internal(error)


def _report_os_error(error: OSError) -> int:
    """A file that cannot be read or written is the user's to mend."""
    complain(f"grade: {error.filename or 'the system'}: {error.strerror or error}")
    return UsageError.exit_code


def _report_internal(error: Exception) -> int:
    """A fault that nobody foresaw; GRADE_TRACEBACK=1 shows where."""
    complain(f"grade: internal error: {type(error).__name__}: {error}")
    if os.environ.get("GRADE_TRACEBACK"):
        complain("".join(traceback.format_exception(error)).rstrip())
    else:
        complain("The fault is the grader's, not the submission's. GRADE_TRACEBACK=1 shows more.")
    return EXIT_GRADER


def run() -> None:
    """Entry point of the `grade` command."""
    without_plugins()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up then, too
    sys.exit(completion.answer() if completion.asked() else main())
