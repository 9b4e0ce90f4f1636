"""What a service shows of a submission that cannot be graded as it is."""

from __future__ import annotations

from grader import __version__
from grader.errors import AmbiguousAppError, SubmissionError
from grader.lesson import Lesson
from grader.results import (
    CriterionResult,
    LessonInfo,
    Outcome,
    Report,
    SandboxInfo,
    StartFailure,
    StartFailureKind,
    SubmissionInfo,
)

_CHOOSE = 'Name the one to grade in pyproject.toml: [tool.fastapi] entrypoint = "main:app".'
_MEND = "Mend that, and hand in again."


def refused(lesson: Lesson, name: str, error: SubmissionError) -> Report:
    """Return a report of no points that says why nothing could be judged: the student can mend it.

    `name` is the submission's.
    """
    message, advice = str(error), _MEND
    if isinstance(error, AmbiguousAppError):
        message, advice = f"{message.partition(';')[0]}.", _CHOOSE
    return Report(
        grader_version=__version__,
        lesson=LessonInfo(id=lesson.id, title=lesson.title, topic=lesson.topic, digest=lesson.digest),
        submission=SubmissionInfo(name=name, digest=""),
        sandbox=SandboxInfo(name="none"),
        criteria=tuple(
            CriterionResult(
                id=criterion.id,
                title=criterion.title,
                outcome=Outcome.BLOCKED,
                max_points=criterion.points,
                hint=criterion.hint,
                topic=criterion.topic or lesson.topic,
            )
            for criterion in lesson.criteria
        ),
        start_failure=StartFailure(kind=StartFailureKind.UNUSABLE, message=message, advice=advice),
    )
