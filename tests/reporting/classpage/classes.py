"""Small classes, made by hand, and a large one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from grader.gradebook.values import CriterionMark, Lateness, Mark, Mistake
from grader.intake.values import Handin, Student, Unmatched
from grader.reporting.classpage import Change, ClassView
from grader.results import Confidence, Outcome

TITLES = {
    "created": "A new item answers 201",
    "read": "An item is found by its id",
    "docs": "The codes are in /docs",
}
SIGNS = {"p": Outcome.PASSED, "f": Outcome.FAILED, "b": Outcome.BLOCKED, "e": Outcome.ERROR}


def handin(name: str, **more: Any) -> Handin:
    """Return the hand-in of one student."""
    student = Student(id=f"id-{name.lower()}", name=name)
    return Handin(**{"id": name.lower(), "students": (student,), "path": Path(name), "folder": name, **more})


def marked(name: str, outcomes: str, lesson: str = "q08", **more: Any) -> Mark:
    """Return a mark with a criterion of 10 points per letter of `outcomes`: p, f, b, e."""
    criteria = tuple(
        CriterionMark(
            id=key, title=TITLES[key], outcome=SIGNS[sign], proposed=points, points=points, max_points=10
        )
        for key, sign in zip(TITLES, outcomes, strict=False)
        for points in (10 * (sign == "p"),)
    )
    score = sum(criterion.points for criterion in criteria)
    fixed = {"lesson": lesson, "title": f"About {lesson}", "key": name, "proposed": score, "score": score}
    made = {
        "handin": handin(name),
        **fixed,
        "max_score": 10 * len(criteria),
        "criteria": criteria,
        "seconds": 2.0,
    }
    return Mark(**{**made, **more})


def mistake(mutant: str, text: str, confidence: Confidence = Confidence.EXACT) -> Mistake:
    return Mistake(mutant=mutant, misconception=text, confidence=confidence, criteria=("created",))


BELIEF = "You may have thought that `POST` answers 201 by itself."
MARKS = (
    marked("Ada", "ppp"),
    marked(
        "Ben",
        "fpp",
        mistakes=(mistake("ok-200", BELIEF),),
        late=Lateness(by=timedelta(hours=30), days=2, points=5),
    ),
    marked(
        "Cleo", "fbp", mistakes=(mistake("also-200", BELIEF, Confidence.CLOSE), mistake("gone", "It stays."))
    ),
    marked("Dan", "bbb", start_failure="missing-package", seconds=9.5),
    marked("Eve", "ppe", review=("the grader failed on docs",), unstable=True),
    Mark(handin=handin("Fay", lesson="q08", late=True), problem="the archive is broken"),
)
VIEW = ClassView(
    title="Web programming",
    marks=MARKS,
    absent=(Student(id="7", name="Gus", section="B"),),
    unmatched=(Unmatched(what="notes.txt", why="no folder or archive"),),
    changes=(Change("Ben", "ben", "q08", 10, 20, ("gained read",)), Change("Fay", "fay", "q08", 20, None)),
    feedback=lambda mark: f"feedback/{mark.handin.id}/feedback.html" if mark.key else "",
    footer="fastapi-grader 0.1.0, sandbox import",
)


def many(students: int, lessons: int = 1) -> ClassView:
    """Return a large class; every third student made a mistake."""
    marks = []
    for n in range(students):
        outcomes = "".join("pfbe"[(n * 7 + k * k) % 11 // 3] for k in range(3))
        mistakes = (mistake(f"mistake-{n % 12}", f"Belief number {n % 12}. " * 8),) if n % 3 == 0 else ()
        name = f"Student {n * 7919 % students:04d}"
        marks.append(
            marked(name, outcomes, f"q{n % lessons:02d}", mistakes=mistakes, seconds=1 + n % 40 / 10)
        )
    return ClassView(title="A large class", marks=marks, feedback=VIEW.feedback)
