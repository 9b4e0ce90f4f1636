"""A report as Classroom 50's `result.json`: schema classroom50/result/v1 of foundation50/classroom50."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from grader.errors import UsageError
from grader.reporting.gist import safe, went_wrong
from grader.reporting.json_ import written
from grader.results import CriterionResult, Outcome, Report

SCHEMA = "classroom50/result/v1"
NEEDED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
"""Variables that the runner sets for an autograder; `REVIEW_URL` may be missing."""


def render(report: Report, environment: Mapping[str, str], now: datetime) -> str:
    """Return `result.json` for the submission that `environment` names.

    `owner` and `assignment_type` are left to the runner, which knows them better.

    Raises:
        UsageError: a variable of `NEEDED` is missing.
    """
    refuse_elsewhere(environment)
    return written(
        {
            "schema": SCHEMA,
            "classroom": environment["CLASSROOM"],
            "assignment": environment["ASSIGNMENT"],
            "submission": environment["SUBMISSION_TAG"],
            "commit": environment["COMMIT_URL"],
            "release": environment["RELEASE_URL"],
            "review": environment.get("REVIEW_URL") or environment["COMMIT_URL"],
            "datetime": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "score": report.score,
            "max-score": report.max_score,
            "tests": [_test(criterion, report) for criterion in report.criteria],
        }
    )


def refuse_elsewhere(environment: Mapping[str, str]) -> None:
    """Refuse to write for a submission that nobody names.

    Raises:
        UsageError: a variable of `NEEDED` is missing.
    """
    missing = [name for name in NEEDED if not environment.get(name)]
    if missing:
        raise UsageError(
            f"classroom50: {', '.join(missing)} not set; "
            "this format is for an autograder.py of Classroom 50, whose runner sets them"
        )


def _test(criterion: CriterionResult, report: Report) -> dict[str, Any]:
    return {
        "test-name": safe(criterion.title),
        "passed": criterion.outcome is Outcome.PASSED,
        "score": criterion.points,
        "max-score": criterion.max_points,
        "message": went_wrong(criterion, report),
    }
