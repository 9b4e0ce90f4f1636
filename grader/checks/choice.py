"""Chooses the lesson for a submission that names none: the one whose contract fits best."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from grader.checks.app import AppHandle, AppSession
from grader.checks.contract import fit
from grader.checks.http import WireRequest
from grader.checks.openapi import DocumentError, read_document
from grader.lesson import ANY_APP, Lesson
from grader.sandbox.base import StartError

GOOD_FIT = 0.5
CLEAR_LEAD = 0.1


@dataclass(frozen=True)
class Choice:
    """The lesson to grade, or the ids of those that fit about equally well."""

    lesson: Lesson
    reason: str = ""
    near_tie: tuple[str, ...] = ()


def choose(lessons: Sequence[Lesson], session: AppSession) -> Choice:
    """Choose among `lessons`; the app is started once when there is more than one."""
    if len(lessons) == 1:
        return Choice(lessons[0])
    fallback = next((lesson for lesson in lessons if lesson.id == ANY_APP), lessons[0])
    try:
        app = AppHandle(session, deep=False)
    except StartError:
        return Choice(
            fallback, "The app did not start, so no lesson could be told from it; name one with --lesson."
        )
    try:
        document = read_document(app.wire.send(WireRequest("GET", "/openapi.json")).body)
    except DocumentError:
        return Choice(
            fallback, "The app serves no OpenAPI document to tell the lesson by; name one with --lesson."
        )
    finally:
        app.close()
    fits = [(fit(lesson.contract, document), lesson) for lesson in lessons if lesson.contract is not None]
    return best_fit(fits, fallback)


def choose_by_answers(names: Set[str], lessons: Sequence[Lesson]) -> Choice | None:
    """Choose the written lesson that asks most of the questions called `names`; None when none stands out."""
    asked = [(lesson, {question.id for question in lesson.questions.questions}) for lesson in lessons]
    leading = _leading([(len(ids & names) / len(ids), lesson) for lesson, ids in asked if ids])
    if len(leading) != 1:
        return None
    reason = "Lesson chosen by the questions that are answered; `--lesson ID` chooses another."
    return Choice(leading[0][1], reason)


def _leading(fits: Sequence[tuple[float, Lesson]]) -> list[tuple[float, Lesson]]:
    """Return the best of `fits` with those that come near it; empty when none is good."""
    ranked = sorted(fits, key=lambda pair: (-pair[0], pair[1].id))
    if not ranked or ranked[0][0] < GOOD_FIT:
        return []
    return [pair for pair in ranked if ranked[0][0] - pair[0] < CLEAR_LEAD]


def best_fit(fits: Sequence[tuple[float, Lesson]], fallback: Lesson) -> Choice:
    """Choose by fit (0 to 1): a clear lead wins, a near tie is asked back, no fit falls back."""
    leading = _leading(fits)
    if not leading:
        return Choice(fallback, "No lesson's endpoints fit this app; name one with --lesson.")
    top, lesson = leading[0]
    if len(leading) > 1:
        return Choice(lesson, near_tie=tuple(rival.id for _, rival in leading))
    return Choice(
        lesson, f"Lesson chosen by the app's endpoints ({top:.0%} fit); `--lesson ID` chooses another."
    )
