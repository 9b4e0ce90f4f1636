"""A report as the `result` of GitHub Classroom's autograding actions.

The shape is that of classroom-resources/autograding-grading-reporter, which outlives the service.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.reporting.gist import LINE, expectation, safe, went_wrong
from grader.results import CriterionResult, Outcome, Report

MOST_BYTES = 90_000
"""Of the JSON. It travels as Base64 in an environment variable: 131,071 bytes at most, execve(2)."""
_STATUS = {
    Outcome.PASSED: "pass",
    Outcome.FAILED: "fail",
    Outcome.BLOCKED: "fail",
    Outcome.ERROR: "error",
}


@dataclass(frozen=True)
class Place:
    """A line of the student's code."""

    file: str
    """Relative to the repository."""
    line: int
    """Counted from 1."""


def render(report: Report, places: Mapping[str, Place] | None = None) -> str:
    """Return the JSON on one line; `places` are the lines of the student's code, by criterion.

    The reporter prints `message` of errors and `test_code` of failures, and adds up `score`.
    Texts are cut until all of it fits `MOST_BYTES`.
    """
    for limit in (LINE, LINE // 2, LINE // 4, LINE // 16):
        text = json.dumps(_result(report, places or {}, limit), separators=(",", ":"))
        if len(text) <= MOST_BYTES:
            break
    return text + "\n"


def render_failure(message: str, max_score: int) -> str:
    """Return the JSON for a job that could not grade: the reporter needs a row, and numbers, in any case."""
    row = {"name": "Grading", "status": "error", "score": 0, "message": safe(message), "test_code": ""}
    rest = {"filename": "", "line_no": 0, "duration": 0}
    result = {"version": 1, "status": "error", "max_score": max_score, "tests": [row | rest]}
    return json.dumps(result, separators=(",", ":")) + "\n"


def _result(report: Report, places: Mapping[str, Place], limit: int) -> dict[str, Any]:
    status = "error" if report.unjudged_points else "pass" if report.full_marks else "fail"
    tests = [_test(criterion, report, places.get(criterion.id), limit) for criterion in report.criteria]
    return {"version": 1, "status": status, "max_score": report.max_score, "tests": tests}


def _test(criterion: CriterionResult, report: Report, place: Place | None, limit: int) -> dict[str, Any]:
    return {
        "name": safe(criterion.title, limit),
        "status": _STATUS[criterion.outcome],
        "score": criterion.points,
        "message": safe(went_wrong(criterion, report), limit),
        "test_code": safe(expectation(criterion, report), limit),
        "filename": safe(place.file, limit) if place else "",
        "line_no": place.line if place else 0,
        "duration": 0,
    }
