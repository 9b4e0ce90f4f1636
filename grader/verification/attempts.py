"""What a lesson is tried with: its correct solutions, its starter, its mutants and their variants."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import LessonError
from grader.lesson import Edit, Lesson, Mutant
from grader.matrix import TrialKind
from grader.starter import write_starter


@dataclass(frozen=True)
class Attempt:
    """One submission to try, and what must become of it."""

    kind: TrialKind
    name: str
    """A mutant's id, with `#2`, `#3` ... for its variants; a folder's name for a solution."""
    source: Edit | Path | None
    """A mistake, or the folder of a solution; None for the starter."""
    mutant: Mutant | None = None

    def write(self, lesson: Lesson, folder: Path) -> Path:
        """Write the submission below `folder`, and return its own folder.

        Raises:
            LessonError: an edit does not match its solution exactly once, or a folder is missing.
        """
        if self.source is None:
            return write_starter(lesson, folder / "starter")
        if isinstance(self.source, Path):
            return self.source
        return write_edit(lesson, self.source, folder / "app", f"mutant {self.name!r}")


def attempts(lesson: Lesson, *, variants: bool = True) -> Iterator[Attempt]:
    """Yield everything that the lesson's folder holds, with or without the variants of mutants."""
    yield Attempt(TrialKind.SOLUTION, lesson.solution.name, lesson.solution)
    for folder in lesson.alternatives:
        yield Attempt(TrialKind.ALTERNATIVE, folder.name, folder)
    yield Attempt(TrialKind.STARTER, "starter", None)
    for mutant in lesson.mutants:
        yield Attempt(TrialKind.MUTANT, mutant.id, mutant, mutant)
        for number, variant in enumerate(mutant.variants if variants else (), start=2):
            yield Attempt(TrialKind.VARIANT, f"{mutant.id}#{number}", variant, mutant)


def write_edit(lesson: Lesson, edit: Edit, folder: Path, name: str) -> Path:
    """Write the solution that `edit` changes, with its mistake, into `folder`, and return it.

    Raises:
        LessonError: the edit does not match exactly once, or its folder is missing; `name` says whose.
    """
    where = f"{lesson.root / 'lesson.toml'}: {name}"
    if edit.folder:
        source = lesson.root / "mutants" / edit.folder
        if not source.is_dir():
            raise LessonError(f"{where}: no folder {source}; create it or mend `folder`")
        shutil.copytree(source, folder, dirs_exist_ok=True)
        return folder
    base = lesson.root / "alternatives" / edit.base if edit.base else lesson.solution
    if not base.is_dir():
        raise LessonError(f"{where}: no solution {base}; mend `base`")
    shutil.copytree(base, folder, dirs_exist_ok=True)
    path = folder / edit.file
    if not path.is_file():
        raise LessonError(f"{where}: {base.name}/ has no file {edit.file}; mend `file`")
    text = path.read_text(encoding="utf-8")
    count = text.count(edit.replace)
    if count != 1:
        raise LessonError(
            f"{where}: `replace` matches {count} times in {edit.file}; it must match exactly once"
        )
    path.write_text(text.replace(edit.replace, edit.with_), encoding="utf-8")
    return folder
