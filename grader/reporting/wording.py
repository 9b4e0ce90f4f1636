"""What every report for people says, in plain words: the same in each format."""

from __future__ import annotations

from grader.lesson import ANY_APP
from grader.reporting.visible import block, one_line
from grader.results import (
    START,
    CheckResult,
    Confidence,
    CriterionResult,
    Decision,
    Likeness,
    Outcome,
    Report,
    SandboxInfo,
    StartFailure,
    StartFailureKind,
)

SHOWN_CHECKS = 3
"""Findings of one criterion that are told in full."""

TRACEBACK_LINES = 40

START_TITLES = {
    StartFailureKind.UNUSABLE: "The submission cannot be graded as it is",
    StartFailureKind.NO_APP: "No FastAPI app was found",
    StartFailureKind.MISSING_PACKAGE: "A package is missing",
    StartFailureKind.MISSING_SETTING: "A setting is missing",
    StartFailureKind.LIBRARY_GENERATION: "The code was written for another version of a library",
    StartFailureKind.IMPORT_ROOT: "One of the project's own modules cannot be imported",
    StartFailureKind.DATABASE: "The app needs a database to start",
    StartFailureKind.MISSING_FILE: "A file is missing",
    StartFailureKind.SHADOWING: "A file has the name of a library",
    StartFailureKind.SYNTAX: "Python cannot read the code",
    StartFailureKind.SIDE_EFFECT: "The code does work while it is being imported",
    StartFailureKind.NOT_ASGI: "The object that was found is not an app",
    StartFailureKind.LIFESPAN: "The app's own start-up code failed",
    StartFailureKind.TIMEOUT: "The app did not start in time",
    StartFailureKind.EXITED: "The program ended instead of serving",
    StartFailureKind.CRASHED: "The Python process crashed",
    StartFailureKind.IMPORT_ERROR: "The app cannot be imported",
}

SURE = {Confidence.EXACT: "looks like", Confidence.CLOSE: "may be"}
"""How sure it is that a known mistake was made."""


def start_facts(failure: StartFailure) -> list[tuple[str, list[str]]]:
    """Return what is known about a failed start, labelled."""
    place = f"{failure.file}:{failure.line}" if failure.line else failure.file
    return [
        ("Where", [one_line(place)]),
        ("Traceback", block(failure.traceback, TRACEBACK_LINES)),
        ("Looked at", [one_line(", ".join(failure.tried))]),
    ]


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `1 point` or `2 points`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def points(criterion: CriterionResult) -> str:
    """Return earned and possible points, for example `0/10`; `?/10` when it was not judged."""
    earned = "?" if criterion.outcome is Outcome.ERROR else str(criterion.points)
    return f"{earned}/{criterion.max_points}"


def price(criterion: CriterionResult) -> str:
    """Say what a criterion that was not passed costs."""
    if not criterion.max_points:
        return "optional: costs nothing"
    worth = count(criterion.max_points, "point")
    if criterion.decision is not None:
        return f"{criterion.points} of {worth}, as decided"
    kinds = {Outcome.ERROR: "not judged", Outcome.BLOCKED: "waiting", Outcome.PASSED: "earned"}
    proposed = ", a proposal" if criterion.review else ""
    return f"{worth} {kinds.get(criterion.outcome, 'lost')}{proposed}"


def progress(report: Report) -> str:
    """Say how far the submission is."""
    passed = sum(c.outcome is Outcome.PASSED for c in report.criteria)
    if report.full_marks and report.lesson.id == ANY_APP and report.lesson.chosen:
        return "Full marks for the checks that fit any FastAPI app; no lesson was graded."
    if report.full_marks:
        return "Full marks: everything that this lesson asks for works."
    total = count(len(report.criteria), "criterion", "criteria")
    return f"{passed} of {total} passed." if passed else ""


def first_step(report: Report) -> str:
    """Say what to mend first, or "" when there is nothing to mend."""
    if report.full_marks:
        return ""
    if report.start_failure is not None:
        return "The app did not start, so nothing else could be judged yet. Mend this first."
    first = next(iter(report.lost()))
    title = sentence_end(first.title)
    if first.outcome is Outcome.ERROR:
        return f'Nothing to mend: the grader itself failed at "{title}".'
    if first.outcome is Outcome.BLOCKED and not first.blocked_by:
        return waits_for(first, report)
    if first.outcome is Outcome.BLOCKED:
        return f'Start with "{title}".'
    waiting = _waiting_for(first.id, report)
    after = f" {count(len(waiting), 'more criterion waits', 'more criteria wait')} for it." if waiting else ""
    return f'Mend "{title}" first.{after}'


def _waiting_for(root: str, report: Report) -> set[str]:
    """Return the ids of the criteria that wait for `root`, directly or through others."""
    found: set[str] = set()
    queue = [root]
    while queue:
        cause = queue.pop()
        waiting = {c.id for c in report.criteria if cause in c.blocked_by} - found
        found |= waiting
        queue += waiting
    return found


def waits_for(criterion: CriterionResult, report: Report) -> str:
    """Say why a blocked criterion could not be judged."""
    titles = {c.id: sentence_end(c.title) for c in report.criteria}
    waiting = {c.id for c in report.criteria if c.outcome is Outcome.BLOCKED}
    roots = [name for name in criterion.blocked_by if name not in waiting] or criterion.blocked_by
    causes = [f'"{titles.get(name, name)}"' for name in roots]
    if causes:
        verb = "is" if len(causes) == 1 else "are"
        return f"Cannot be judged until {' and '.join(causes)} {verb} mended."
    if report.start_failure is not None:
        return "Cannot be judged until the app starts."
    told = (check.message for check in criterion.checks if check.outcome is Outcome.BLOCKED)
    return f"Could not be judged yet. {one_line(next(told, ''))}".strip()


