"""Mutation testing of a rubric: which generated mutants of the reference solution does it kill?"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.errors import GraderError
from grader.grading import grade
from grader.lesson import Lesson
from grader.matrix import MutationScore, Problem, Survivor
from grader.mutation import Generated, generate, spread
from grader.results import Outcome
from grader.runner import Run
from grader.submission import open_submission
from grader.verification.probing import Probes
from grader.verification.trying import in_parallel

LEAST_SCORE = 0.9


def score_mutation(lesson: Lesson, run: Run, jobs: int, most: int | None = None) -> MutationScore:
    """Grade generated mutants up to their first failure; compare those that live with the reference.

    With `most`, only so many are tried, evenly from all operators.

    Raises:
        LessonError: LibCST is missing, or the reference solution cannot be parsed or does not run.
    """
    every = generate(lesson.solution)
    mutants = every if most is None else spread(every, most)
    with tempfile.TemporaryDirectory(prefix="grade-lesson-") as scratch:

        def is_killed(mutant: Generated) -> bool:
            return _is_killed(_write(lesson, mutant, Path(scratch)), lesson, run)

        killed = list(in_parallel(is_killed, mutants, jobs))
        living = [mutant for mutant, dead in zip(mutants, killed, strict=True) if not dead]
        probes = Probes(lesson, run)
        differences = list(in_parallel(lambda m: probes.difference(Path(scratch, m.id)), living, jobs))
    accepted = {one.id: one.because for one in lesson.equivalents}
    survivors = tuple(
        Survivor(
            id=mutant.id,
            place=f"{lesson.id}/solution/{mutant.file}:{mutant.line}",
            description=mutant.description,
            difference=difference,
            accepted=accepted.get(mutant.id, ""),
        )
        for mutant, difference in zip(living, differences, strict=True)
    )
    return MutationScore(
        generated=len(mutants),
        left_out=len(every) - len(mutants),
        killed=sum(killed),
        survivors=survivors,
        probes=probes.count,
    )


def mutation_problems(lesson: Lesson, score: MutationScore) -> Iterator[Problem]:
    """Yield what the score shows to be wrong with the lesson."""
    if score.score < LEAST_SCORE:
        yield Problem(
            place=f"{lesson.id}/lesson.toml:1",
            message=f"the rubric kills {score.score:.0%} of the generated mutants, not {LEAST_SCORE:.0%}",
            mend="kill the survivors with sharper checks, or accept them under [[equivalents]]",
        )
    living = {survivor.id for survivor in score.survivors}
    for equivalent in lesson.equivalents:
        if equivalent.id not in living and not score.left_out:
            yield Problem(
                place=f"{lesson.id}/lesson.toml:1",
                message=f"equivalents: no generated mutant {equivalent.id!r} lives",
                mend="remove the entry",
            )


def _write(lesson: Lesson, mutant: Generated, scratch: Path) -> Path:
    folder = scratch / mutant.id
    shutil.copytree(lesson.solution, folder)
    (folder / mutant.file).write_text(mutant.source, encoding="utf-8")
    return folder


def _is_killed(folder: Path, lesson: Lesson, run: Run) -> bool:
    """Tell whether a check fails, or there is nothing to check."""
    try:
        with open_submission(folder) as submission:
            report = grade(submission, lesson, run=run, stop_early=True, recognise=False)
    except GraderError:
        return True  # no app is found in it any more
    checks = (check for criterion in report.criteria for check in criterion.checks)
    return report.start_failure is not None or any(check.outcome is Outcome.FAILED for check in checks)
