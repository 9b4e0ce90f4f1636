"""The order in which import roots are tried, and which of several failures to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from grader.discovery import ImportPlan
from grader.results import StartFailure, StartFailureKind
from grader.sandbox.base import StartError
from grader.submission import Submission

T = TypeVar("T")
SHOWN = 20
"""So many of the files that were searched are named."""
WHERE_APPS_ARE = (
    "Put `app = FastAPI()` at module level in main.py in the submission's top folder, or name the "
    'object in pyproject.toml: [tool.fastapi] entrypoint = "module:app".'
)
ROOT_DEPENDENT = {StartFailureKind.IMPORT_ROOT, StartFailureKind.IMPORT_ERROR, StartFailureKind.SHADOWING}
"""Failures that another import root may cure; the others would only be repeated."""


def first_success(plans: Sequence[ImportPlan], attempt: Callable[[ImportPlan], T]) -> tuple[ImportPlan, T]:
    """Try `plans` in order, each in a fresh process; the first that starts wins.

    Raises:
        StartError: none did; it tells the most telling failure.
    """
    failures: list[StartFailure] = []
    for plan in plans:
        try:
            return plan, attempt(plan)
        except StartError as error:
            failures.append(error.failure)
            if error.failure.kind not in ROOT_DEPENDENT:
                break
    raise StartError(most_telling(failures))


def most_telling(failures: Sequence[StartFailure]) -> StartFailure:
    """Choose the failure that helps most: a wrong import root is the least telling."""
    ranked = sorted(failures, key=lambda f: f.kind is StartFailureKind.IMPORT_ROOT)
    return ranked[0]


def undiscovered(submission: Submission) -> StartFailure:
    """Tell why there is nothing to start: the source holds no app."""
    found = submission.discovery
    if found.syntax_errors:
        problem = found.syntax_errors[0]
        return StartFailure(
            kind=StartFailureKind.SYNTAX,
            message=f"{problem.file}, line {problem.line}: {problem.message}",
            advice="Python cannot read this file. Mend the line, then run the app once yourself.",
            file=problem.file,
            line=problem.line,
            tried=found.looked_at[:SHOWN],
        )
    return StartFailure(
        kind=StartFailureKind.NO_APP,
        message="No FastAPI app was found.",
        advice="\n".join([*found.hints, WHERE_APPS_ARE]),
        tried=found.looked_at[:SHOWN],
    )
