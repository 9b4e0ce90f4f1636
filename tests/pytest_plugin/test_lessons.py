"""Which lesson the given paths mean, and what is run for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.checks.wanted import STOCK
from grader.errors import LessonError
from grader.lesson import specs_folder
from grader.pytest_plugin.lessons import chosen_lesson, modules_to_run

SPECS = specs_folder().resolve()
USERS = SPECS / "q07-response-models" / "checks" / "test_users.py"
STOCK_OF_USERS = [STOCK / name for name in ("test_contract.py", "test_fuzz.py", "test_observations.py")]


@pytest.mark.parametrize(
    ("named", "given", "folder"),
    [
        (None, ["q07-response-models"], SPECS),
        (None, ["q07-response-models/checks", f"{USERS}::test_create", f"{USERS}::test_x[a::b]"], SPECS),
        (None, [], USERS.parent),
        ("q07-response-models", ["q08-status-codes/checks"], SPECS),
        ("./q07-response-models", [], SPECS),
    ],
)
def test_the_lesson_is_named_or_holds_the_paths(named: str | None, given: list[str], folder: Path) -> None:
    assert chosen_lesson(named, given, folder).id == "q07-response-models"


@pytest.mark.parametrize(
    ("named", "given", "words"),
    [
        (
            None,
            ["q07-response-models", "q08-status-codes/checks"],
            "q07-response-models and q08-status-codes",
        ),
        (None, ["q99"], r"There is no .*q99; give a lesson's folder"),
        (None, ["."], "belongs to no lesson"),
        (None, [], "belongs to no lesson"),
        ("q7-response", [], "did you mean q07-response-models"),
        ("./q99", [], r"q99/lesson\.toml"),
    ],
)
def test_what_is_no_lesson_is_told(named: str | None, given: list[str], words: str) -> None:
    with pytest.raises(LessonError, match=words):
        chosen_lesson(named, given, SPECS)


@pytest.mark.parametrize(
    ("named", "given", "folder", "run"),
    [
        (None, ["q07-response-models"], SPECS, [USERS, *STOCK_OF_USERS]),
        (None, [], SPECS / "q07-response-models", [USERS, *STOCK_OF_USERS]),
        ("q07-response-models", [], SPECS, [USERS, *STOCK_OF_USERS]),
        (None, ["q07-response-models/checks/"], SPECS, [USERS]),
        (
            None,
            ["checks/test_users.py::test_create"],
            USERS.parents[1],
            ["checks/test_users.py::test_create"],
        ),
        ("q07-response-models", ["draft.py"], SPECS, ["draft.py"]),
    ],
)
def test_a_lessons_folder_stands_for_all_that_its_rubric_needs(
    named: str | None, given: list[str], folder: Path, run: list[object]
) -> None:
    lesson = chosen_lesson("q07-response-models", [], SPECS)
    assert modules_to_run(lesson, named, given, folder, has_app=True) == list(map(str, run))
