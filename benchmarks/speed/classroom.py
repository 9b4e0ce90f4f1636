"""A class to grade: half of it right, half of it with a mistake that a lesson knows, no two files equal."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.measuring import MeasuringError
from grader.discovery.finder import discover
from grader.errors import UsageError
from grader.lesson import Lesson, Mutant, find_lesson, specs_folder
from grader.verification.attempts import Attempt, attempts

LESSONS = ("q06-request-bodies", "q08-status-codes", "q14-error-handling", "q21-http-methods")


@dataclass(frozen=True)
class HandIn:
    """One submission, and what must become of it."""

    lesson: str
    folder: Path
    app: str
    """As uvicorn takes it, for example `main:app`."""
    right: bool
    """Whether it gets full marks."""


@dataclass(frozen=True)
class Classroom:
    """A class whose hand-ins lie in `folder`."""

    folder: Path
    handins: tuple[HandIn, ...]
    lessons: int
    """How many there are; they take turns in `handins`."""

    def samples(self, block: int) -> list[HandIn]:
        """Return one hand-in of each lesson, half of them right; the next block gets others."""
        turns = len(self.handins) // self.lessons
        return [self.handins[(block + n) % turns * self.lessons + n] for n in range(self.lessons)]


def write_class(folder: Path, lessons: Sequence[str], count: int) -> Classroom:
    """Write `count` submissions below `folder`, each in a folder of its lesson.

    They take turns: all lessons with a right one, then all with a mistaken one, and so on.

    Raises:
        MeasuringError: no such lesson, or one whose solution a teacher could not simply start.
    """
    known = [_lesson(name) for name in lessons]
    apps = {lesson.id: _app(lesson) for lesson in known}
    written = (
        _write(folder / lesson.id / f"student{number:05}", lesson, number // len(known), apps[lesson.id])
        for number in range(count)
        for lesson in (known[number % len(known)],)
    )
    return Classroom(folder, tuple(written), len(known))


def _lesson(name: str) -> Lesson:
    try:
        return find_lesson(specs_folder(), name)
    except UsageError as error:
        raise MeasuringError(str(error)) from None


def _app(lesson: Lesson) -> str:
    found = discover(lesson.solution).app
    if found is None or "/" in found.file or found.kind == "factory":
        raise MeasuringError(
            f"--lessons {lesson.id}: its solution has no app at the top; name another lesson"
        )
    return f"{Path(found.file).stem}:{found.name}"


def _write(folder: Path, lesson: Lesson, turn: int, app: str) -> HandIn:
    mistakes = [one for one in attempts(lesson, variants=False) if one.mutant and _simple(one.mutant)]
    right = turn % 2 == 0 or not mistakes
    solution = next(attempts(lesson))
    _copy(solution if right else mistakes[turn // 2 % len(mistakes)], lesson, folder)
    with (folder / f"{app.partition(':')[0]}.py").open("a", encoding="utf-8") as file:
        file.write(f"\n# {folder.name}\n")  # equal submissions would be graded once
    return HandIn(lesson.id, folder, app, right)


def _simple(mutant: Mutant) -> bool:
    """Whether it is an edit of the reference solution, and the app still starts."""
    return mutant.starts and not mutant.folder and not mutant.base


def _copy(attempt: Attempt, lesson: Lesson, folder: Path) -> None:
    source = attempt.write(lesson, folder.parent / "scratch")
    shutil.copytree(source, folder)
    shutil.rmtree(folder.parent / "scratch", ignore_errors=True)
