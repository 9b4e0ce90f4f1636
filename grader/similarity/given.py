"""What students were given, and cannot have copied from each other."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.lesson import Lesson
from grader.similarity.work import Run, Source, read_source, read_work
from grader.starter import write_starter
from grader.submission import open_submission

_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n(.*?)^\1", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Given:
    """Code and texts that were handed out."""

    names: tuple[str, ...]
    """In words, for the report."""
    sources: tuple[Source, ...]

    @property
    def runs(self) -> frozenset[Run]:
        """All that stands in them."""
        return frozenset(run for source in self.sources for run in source.runs())

    @property
    def digests(self) -> frozenset[str]:
        """Their contents."""
        return frozenset(source.digest for source in self.sources)


def given_by(lesson: Lesson | None, starters: Sequence[Path]) -> Given:
    """Collect the lesson's starter, the code in its assignment, and the folders, zips or files `starters`.

    Raises:
        UsageError: one of `starters` cannot be opened.
    """
    names: list[str] = []
    sources: list[Source] = []
    if lesson is not None:
        names += [f"the starter of {lesson.id}", "the code in its assignment"]
        sources += [*_starter(lesson), *_blocks(lesson.assignment)]
    for path in starters:
        with open_submission(path) as opened:
            sources += read_work(opened.root).sources
        names.append(path.name)
    return Given(tuple(names), tuple(sources))


def _starter(lesson: Lesson) -> tuple[Source, ...]:
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        return read_work(write_starter(lesson, Path(folder, "starter"))).sources


def _blocks(assignment: str) -> list[Source]:
    return [read_source("assignment.py", found[2].encode()) for found in _FENCE.finditer(assignment)]
