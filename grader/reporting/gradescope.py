"""A report as Gradescope's `results.json`: a test per criterion, its text in Markdown.

The format: https://gradescope-autograders.readthedocs.io/en/latest/specs/
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from grader.reporting import wording
from grader.reporting.json_ import written
from grader.reporting.markdown import render_markdown
from grader.reporting.partial import part_of
from grader.reporting.visible import one_line
from grader.results import CriterionResult, Outcome, Report

Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
"""When students see a test; instructors always do."""

NOT_SHOWN = "Criteria that are not shown here count, too."
LATER = "A person will look at this before the score counts."
ELSEWHERE = "It waits for a criterion that is not shown here."
AGAIN = (
    "The grader itself failed here, which is no fault of the app: no points are given and none are lost "
    "({}). Your instructor can run the autograder again, or decide."
)
PROPOSED = "These points are a proposal until the instructor has decided."


def render(
    report: Report, templates: Path | None = None, visibility: Mapping[str, Visibility] | None = None
) -> str:
    """Render the report; `visibility` says which criteria, by id, are not simply visible.

    A criterion that the grader could not judge has no score: Gradescope's total is then that of the
    others, and the text says so. Only when no test has a score, the whole gets one, as the format asks.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    when = {c.id: (visibility or {}).get(c.id, "visible") for c in report.criteria}
    tests = [
        _test(criterion, number, report, when, templates)
        for number, criterion in enumerate(report.criteria, 1)
    ]
    scored = any("score" in test for test in tests)
    return written(
        {
            **({} if scored else {"score": report.score}),
            "output": _summary(report, _readers(report, when, "visible"), templates),
            "output_format": "md",
            "test_output_format": "md",
            "test_name_format": "text",
            "visibility": "visible",
            "stdout_visibility": "hidden",
            "extra_data": _extra(report),
            "tests": tests,
        }
    )


def _readers(report: Report, when: Mapping[str, Visibility], place: Visibility) -> Report:
    """Return what may be told in a `place`: what is shown to all, and at the same time as the place."""
    shown = {name for name, moment in when.items() if moment in {"visible", place} or place == "hidden"}
    return part_of(report, shown)


def _extra(report: Report) -> dict[str, Any]:
    return {
        "grader_version": report.grader_version,
        "lesson": report.lesson.id,
        "lesson_digest": report.lesson.digest,
        "submission_digest": report.submission.digest,
        "isolation": report.sandbox.level,
        "needs_review": report.needs_review,
    }


def _summary(report: Report, seen: Report, templates: Path | None) -> str:
    withheld = len(seen.criteria) < len(report.criteria)
    review = wording.review(seen) or (LATER if report.needs_review else "")
    values = {
        "seen": seen,
        "more": [*filter(None, [review]), *([NOT_SHOWN] if withheld else [])],
        "standing": _standing(seen, withheld=withheld),
    }
    return render_markdown("gradescope.md.j2", values, templates).strip()


def _standing(seen: Report, *, withheld: bool) -> str:
    if withheld and seen.full_marks:
        return "Everything that is shown here works." if seen.criteria else ""
    return f"{wording.progress(seen)} {wording.first_step(seen)}".strip()


def _test(
    criterion: CriterionResult,
    number: int,
    report: Report,
    when: Mapping[str, Visibility],
    templates: Path | None,
) -> dict[str, Any]:
    seen = _readers(report, when, when[criterion.id])
    shown = next(one for one in seen.criteria if one.id == criterion.id)
    judged = criterion.outcome is not Outcome.ERROR or criterion.decision is not None
    title = one_line(criterion.title)
    return {
        **({"score": criterion.points, "max_score": criterion.max_points} if judged else {}),
        "status": _status(criterion),
        "name": title if judged else f"Not judged: {title}",
        "number": str(number),
        "output": _output(criterion, shown, seen, templates),
        "tags": [str(criterion.outcome), *(["review"] if criterion.needs_review else [])],
        "visibility": when[criterion.id],
        "extra_data": {"criterion": criterion.id, "points": criterion.max_points},
    }


def _status(criterion: CriterionResult) -> Literal["passed", "failed"]:
    if criterion.decision is not None:
        return "passed" if criterion.points == criterion.max_points else "failed"
    return "passed" if criterion.outcome is Outcome.PASSED else "failed"


def _output(criterion: CriterionResult, shown: CriterionResult, seen: Report, templates: Path | None) -> str:
    more = []
    if criterion.outcome is Outcome.ERROR and criterion.decision is None:
        more.append(AGAIN.format(wording.count(criterion.max_points, "point")))
    if criterion.review:
        more.append(PROPOSED)
    if shown.blocked_by != criterion.blocked_by:
        more.append(ELSEWHERE)
    alone = seen.model_copy(update={"criteria": (shown,)})
    values = {"criterion": shown, "seen": seen, "more": more, "unsure": wording.unstable(alone)}
    return render_markdown("gradescope-test.md.j2", values, templates).strip()
