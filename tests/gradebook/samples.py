"""Marks and students that the tests of this folder share."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from grader.gradebook.values import CriterionMark, Mark
from grader.intake.values import Handin, Student
from grader.results import Outcome

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ADA = Student(
    id="s1001", name="Ada Lovelace", email="ada@uni.example", username="ada-l", keys=("501", "Participant 71")
)
ITO = Student(id="s1002", name="Yuki Ito", email="ito@uni.example", username="yuki", keys=("502", "72"))
KIM = Student(id="s1003", name="Alex Kim", email="kim@uni.example", keys=("503", "73"))


def handin(*students: Student, **changes: object) -> Handin:
    name = students[0].id if students else "todo-stranger"
    given: dict[str, object] = {"id": name, "students": students, "path": Path("x"), "folder": f"todo-{name}"}
    return Handin.model_validate(given | changes)


def criterion(name: str, points: int, most: int, because: str = "") -> CriterionMark:
    outcome = Outcome.PASSED if points == most else Outcome.FAILED
    return CriterionMark(
        id=name,
        title=f"About {name}",
        outcome=outcome,
        proposed=points,
        points=points,
        max_points=most,
        because=because,
    )


def mark(*students: Student, score: float | None = 80, **changes: object) -> Mark:
    given: dict[str, object] = {
        "handin": handin(*students),
        "lesson": "todo-api",
        "title": "A todo API",
        "proposed": None if score is None else int(score),
        "score": score,
        "max_score": 100,
        "criteria": (criterion("create", 60, 60), criterion("read", 20, 40)) if score is not None else (),
    }
    return Mark.model_validate(given | changes)
