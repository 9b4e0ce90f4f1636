"""What can be said of a lesson without running it: criteria without checks, checks without criteria."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.checks.openapi import operations
from grader.errors import LessonError
from grader.lesson import Criterion, Lesson
from grader.matrix import Problem
from grader.syntax import parse
from grader.tomllines import line_of, line_of_id


@dataclass(frozen=True)
class BoundCheck:
    """A check function and the criteria that it names."""

    file: Path
    line: int
    name: str
    criteria: tuple[str, ...]


def lint(lesson: Lesson) -> Iterator[Problem]:
    """Yield what the lesson's files show to be wrong."""
    yield from _missing_files(lesson)
    try:
        checks = list(bound_checks(lesson))
    except LessonError as error:
        place, _, message = str(error).partition(": ")
        yield Problem(place=f"{lesson.id}/checks/{place}", message=message)
        return
    known = {criterion.id for criterion in lesson.criteria}
    for check in checks:
        yield from _wrong_binding(lesson, check, known)
    bound = {name for check in checks for name in check.criteria}
    for number, criterion in enumerate(lesson.criteria):
        place = f"{lesson.id}/lesson.toml:{toml_line(lesson, 'criteria', number)}"
        yield from _wrong_criterion(lesson, criterion, place, has_check=criterion.id in bound)


def toml_line(lesson: Lesson, *location: str | int) -> int:
    """Return the line of `location` in the lesson's `lesson.toml`."""
    return line_of((lesson.root / "lesson.toml").read_text(encoding="utf-8"), location)


def mutant_place(lesson: Lesson, name: str) -> str:
    """Return file and line of the mutant that a trial called `name` belongs to."""
    text = (lesson.root / "lesson.toml").read_text(encoding="utf-8")
    return f"{lesson.id}/lesson.toml:{line_of_id(text, 'mutants', name.partition('#')[0])}"


def bound_checks(lesson: Lesson) -> Iterator[BoundCheck]:
    """Yield the lesson's own checks; a marker of the whole module counts for each.

    Raises:
        LessonError: a check module is not Python; the text names file and line.
    """
    for path in sorted(lesson.checks_folder.rglob("test_*.py")):
        try:
            tree = parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            raise LessonError(f"{path.name}:{line}: not Python: {error}; mend it") from None
        marked = [
            name
            for node in tree.body
            if isinstance(node, ast.Assign) and any(_is_pytestmark(target) for target in node.targets)
            for name in _criteria_named(node.value)
        ]
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                own = [name for part in node.decorator_list for name in _criteria_named(part)]
                yield BoundCheck(path, node.lineno, node.name, (*marked, *own))


def _is_pytestmark(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id == "pytestmark"


def _criteria_named(expression: ast.expr) -> Iterator[str]:
    """Yield the names in `pytest.mark.criterion("name")`, also inside `pytest.param(marks=...)`."""
    for node in ast.walk(expression):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "criterion"
        ):
            for argument in node.args[:1]:
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)


def _wrong_binding(lesson: Lesson, check: BoundCheck, known: set[str]) -> Iterator[Problem]:
    place = f"{lesson.id}/{check.file.relative_to(lesson.root).as_posix()}:{check.line}"
    if not check.criteria:
        yield Problem(
            place=place,
            message=f"the check {check.name} belongs to no criterion, so it costs nobody anything",
            mend='put @pytest.mark.criterion("...") above it',
        )
    for name in check.criteria:
        if name not in known:
            yield Problem(
                place=place,
                message=f"the check {check.name} names a criterion {name!r} that lesson.toml does not have",
                mend=f"mend the name; the criteria are {', '.join(sorted(known))}",
            )


def _wrong_criterion(
    lesson: Lesson, criterion: Criterion, place: str, *, has_check: bool
) -> Iterator[Problem]:
    stock = criterion.contract or criterion.fuzz or criterion.live or criterion.answer
    if not has_check and not stock:
        yield Problem(
            place=place,
            message=f"the criterion {criterion.id!r} has no check",
            mend=f'bind one with @pytest.mark.criterion("{criterion.id}"), '
            "or give it `contract`, `fuzz` or `answer`",
        )
    if (criterion.contract or criterion.fuzz) and lesson.contract is None:
        yield Problem(
            place=place,
            message=f"the criterion {criterion.id!r} needs a contract.json",
            mend="write one; `grade new-lesson` drafts it from a solution",
        )
        return
    known = [f"{method} {path}" for method, path in operations(lesson.contract or {})]
    for operation in criterion.contract.operations if criterion.contract else ():
        if operation not in known:
            yield Problem(
                place=place,
                message=f"the criterion {criterion.id!r} names {operation}, which contract.json lacks",
                mend=f"the operations are {', '.join(known)}",
            )


def _missing_files(lesson: Lesson) -> Iterator[Problem]:
    if not (lesson.root / "assignment.md").is_file():
        yield Problem(place=f"{lesson.id}/assignment.md", message="no such file", mend="write the assignment")
    if not lesson.solution.is_dir():
        yield Problem(
            place=f"{lesson.id}/solution", message="no such folder", mend="put a correct solution there"
        )