def findings(criterion: CriterionResult) -> tuple[CheckResult, ...]:
    """Return the checks that tell why a criterion was not passed, or what a person must look at."""
    if criterion.review and criterion.outcome is Outcome.PASSED:
        return criterion.checks  # what a person is to look at
    if criterion.decision is not None:
        return _decision(criterion, criterion.decision), *criterion.checks
    return tuple(c for c in criterion.checks if c.outcome in {Outcome.FAILED, Outcome.ERROR})


def _decision(criterion: CriterionResult, decision: Decision) -> CheckResult:
    who = decision.by or "your instructor"
    return CheckResult(
        id="decision",
        criterion=criterion.id,
        title=f"Decided by {who}",
        outcome=criterion.outcome,
        message=decision.because,
    )


def fault(check: CheckResult) -> str:
    """Return what went wrong, or what was checked where that is all there is to say."""
    return check.message or check.title


def heading(check: CheckResult, criterion: CriterionResult | None = None) -> str:
    """Return the title of a check, or "" when `criterion`, which stands above it, has said it already."""
    return "" if criterion is not None and check.title == criterion.title else check.title


def unstable(report: Report) -> tuple[CheckResult, ...]:
    """Return the checks that failed once and then passed, but for those told among the findings."""
    return tuple(
        check
        for criterion in report.criteria
        for check in criterion.checks
        if check.unstable and (criterion.outcome is Outcome.PASSED or check not in findings(criterion))
    )


def sections(report: Report) -> tuple[CriterionResult, ...]:
    """Return the criteria that get a section: those lost, root causes first, then what a person decides."""
    lost = tuple(c for c in report.lost() if report.start_failure is None or findings(c))
    return lost + tuple(
        c for c in report.criteria if (c.review or c.decision) and c.outcome is Outcome.PASSED
    )


def more_of_the_same(criterion: CriterionResult) -> str:
    """Say how many findings are not told in full."""
    more = len(findings(criterion)) - SHOWN_CHECKS
    return f"... and {more} more of the same kind." if more > 0 else ""


def review_reasons(report: Report) -> tuple[str, ...]:
    """Say why a person must look before the score counts; empty when none must."""
    reasons = []
    failed = [f'"{sentence_end(c.title)}"' for c in report.criteria if c.outcome is Outcome.ERROR]
    if failed:
        reasons.append(
            f"the grader itself failed at {', '.join(failed)}"
            f" ({count(report.unjudged_points, 'point')}), which is no fault of the app"
        )
    proposed = [f'"{sentence_end(c.title)}"' for c in report.criteria if c.review]
    if proposed:
        reasons.append(
            f"the points for {', '.join(proposed)} are a proposal until the instructor has decided"
        )
    if any(check.unstable for c in report.criteria for check in c.checks):
        reasons.append("a check failed once and passed on a fresh start")
    if not report.starts_reliably:
        reasons.append("the app started at one time and failed to start at another")
    if report.start_failure is not None and report.start_failure.needs_review:
        reasons.append("the app may fail to start because of the grading environment, not of the code")
    return tuple(reasons)


def review(report: Report) -> str:
    """Return the sentence on a needed review, or ""."""
    if not report.needs_review:
        return ""
    return f"A person should look at this before the score counts: {'; '.join(review_reasons(report))}."


def isolation(sandbox: SandboxInfo) -> str:
    """Tell in a sentence how isolated the submission was; "" when nothing of it ran."""
    held, missing = len(sandbox.layers), len(sandbox.missing)
    if not held + missing:
        return ""
    return f"Isolation: {sandbox.level} ({sandbox.name} sandbox, {held} of {held + missing} layers in force)."


def not_in_force(sandbox: SandboxInfo) -> list[str]:
    """Tell which isolation layers were missing, and why."""
    return [f"Not in force: {missing.layer}, because {missing.why}." for missing in sandbox.missing]


def sentence_end(title: str) -> str:
    """Return a title without its full stop, to be quoted inside a sentence."""
    return title.strip().removesuffix(".")


def likenesses(report: Report, criterion_id: str = START) -> list[tuple[str, str]]:
    """Return the known mistakes that would explain a lost criterion, or the failed start: label and text.

    A mistake is told in full at the first criterion that it explains, and referred to at the others.
    """
    return [
        _told_likeness(likeness, report) if criterion_id == likeness.criteria[0] else _same(likeness, report)
        for likeness in report.looks_like
        if criterion_id in likeness.criteria
    ]


def likeness_lines(report: Report, criterion_id: str = START) -> list[str]:
    """Return what `likenesses` returns, each on one visible line."""
    return [f"{label}: {one_line(text)}" for label, text in likenesses(report, criterion_id)]


def _told_likeness(likeness: Likeness, report: Report) -> tuple[str, str]:
    others = _titles(likeness.criteria[1:], report)
    also = f" It would also explain {others}." if others else ""
    return f"This {SURE[likeness.confidence]} a known mistake", f"{likeness.misconception.strip()}{also}"


def _same(likeness: Likeness, report: Report) -> tuple[str, str]:
    label = f"This {SURE[likeness.confidence]} the same mistake"
    return label, f"see {_titles(likeness.criteria[:1], report)}."


def _titles(criteria: tuple[str, ...], report: Report) -> str:
    titles = {c.id: sentence_end(c.title) for c in report.criteria}
    return " and ".join(f'"{titles.get(name, name)}"' for name in criteria)
