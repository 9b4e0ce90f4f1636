"""How a lesson is drafted: the page that tells the whole story."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from grader.drafting.lessonfolder import LessonFolder
from grader.drafting.proving import Proof, prove
from grader.drafting.rubric import criteria_of
from grader.drafting.running import Solution
from grader.drafting.summary import summary
from grader.drafting.survey import Survey, survey
from grader.errors import LessonError
from grader.mutation import generate
from grader.snapshot import copy_folder
from grader.warm import WarmRunner

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def draft_lesson(lesson_id: str, solution: Path, specs: Path) -> str:
    """Draft the lesson `specs/<lesson_id>/` from a reference solution; return what to tell the author.

    The folder appears when it is complete; after an error there is none.

    Raises:
        LessonError: the id is malformed, the folder is there already, or the solution has no app, does not
            start or has no operation.
    """
    target = specs / lesson_id
    if not _ID.fullmatch(lesson_id):
        mend = "write small letters, digits and single hyphens, like q12-forms"
        raise LessonError(f"{lesson_id!r} is no lesson id; {mend}")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LessonError(f"{target} is there already; remove it, or choose another id")
    with tempfile.TemporaryDirectory(prefix="grade-draft-") as scratch:
        folder = LessonFolder(Path(scratch, lesson_id))
        surveyed, proof = _draft(folder, solution)
        specs.mkdir(parents=True, exist_ok=True)
        if target.exists():
            target.rmdir()
        shutil.move(folder.root, target)
    return summary(target, surveyed, proof)


def _draft(folder: LessonFolder, solution: Path) -> tuple[Survey, Proof]:
    copy_folder(solution, folder.solution)
    folder.unify_line_ends()
    with Solution(folder.solution, solution) as app:
        mutants = generate(folder.solution)  # before the long work: it says when its library is missing
        surveyed = survey(app, folder.solution)
        if not surveyed.document.operations:
            raise LessonError(f"{solution}: the app has no operation; write a route in it")
        if not surveyed.subjects:
            told = "; ".join(f"{label}: {why}" for label, why in surveyed.undrafted.items())
            raise LessonError(f"{solution}: nothing in it can be drafted: {told}")
        folder.write_contract(surveyed)
        kitchen = surveyed.explored.kitchen
        criteria = criteria_of(surveyed.subjects, surveyed.document, kitchen, fuzzed=True)
        with WarmRunner() as run:
            return surveyed, prove(folder, surveyed, criteria, mutants, run)
