"""Remarks at the student's lines, as GitHub shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grader.reporting import wording
from grader.reporting.gist import expectation, safe
from grader.reporting.github_classroom import Place
from grader.results import CriterionResult, Outcome, Report
from grader.services.workflow import command

MOST = 10
"""Errors, and warnings, that GitHub shows of one step."""


def annotate(report: Report, places: Mapping[str, Place]) -> list[str]:
    """Return workflow commands: an error for each criterion that was failed, root causes first.

    What the grader failed at, and what a person must look at, are warnings.
    """
    if report.start_failure is not None:
        errors = [_start(report, next(iter(places.values()), None))]
    else:
        failed = [c for c in report.lost() if c.outcome is Outcome.FAILED]
        errors = [_error(criterion, report, places.get(criterion.id)) for criterion in failed]
    warnings = [command("warning", safe(text), title="A person must look") for text in _doubts(report)]
    return [*errors[:MOST], *warnings[:MOST]]


def _error(criterion: CriterionResult, report: Report, place: Place | None) -> str:
    advice = [*wording.likeness_lines(report, criterion.id), f"Hint: {criterion.hint}"]
    lines = [expectation(criterion, report), *map(safe, advice)]
    title = f"{criterion.title} ({criterion.points} of {criterion.max_points})"
    return command("error", "\n".join(lines), **_at(place), title=safe(title, 120))


def _start(report: Report, place: Place | None) -> str:
    assert report.start_failure is not None
    failure = report.start_failure
    lines = filter(None, [failure.message, failure.advice])
    title = wording.START_TITLES[failure.kind]
    return command("error", "\n".join(map(safe, lines)), **_at(place), title=safe(title))


def _doubts(report: Report) -> Iterator[str]:
    if report.needs_review:
        yield wording.review(report)


def _at(place: Place | None) -> dict[str, str | int]:
    return {"file": safe(place.file), "line": place.line} if place else {}
