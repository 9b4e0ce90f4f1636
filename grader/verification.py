"""Does a lesson itself hold? Its mutants as submissions, and what they must be killed by."""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.errors import LessonError
from grader.lesson import Lesson, Mutant
from grader.results import Outcome, Report


def write_mutant(lesson: Lesson, mutant: Mutant, folder: Path) -> Path:
    """Write the reference solution with the mutant's mistake into `folder`, and return it.

    Raises:
        LessonError: the edit does not match the reference exactly once, or its folder is missing.
    """
    where = f"{lesson.root / 'lesson.toml'}: mutant {mutant.id!r}"
    if mutant.folder:
        source = lesson.root / "mutants" / mutant.folder
        if not source.is_dir():
            raise LessonError(f"{where}: no folder {source}; create it or mend `folder`")
        shutil.copytree(source, folder, dirs_exist_ok=True)
        return folder
    shutil.copytree(lesson.solution, folder, dirs_exist_ok=True)
    path = folder / mutant.file
    if not path.is_file():
        raise LessonError(f"{where}: the reference solution has no file {mutant.file}; mend `file`")
    text = path.read_text(encoding="utf-8")
    count = text.count(mutant.replace)
    if count != 1:
        raise LessonError(
            f"{where}: `replace` matches {count} times in {mutant.file}; it must match exactly once"
        )
    path.write_text(text.replace(mutant.replace, mutant.with_), encoding="utf-8")
    return folder


def killers(report: Report) -> frozenset[str]:
    """Return the ids of the criteria that failed; blocked ones are consequences, not verdicts."""
    return frozenset(c.id for c in report.criteria if c.outcome is Outcome.FAILED)
