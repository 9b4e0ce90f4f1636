"""What `grade watch` shows."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from grader.cli.saying import complain
from grader.errors import GraderError
from grader.reporting import render
from grader.reporting.changes import Changed, print_changed, saved_names
from grader.reporting.terminal import echo, print_report
from grader.results import Report


class Display:
    """Prints results on standard output and problems on standard error, and writes files of reports."""

    def __init__(self, name: str, written: Sequence[tuple[str, Path]], templates: Path | None) -> None:
        """Write the pairs (format, file) `written` after each grading of the submission `name`."""
        self._name = name
        self._written = written
        self._templates = templates

    def first(self, report: Report) -> None:
        """Show a report in full."""
        print_report(report)
        self._done(report)

    def changed(self, changed: Changed) -> None:
        """Show what is otherwise than before, and what is still wrong."""
        self._heading(changed.saved)
        print_changed(changed)
        self._done(changed.report)

    def unchanged(self, saved: tuple[str, ...]) -> None:
        """Say that what was saved is what was graded before."""
        self._heading(saved)
        echo("Nothing changed since the last grading.\n")
        self._wait()

    def problem(self, error: GraderError, saved: tuple[str, ...]) -> None:
        """Say why it cannot be graded as it is."""
        self._heading(saved)
        sys.stdout.flush()
        complain(f"grade: {error}")
        self._wait()

    def gone(self) -> None:
        """Say that there is nothing more to watch."""
        complain(f"grade: {self._name} is gone; the end.")

    def _heading(self, saved: tuple[str, ...]) -> None:
        if saved:
            echo(f"\n{time.strftime('%H:%M:%S')}  {saved_names(saved)}\n")

    def _done(self, report: Report) -> None:
        for name, path in self._written:
            path.write_text(render(name, report, self._templates), encoding="utf-8", newline="\n")
        self._wait()

    def _wait(self) -> None:
        """On a terminal, say how it goes on."""
        if sys.stdout.isatty():
            echo(f"\nWatching {self._name}: save a file to grade again, Ctrl-C to end.\n")
        sys.stdout.flush()  # also where a pipe would keep it back
