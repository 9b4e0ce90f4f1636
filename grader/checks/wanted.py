"""Which check modules a grading needs, and what its submission must not see."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from grader.lesson import Lesson

STOCK = Path(__file__).parent / "stock"


def check_modules(lesson: Lesson, *, has_app: bool = True) -> list[Path]:
    """Return the check modules that a lesson's rubric needs, behaviour before contract before fuzz.

    Where an app is optional and there is none, no check is about it.
    """
    criteria = lesson.criteria
    if lesson.optional_app and not has_app:
        return [STOCK / "test_answers.py"]
    stock = {
        "test_contract.py": any(c.contract for c in criteria),
        "test_fuzz.py": any(c.fuzz for c in criteria),
        "test_live.py": any(c.live for c in criteria),
        "test_answers.py": any(c.answer for c in criteria),
        "test_observations.py": lesson.contract is not None,
    }
    own = sorted(lesson.checks_folder.glob("test_*.py"))
    return own + [STOCK / name for name, needed in stock.items() if needed]


def hidden_from_apps(lessons: Iterable[Path]) -> set[Path]:
    """Return what no submission may read: the folders of `lessons` and of all that lie beside them.

    Not the folder around them: the interpreter of the app may be in there, too.
    """
    around = {root.parent for root in lessons}
    return {file.parent for folder in around for file in folder.glob("*/lesson.toml")}
