"""A class in a folder, and a backend that gives scores without running anything."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from grader.batch.batch import Batch, Lessons
from grader.batch.manifest import Done
from grader.batch.terms import Terms
from grader.intake.collect import collect
from grader.lesson import Lesson
from grader.results import CriterionResult, LessonInfo, Outcome, Report, SandboxInfo, SubmissionInfo
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission

TERMS = Terms.here(SandboxSettings(require="hardened"))
LESSON = """\
title = "Answers"

[[criteria]]
id = "first"
title = "The first thing"
points = {first}
hint = "Do it."

[[criteria]]
id = "second"
title = "The second thing"
points = {second}
hint = "Do it, too."
"""

Score = Callable[[str], Outcome]
"""From the text of main.py to the outcome of `second`; it may raise."""


def write_lesson(specs: Path, first: int = 60) -> None:
    folder = specs / "answers"
    (folder / "checks").mkdir(parents=True, exist_ok=True)
    (folder / "assignment.md").write_text("# Answers\n")
    (folder / "lesson.toml").write_text(LESSON.format(first=first, second=100 - first))


def write_class(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "main.py").write_text(text)


class FakeBackend:
    """Gives `first`, and for `second` what `score` says of the code; counts what it is asked."""

    slots = 2

    def __init__(self, score: Score = lambda _text: Outcome.PASSED) -> None:
        self._score = score
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None: ...

    def grade(self, opened: Submission, lessons: Sequence[Lesson], terms: Terms) -> Report:  # noqa: ARG002
        with self._lock:
            self.asked.append(opened.name)
        outcome = self._score((opened.root / "main.py").read_text())
        return report(opened, lessons[0], outcome)


def report(opened: Submission, lesson: Lesson, second: Outcome) -> Report:
    outcomes = {"first": Outcome.PASSED, "second": second}
    return Report(
        grader_version="0",
        lesson=LessonInfo(id=lesson.id, title=lesson.title, digest=lesson.digest),
        submission=SubmissionInfo(name=opened.name, digest=opened.digest),
        sandbox=SandboxInfo(name="import"),
        criteria=tuple(
            CriterionResult(id=c.id, title=c.title, outcome=outcomes[c.id], max_points=c.points)
            for c in lesson.criteria
        ),
    )


class Course:
    """A class and its results in one folder."""

    def __init__(self, root: Path, **texts: str) -> None:
        self.specs, self.sources, self.results = root / "specs", root / "class", root / "results"
        write_lesson(self.specs)
        write_class(self.sources, **texts)

    def run(
        self,
        backend: FakeBackend,
        *,
        regrade: bool = False,
        terms: Terms = TERMS,
        through: Callable[[Iterator[Done]], Iterator[Done]] = iter,
    ) -> dict[str, Done]:
        """Grade all, and let the results go `through` something; return them by hand-in."""
        with collect([self.sources]) as intake:
            self.batch = Batch(self.results, intake, terms, Lessons(self.specs, "answers"))
            self.batch.open(regrade=regrade)
            return {done.handin: done for done in through(self.batch.grade(backend))}
