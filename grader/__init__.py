"""An automated grader for student FastAPI submissions.

What `docs/python-api.md` describes can be imported from here; each name is loaded when it is first asked for,
so that `import grader` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = [
    "AmbiguousAppError",
    "CheckResult",
    "CheckerError",
    "CriterionResult",
    "GraderError",
    "Lesson",
    "LessonChoiceError",
    "LessonError",
    "Limits",
    "Outcome",
    "Report",
    "SandboxRefusedError",
    "SandboxSettings",
    "Submission",
    "SubmissionError",
    "UsageError",
    "WarmRunner",
    "__version__",
    "grade",
    "list_lessons",
    "load_lesson",
    "open_submission",
    "prepare",
    "render",
]

if TYPE_CHECKING:
    from grader.errors import (
        AmbiguousAppError,
        CheckerError,
        GraderError,
        LessonChoiceError,
        LessonError,
        SandboxRefusedError,
        SubmissionError,
        UsageError,
    )
    from grader.grading import grade
    from grader.lesson import Lesson, list_lessons, load_lesson
    from grader.preparing import prepare
    from grader.reporting import render
    from grader.results import CheckResult, CriterionResult, Outcome, Report
    from grader.sandbox.base import Limits
    from grader.sandbox.settings import SandboxSettings
    from grader.submission import Submission, open_submission
    from grader.warm import WarmRunner

    __version__: str
else:  # hidden from type checkers: to them, every name would be there
    _MODULES = {
        "AmbiguousAppError": "grader.errors",
        "CheckerError": "grader.errors",
        "GraderError": "grader.errors",
        "LessonChoiceError": "grader.errors",
        "LessonError": "grader.errors",
        "SandboxRefusedError": "grader.errors",
        "SubmissionError": "grader.errors",
        "UsageError": "grader.errors",
        "grade": "grader.grading",
        "Lesson": "grader.lesson",
        "list_lessons": "grader.lesson",
        "load_lesson": "grader.lesson",
        "prepare": "grader.preparing",
        "render": "grader.reporting",
        "CheckResult": "grader.results",
        "CriterionResult": "grader.results",
        "Outcome": "grader.results",
        "Report": "grader.results",
        "Limits": "grader.sandbox.base",
        "SandboxSettings": "grader.sandbox.settings",
        "Submission": "grader.submission",
        "open_submission": "grader.submission",
        "WarmRunner": "grader.warm",
    }

    def __getattr__(name: str) -> object:
        """Load a public name (PEP 562)."""
        from importlib import import_module

        if name in _MODULES:
            value = getattr(import_module(_MODULES[name]), name)
        elif name == "__version__":
            value = _version()
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})

    def _version() -> str:
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("fastapi-grader")
        except PackageNotFoundError:  # a source tree that was never installed
            return "0+unknown"
