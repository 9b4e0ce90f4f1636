"""Grades a submission again whenever it is saved."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from watchfiles import Change, DefaultFilter, watch

from grader.comparison import changes
from grader.errors import GraderError
from grader.reporting.changes import Changed
from grader.results import Report
from grader.snapshot import is_ignored

QUIET_MS = 150
"""A save is over when nothing more comes for so long: editors write in several steps."""
WAKE_MS = 250
"""How often it is looked whether the submission is still there."""
GONE_SECONDS = 1.0
"""Some editors delete a file before they write it anew."""
DATA = (".db", ".sqlite", ".sqlite3", "-journal", "-wal", "-shm", ".log")
"""Endings of what an app that runs beside writes; it is no work of the student."""


class Interest(DefaultFilter):
    """Tells saves of a submission from caches, environments, editors' and databases' files."""

    def __init__(self, path: Path, own: Collection[Path]) -> None:
        """Look at `path`, a folder or file, but not at the files `own`, which the grader writes itself."""
        super().__init__()
        self._path = path.resolve()
        self._own = {file.resolve() for file in own}

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change counts."""
        saved = Path(path)
        if saved in self._own or not saved.is_relative_to(self._path) or not super().__call__(change, path):
            return False
        parts = saved.relative_to(self._path).parts
        return not parts or not (is_ignored(parts) or parts[-1].endswith(DATA))


def saves(path: Path, own: Collection[Path] = ()) -> Iterator[tuple[str, ...]]:
    """Yield names of the files that were saved, each time some were; at first, when it watches, none.

    What is saved while the caller is busy comes together afterwards. Ends when `path` is gone.
    """
    place = path.resolve()
    watched = place if place.is_dir() else place.parent
    waking = watch(
        watched,
        watch_filter=Interest(place, own),
        step=QUIET_MS,
        rust_timeout=WAKE_MS,
        yield_on_timeout=True,
        recursive=place.is_dir(),
        ignore_permission_denied=True,
    )
    next(waking)  # it watches from now on
    yield ()
    for found in waking:
        if _is_gone(place):
            return
        if found:
            yield _names(watched, {Path(file) for _, file in found})


def _names(folder: Path, saved: set[Path]) -> tuple[str, ...]:
    """Return relative paths; files that editors write on the way and that are gone again only fill up."""
    kept = {file for file in saved if file.exists()} or saved
    return tuple(sorted(file.relative_to(folder).as_posix() for file in kept))


def _is_gone(path: Path) -> bool:
    end = time.monotonic() + GONE_SECONDS
    while not path.exists():
        if time.monotonic() > end:
            return True
        time.sleep(GONE_SECONDS / 20)
    return False


class Display(Protocol):
    """Where the results go."""

    def first(self, report: Report) -> None:
        """Show the first report in full."""

    def changed(self, changed: Changed) -> None:
        """Show what is otherwise than before, and what is still wrong."""

    def unchanged(self, saved: tuple[str, ...]) -> None:
        """Say that what was saved is what was graded before."""

    def problem(self, error: GraderError, saved: tuple[str, ...]) -> None:
        """Say why it cannot be graded as it is."""


Grade = Callable[[str], Report | None]
"""Grades the submission, unless its digest is the given one."""


class Watch:
    """Grades at each save, and shows how the result changes."""

    def __init__(self, grade: Grade, display: Display) -> None:
        """Nothing is graded yet."""
        self._grade = grade
        self._display = display
        self._seen = ""
        self._running: Report | None = None
        """The last report of an app that started: what half-finished code is no comparison for."""
        self.report: Report | None = None
        """The last one."""

    def run(self, saved: Iterable[tuple[str, ...]]) -> None:
        """Grade once for each of `saved`; whatever is wrong with the submission, go on."""
        for names in saved:
            try:
                report = self._grade(self._seen)
            except GraderError as error:
                self._seen = ""
                self._display.problem(error, names)
            else:
                self._show(report, names)

    def _show(self, report: Report | None, saved: tuple[str, ...]) -> None:
        if report is None:
            self._display.unchanged(saved)
            return
        before = self._running
        self.report, self._seen = report, report.submission.digest
        if report.start_failure is None:
            self._running = report
        if before is None or before.lesson.id != report.lesson.id:
            self._display.first(report)
        else:
            self._display.changed(Changed(saved, changes(before, report), report))
