"""From the reports of a lesson's trials to what its author must mend: pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.lesson import Lesson
from grader.matrix import Problem, Trial, TrialKind, Verdict, verdicts
from grader.results import CheckResult, Outcome, Report
from grader.verification.attempts import Attempt
from grader.verification.lint import mutant_place, toml_line

STARTER_MOST = 25
"""Points that an empty skeleton may get."""
CORPUS_CHECK = "test_fuzz.py"
CORRECT = {TrialKind.SOLUTION, TrialKind.ALTERNATIVE}


def trial_of(attempt: Attempt, report: Report, *, flaky: bool = False) -> Trial:
    """Set a report beside what the lesson declares of the attempt."""
    outcomes = {criterion.id: criterion.outcome for criterion in report.criteria}
    failed = frozenset(name for name, outcome in outcomes.items() if outcome is Outcome.FAILED)
    declared = frozenset(attempt.mutant.kills) if attempt.mutant else frozenset[str]()
    return Trial(
        kind=attempt.kind,
        name=attempt.name,
        verdicts=verdicts(outcomes, failed if attempt.kind is TrialKind.STARTER else declared),
        score=report.score,
        starts=report.start_failure is None,
        starts_as_declared=(report.start_failure is None)
        == (attempt.mutant is None or attempt.mutant.starts),
        by_corpus=any(check.id.startswith(CORPUS_CHECK) for check in _failed_checks(report)),
        flaky=flaky,
    )


def problems_of(lesson: Lesson, attempt: Attempt, trial: Trial, report: Report) -> Iterator[Problem]:
    """Yield what one trial shows to be wrong; `report` carries the exchanges that show why."""
    place = place_of(lesson, attempt)
    if trial.flaky:
        yield Problem(
            place=place,
            message=f"{attempt.name} was judged differently when it was repeated",
            mend="remove from the checks what depends on time, order or chance",
        )
    for name, verdict in trial.verdicts.items():
        if verdict is Verdict.ERROR:
            yield Problem(
                place=place,
                message=f"the grader itself failed at {name!r} on {attempt.name}",
                mend="mend the check",
                evidence=_checks(report, name),
            )
    if attempt.kind in CORRECT:
        yield from _wronged(attempt, place, trial, report)
    elif attempt.kind is TrialKind.STARTER:
        yield from _too_easy(place, trial, report)
    elif attempt.mutant is not None:
        yield from _otherwise_than_declared(attempt, place, trial, report)


def place_of(lesson: Lesson, attempt: Attempt) -> str:
    """Return the file, with its line where it is lesson.toml, that an attempt comes from."""
    if attempt.kind is TrialKind.SOLUTION:
        return f"{lesson.id}/solution"
    if attempt.kind is TrialKind.ALTERNATIVE:
        return f"{lesson.id}/alternatives/{attempt.name}"
    if attempt.kind is TrialKind.STARTER:
        return f"{lesson.id}/lesson.toml:{toml_line(lesson, 'criteria', 0)}"
    return mutant_place(lesson, attempt.name)


def _wronged(attempt: Attempt, place: str, trial: Trial, report: Report) -> Iterator[Problem]:
    """A correct solution must get full marks, without a word."""
    what = "the reference solution" if attempt.kind is TrialKind.SOLUTION else "a correct solution"
    if report.start_failure is not None:
        yield Problem(
            place=place,
            message=f"{what} does not start: {report.start_failure.message}",
            mend=report.start_failure.advice,
        )
        return
    for name, verdict in trial.verdicts.items():
        if verdict in {Verdict.UNDECLARED, Verdict.BLOCKED}:
            yield Problem(
                place=place,
                message=f"{what} does not pass {name!r}",
                mend="mend the solution, or the check that asks for more than the assignment",
                evidence=_checks(report, name),
            )
    told = [*report.observations, *(c for k in report.criteria for c in k.checks if c.unstable)]
    if told:
        yield Problem(
            place=place,
            message=f"{what} gets full marks, but not without remarks",
            mend="mend what they are about",
            evidence=tuple(told),
        )


def _too_easy(place: str, trial: Trial, report: Report) -> Iterator[Problem]:
    if report.start_failure is not None:
        yield Problem(place=place, message=f"the starter does not start: {report.start_failure.message}")
    elif trial.score > STARTER_MOST:
        passed = [name for name, verdict in trial.verdicts.items() if verdict is Verdict.PASSED]
        yield Problem(
            place=place,
            message=f"the empty starter gets {trial.score} points: it passes {', '.join(passed)}",
            mend="let these criteria require one that an empty app cannot pass",
        )


def _otherwise_than_declared(attempt: Attempt, place: str, trial: Trial, report: Report) -> Iterator[Problem]:
    assert attempt.mutant is not None
    if trial.starts != attempt.mutant.starts:
        failure = report.start_failure
        told = f"does not start: {failure.message}" if failure else "starts, though it says `starts = false`"
        yield Problem(
            place=place, message=f"the mutant {attempt.name} {told}", mend="mend `starts` or the edit"
        )
        return
    for name, verdict in trial.verdicts.items():
        if verdict is Verdict.SURVIVED:
            blocked = any(c.id == name and c.outcome is Outcome.BLOCKED for c in report.criteria)
            does = "is blocked before" if blocked else "survives"
            yield Problem(
                place=place,
                message=f"the mutant {attempt.name} {does} {name!r}, which it declares in `kills`",
                mend="sharpen the check, or mend `kills`",
                evidence=_checks(report, name),
            )
        elif verdict is Verdict.UNDECLARED:
            yield Problem(
                place=place,
                message=f"the mutant {attempt.name} is also killed by {name!r}, which it does not declare",
                mend="let the criterion require the root cause, or declare it with a `because`",
                evidence=_checks(report, name),
            )


def problems_of_all(lesson: Lesson, trials: Sequence[Trial]) -> Iterator[Problem]:
    """Yield what only all trials together show: a criterion that cannot fail."""
    killed = {
        name
        for trial in trials
        if trial.kind in {TrialKind.MUTANT, TrialKind.VARIANT}
        for name, verdict in trial.verdicts.items()
        if verdict is Verdict.KILLED
    }
    for number, criterion in enumerate(lesson.criteria):
        if criterion.id not in killed:
            yield Problem(
                place=f"{lesson.id}/lesson.toml:{toml_line(lesson, 'criteria', number)}",
                message=f"no mutant is killed by {criterion.id!r}: this criterion cannot fail",
                mend="write a mutant that it kills, or remove it",
            )


def _failed_checks(report: Report) -> Iterator[CheckResult]:
    for criterion in report.criteria:
        if criterion.outcome is Outcome.FAILED:
            yield from (check for check in criterion.checks if check.outcome is Outcome.FAILED)


def _checks(report: Report, criterion_id: str) -> tuple[CheckResult, ...]:
    """Return the checks of one criterion that say why: those that did not pass, else all."""
    checks = next((c.checks for c in report.criteria if c.id == criterion_id), ())
    return tuple(c for c in checks if c.outcome is not Outcome.PASSED) or checks
