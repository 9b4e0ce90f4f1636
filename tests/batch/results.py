"""A folder of results made by hand: a small class with one of everything."""

from __future__ import annotations

from pathlib import Path

from grader.batch.manifest import Done, GradedLesson, Manifest
from grader.batch.store import Store
from grader.intake.values import Handin, Intake, Student, Unmatched
from grader.results import (
    CheckResult,
    Confidence,
    CriterionResult,
    LessonInfo,
    Likeness,
    Outcome,
    Report,
    SandboxInfo,
    StartFailure,
    StartFailureKind,
    SubmissionInfo,
)
from tests.batch.fakes import TERMS

BELIEF = "You may have thought that `POST` answers 201 by itself."
SIGNS = {"p": Outcome.PASSED, "f": Outcome.FAILED, "b": Outcome.BLOCKED, "e": Outcome.ERROR}
POINTS = {"create": 50, "read": 30, "docs": 20}
ADA = Student(id="s1", name="Ada Lovelace", email="ada@uni.example", username="ada-l", keys=("501",))
BEN = Student(id="s2", name="Ben Ito")
CLEO, DAN = Student(id="s3", name="Cleo Kim"), Student(id="s4", name="Dan Levi")
EVE = Student(id="s5", name="Eve \x1b[2J::error::Levi")
FAY, GUS, IVY = (Student(id=f"s{n}", name=name) for n, name in ((6, "Fay"), (7, "Gus"), (8, "Ivy Moss")))

CLASS = {
    "ada": ((ADA,), "q08", "ppp"),
    "ada-q09": ((ADA,), "q09", "ppf"),
    "ben": ((BEN,), "q08", "fbp"),
    "eve": ((EVE,), "q08", "bbb"),
    "fay": ((FAY,), "q08", ""),
    "gus": ((GUS,), "q08", ""),
    "team": ((CLEO, DAN), "q08", "fpe"),
}
"""By the hand-in's id: its students, its lesson, and how `POINTS` ended."""


def write_results(root: Path) -> Path:
    """Return a folder of results in which `gus` is not done, and `fay` could not be graded."""
    results = root / "results"
    done = {name: _done(name, lesson, signs) for name, (_, lesson, signs) in CLASS.items() if name != "gus"}
    for name, (_, lesson, signs) in CLASS.items():
        if signs:
            Store(results).write(_key(name), _report(name, lesson, signs))
    handins = (
        Handin(id=name, students=students, path=Path(name), folder=f"todo-{name}", lesson=lesson)
        for name, (students, lesson, _) in CLASS.items()
    )
    unmatched = (Unmatched(what="notes.txt", why="no hand-in"),)
    graded = GradedLesson(digest="0", title="About", max_score=100)
    manifest = Manifest(
        terms=TERMS,
        lessons={"q08": graded, "q09": graded},
        intake=Intake(handins=tuple(handins), absent=(IVY,), unmatched=unmatched),
        done=done,
    )
    manifest.save(results)
    (results / "overrides.csv").write_text("student,criterion,points,reason\ns2,create,40,Nearly.\n")
    return results


def _key(name: str) -> str:
    return f"{name}-key"


def _done(name: str, lesson: str, signs: str) -> Done:
    if not signs:
        return Done(handin=name, problem="the archive is broken", fault="handin")
    return Done(handin=name, key=_key(name), lesson=lesson, max_score=100)


def _report(name: str, lesson: str, signs: str) -> Report:
    sure = {"ben": Confidence.EXACT, "team": Confidence.CLOSE}
    failure = StartFailure(kind=StartFailureKind.MISSING_PACKAGE, message="`sqlmodel` is not installed.")
    return Report(
        grader_version="0",
        lesson=LessonInfo(id=lesson, title=f"About {lesson}", digest="0"),
        submission=SubmissionInfo(name=name, digest=name),
        sandbox=SandboxInfo(name="import"),
        start_failure=failure if name == "eve" else None,
        criteria=tuple(_criterion(one, SIGNS[sign]) for one, sign in zip(POINTS, signs, strict=True)),
        looks_like=tuple(
            Likeness(mutant="ok-200", misconception=BELIEF, confidence=confidence, criteria=("create",))
            for who, confidence in sure.items()
            if who == name
        ),
    )


def _criterion(name: str, outcome: Outcome) -> CriterionResult:
    wrong = CheckResult(id=f"test_{name}", title="It", outcome=outcome, message=f"{name} went\n\x1b[31mwrong")
    return CriterionResult(
        id=name,
        title=f"Can {name}",
        outcome=outcome,
        max_points=POINTS[name],
        blocked_by=("create",) if outcome is Outcome.BLOCKED and name == "read" else (),
        checks=(wrong,) if outcome in {Outcome.FAILED, Outcome.ERROR} else (),
    )
