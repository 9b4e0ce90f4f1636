"""The files of a lesson that is being drafted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from grader.drafting.assignment import assignment_text
from grader.drafting.checkmodule import check_module
from grader.drafting.lessontoml import lesson_toml
from grader.drafting.survey import Survey
from grader.lesson import Criterion, Lesson, Mutant, load_lesson


class LessonFolder:
    """Writes the files of one lesson; `root` carries the lesson's id."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        self.root = root
        self.solution = root / "solution"

    @property
    def title(self) -> str:
        """Of the lesson: its id in words, without a leading number like `q12`."""
        return re.sub(r"^[a-z]?\d+-", "", self.root.name).replace("-", " ").capitalize()

    @property
    def module(self) -> str:
        """Path of the check module."""
        return f"checks/test_{self.title.lower().replace(' ', '_')}.py"

    def unify_line_ends(self) -> None:
        """Give the solution's Python files line feeds: edits are compared with what is read as text."""
        for path in self.solution.rglob("*.py"):
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))

    def write_contract(self, surveyed: Survey) -> None:
        """Write the contract, and make room for other solutions."""
        self._write("contract.json", json.dumps(surveyed.contract, indent=2, ensure_ascii=False) + "\n")
        (self.root / "alternatives").mkdir()

    def write_rubric(
        self,
        surveyed: Survey,
        criteria: Sequence[Criterion],
        mutants: Sequence[Mutant] = (),
    ) -> Lesson:
        """Write what depends on the criteria, and return the lesson."""
        ids = {criterion.id for criterion in criteria}
        subjects = [subject for subject in surveyed.subjects if subject.criterion in ids]
        checks = [check for subject in subjects for check in subject.checks]
        self._write(self.module, check_module(checks, surveyed.explored.kitchen, surveyed.id_types))
        documented = any(criterion.contract for criterion in criteria)
        text = assignment_text(self.title, surveyed, subjects, documented=documented)
        self._write("assignment.md", text)
        self._write("lesson.toml", lesson_toml(self.title, criteria, mutants))
        return load_lesson(self.root)

    def _write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
