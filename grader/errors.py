"""Every exception that the grader raises on purpose, with the exit code that it maps to."""

from __future__ import annotations

from typing import ClassVar


class GraderError(Exception):
    """A fault of the grader or its environment; the text is a complete message for the user."""

    exit_code: ClassVar[int] = 3


class UsageError(GraderError):
    """The command cannot be carried out as given; the text says what to change."""

    exit_code: ClassVar[int] = 2


class SubmissionError(UsageError):
    """The submission cannot be opened: no such folder, a hostile or broken archive."""


class AmbiguousAppError(SubmissionError):
    """Several apps were found and none of them stands out."""


class SandboxRefusedError(UsageError):
    """Submissions cannot be run here: there is no such sandbox, or it is not isolated enough."""


class LessonError(UsageError):
    """A lesson is unknown or malformed; the text names the file, the key and the mend."""


class LessonChoiceError(LessonError):
    """Several lessons fit the submission about equally well."""


class CheckerError(GraderError):
    """The checker process died or answered nonsense; nothing can be said about the submission."""
