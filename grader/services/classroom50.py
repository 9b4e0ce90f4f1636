"""What an autograder.py of Classroom 50 writes: `result.json`, the release's text, status and summary.

https://github.com/foundation50/classroom50/wiki/Advanced-Autograding
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from grader.files import remove
from grader.reporting import classroom50, render
from grader.reporting.gist import safe
from grader.results import Report
from grader.services.workflow import write_outputs

RESULT, RELEASE_BODY = "result.json", "release-body.md"
MOST_BODY = 100_000
"""Characters; GitHub takes 125,000 as the text of a release."""


def clear(checkout: Path) -> None:
    """Delete what a student may have put where the result is read from.

    Raises:
        OSError: something of that name cannot be deleted.
    """
    for name in (RESULT, RELEASE_BODY):
        remove(checkout / name)


def deliver(
    report: Report,
    checkout: Path,
    environment: Mapping[str, str],
    now: datetime,
    templates: Path | None = None,
) -> str:
    """Write the files, and `status` and `summary` for the runner; return the summary.

    Raises:
        UsageError: the runner's variables are missing, or a template is wrong.
    """
    result = classroom50.render(report, environment, now)
    clear(checkout)
    (checkout / RESULT).write_text(result, encoding="utf-8", newline="\n")
    body = render("markdown", report, templates)
    (checkout / RELEASE_BODY).write_text(_cut(body), encoding="utf-8", newline="\n")
    told = safe(f"{report.lesson.title}: {report.score} of {report.max_score} points")
    if outputs := environment.get("GITHUB_OUTPUT"):
        write_outputs(Path(outputs), {"status": _status(report), "summary": told})
    return told


def _status(report: Report) -> str:
    if report.unjudged_points:
        return "error"
    return "success" if report.full_marks else "failure"


def _cut(markdown: str) -> str:
    if len(markdown) <= MOST_BODY:
        return markdown
    return f"{markdown[:MOST_BODY].rpartition(chr(10))[0]}\n\nThe rest is left out here.\n"
