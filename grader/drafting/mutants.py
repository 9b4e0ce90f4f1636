"""Chooses, from the generated mutants of a solution, those that a drafted lesson begins with."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError
from grader.grading import grade
from grader.lesson import Lesson, Mutant
from grader.mutation import MISCONCEPTIONS, Generated, minimal_edit
from grader.results import Outcome
from grader.runner import Run
from grader.signatures import signature
from grader.submission import open_submission
from grader.verification.trying import in_parallel

MOST_PER_CRITERION = 3
BECAUSE = "No derived mutant costs less here. Say why this mistake costs twice, or write one that costs once."


@dataclass(frozen=True)
class Killed:
    """A generated mutant that some criteria kill."""

    mutant: Generated
    kills: tuple[str, ...]
    """In rubric order."""
    signature: Mapping[str, frozenset[str]]


def try_mutants(lesson: Lesson, mutants: Sequence[Generated], run: Run, jobs: int) -> list[Killed]:
    """Grade mutants of the reference solution; return those that start, are judged surely and are killed."""
    with tempfile.TemporaryDirectory(prefix="grade-lesson-") as scratch:

        def attempt(mutant: Generated) -> Killed | None:
            return _try(lesson, mutant, Path(scratch, mutant.id), run)

        return [killed for killed in in_parallel(attempt, mutants, jobs) if killed is not None]


def _try(lesson: Lesson, mutant: Generated, folder: Path, run: Run) -> Killed | None:
    shutil.copytree(lesson.solution, folder)
    (folder / mutant.file).write_text(mutant.source, encoding="utf-8")
    try:
        with open_submission(folder) as submission:
            report = grade(submission, lesson, run=run)
    except GraderError:
        return None
    outcomes = {criterion.id: criterion.outcome for criterion in report.criteria}
    kills = tuple(name for name, outcome in outcomes.items() if outcome is Outcome.FAILED)
    sure = report.start_failure is None and not report.needs_review and Outcome.ERROR not in outcomes.values()
    return Killed(mutant, kills, signature(report)) if kills and sure else None


def choose(killed: Sequence[Killed], criteria: Sequence[str]) -> list[Killed]:
    """Return a few mutants for each criterion, of different operators, that cost one criterion each.

    Where there is none, one that costs as little as possible.
    """
    chosen: list[Killed] = []
    for criterion in criteria:
        alone = [one for one in killed if one.kills == (criterion,)]
        chosen += _varied(alone, chosen)
    for criterion in criteria:
        if not any(criterion in one.kills for one in chosen):
            several = [one for one in killed if criterion in one.kills]
            chosen += sorted(several, key=lambda one: len(one.kills))[:1]
    return chosen


def _varied(candidates: Sequence[Killed], chosen: Sequence[Killed]) -> list[Killed]:
    """Return candidates that fail in ways of their own, those first whose operators are new to the lesson."""
    found: list[Killed] = []
    for fresh_only in (True, False):
        for one in candidates:
            known = [*chosen, *found] if fresh_only else found
            alike = any(one.signature == other.signature for other in [*chosen, *found])
            used = any(one.mutant.operator == other.mutant.operator for other in known)
            if not alike and not used and len(found) < MOST_PER_CRITERION:
                found.append(one)
    return found or list(candidates[:1])


def drafted(chosen: Sequence[Killed], lesson: Lesson) -> Iterator[Mutant]:
    """Yield the mutants as `lesson.toml` holds them."""
    for one in chosen:
        mutant = one.mutant
        before = (lesson.solution / mutant.file).read_text(encoding="utf-8")
        replace, instead = trimmed(before, *minimal_edit(before, mutant.source))
        entry = {
            "id": mutant.id,
            "file": mutant.file,
            "replace": replace,
            "with": instead,
            "misconception": MISCONCEPTIONS[mutant.operator],
            "kills": one.kills,
            "because": BECAUSE if len(one.kills) > 1 else "",
        }
        yield Mutant.model_validate(entry)


def trimmed(text: str, old: str, new: str) -> tuple[str, str]:
    """Return an edit of `text` without the line end and the indentation that both sides share.

    As long as it still matches once.
    """
    if new.strip() and old.endswith("\n") and new.endswith("\n") and text.count(old[:-1]) == 1:
        old, new = old[:-1], new[:-1]
    if "\n" not in old + new:
        shared = len(old) - len(old.lstrip())
        if old[:shared] == new[:shared] and text.count(old[shared:]) == 1:
            return old[shared:], new[shared:]
    return old, new
