"""Which lesson a pytest run is about, and which modules it runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.checks.wanted import check_modules
from grader.errors import LessonError
from grader.lesson import Lesson, load_lesson

NAME_ONE = "give a lesson's folder, its checks folder or a file in it, or add --grade-lesson ID"


def chosen_lesson(named: str | None, given: Sequence[str], folder: Path) -> Lesson:
    """Return the lesson called `named`, else the one that all of the `given` paths lie in.

    `given` are pytest's arguments, relative to `folder`, which stands for them where there are none.

    Raises:
        LessonError: there is none, there are two, or it is malformed.
    """
    if named is not None:
        return load_lesson(Path(folder, named) if "/" in named else named)
    roots = {_root(path) for path in _paths(given, folder) or [folder]}
    if len(roots) > 1:
        names = " and ".join(sorted(root.name for root in roots))
        raise LessonError(f"The given paths belong to several lessons, {names}; run one at a time.")
    return load_lesson(roots.pop())


def modules_to_run(
    lesson: Lesson, named: str | None, given: Sequence[str], folder: Path, *, has_app: bool
) -> list[str]:
    """Return pytest's arguments: a lesson's own folder stands for all modules that its rubric needs.

    Folders become files, so that no `python_files` of the project that pytest runs in has a say.
    """
    whole = check_modules(lesson, has_app=has_app)
    folders = {
        lesson.root: whole,
        lesson.checks_folder: [module for module in whole if module.parent == lesson.checks_folder],
    }
    if not given and named is not None:
        return list(map(str, whole))
    arguments: list[str] = []
    for argument in given or [str(folder)]:
        [path] = _paths([argument], folder)
        arguments += map(str, folders.get(path, [argument]))
    return arguments


def _paths(arguments: Sequence[str], folder: Path) -> list[Path]:
    """Return the paths of arguments such as `checks/test_users.py::test_create[ada]`."""
    return [Path(folder, argument.partition("::")[0]).resolve() for argument in arguments]


def _root(path: Path) -> Path:
    """Return the lesson's folder that `path` lies in."""
    if not path.exists():
        raise LessonError(f"There is no {path}; {NAME_ONE}.")
    for root in (path, *path.parents):
        if (root / "lesson.toml").is_file():
            return root
    raise LessonError(f"{path} belongs to no lesson (no lesson.toml there or above); {NAME_ONE}.")
