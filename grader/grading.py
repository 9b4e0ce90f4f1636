"""How a submission becomes a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from grader import __version__
from grader.errors import AmbiguousAppError, GraderError, LessonChoiceError, SandboxRefusedError
from grader.job import Answer, Job
from grader.lesson import ANY_APP, Lesson
from grader.phases import Clock, put_together
from grader.preparing import with_fitting_interpreter
from grader.results import UNLOADED, CheckResult, LessonInfo, Outcome, Report, SubmissionInfo
from grader.rubric import judge
from grader.runner import Run, run_checks
from grader.sandbox.base import Limits
from grader.sandbox.settings import SandboxSettings
from grader.signatures import look_up
from grader.submission import Submission

DEFAULT_LIMITS = Limits()
DEFAULT_SANDBOX = SandboxSettings()
HARDLY_ANYTHING = 30
"""Points below which it is asked whether an app was meant for another lesson."""


def grade(  # noqa: PLR0913 (the options of one grading)
    submission: Submission,
    lessons: Lesson | Sequence[Lesson],
    sandbox: SandboxSettings = DEFAULT_SANDBOX,
    *,
    limits: Limits = DEFAULT_LIMITS,
    deep: bool = False,
    keep_passed: bool = False,
    stop_early: bool = False,
    recognise: bool = True,
    others: Callable[[], Sequence[Lesson]] = tuple,
    run: Run = run_checks,
) -> Report:
    """Grade `submission` against a lesson, or against the one of several that fits best.

    With `keep_passed` the report also holds the exchanges of passed checks; with `stop_early` it holds
    nothing after the first check that fails; without `recognise` no misconception is looked for. Where next
    to nothing of a single lesson is there, the report says which of `others` the app fits. `run`
    starts the checker; a `WarmRunner` is quicker where many submissions are graded. An interpreter that came
    with the submission is left aside where `sandbox` asks for isolation; `prepare` installs requirements.

    Raises:
        AmbiguousAppError: the submission holds several apps and none stands out.
        SandboxRefusedError: it cannot be run here as the settings ask.
        LessonChoiceError: several lessons fit about equally well, or answers do not tell their lesson.
        CheckerError: the grader itself failed.
    """
    clock = Clock("judge")
    submission = with_fitting_interpreter(submission, sandbox)
    candidates = (lessons,) if isinstance(lessons, Lesson) else tuple(lessons)
    chosen = ""
    if len(candidates) > 1 and submission.answers:
        candidates, chosen = _by_answers(submission, candidates)
    if any(lesson.needs_app for lesson in candidates):
        refuse_ambiguous(submission)
    roots = tuple(lesson.root for lesson in candidates)
    job = Job(
        submission=submission,
        lessons=roots,
        digest=candidates[0].digest if len(candidates) == 1 else "",
        sandbox=sandbox,
        limits=limits,
        deep=deep,
        keep_passed=keep_passed,
        stop_early=stop_early,
    )
    with clock.phase("checker"):
        answer = run(job)
    if answer.refused:
        raise SandboxRefusedError(answer.refused)
    if answer.near_tie:
        ids = ", ".join(answer.near_tie)
        raise LessonChoiceError(
            f"several lessons fit this app about equally well: {ids}; choose with --lesson"
        )
    lesson = next(lesson for lesson in candidates if lesson.root == answer.lesson)
    answer = answer.model_copy(update={"chosen": answer.chosen or chosen})
    report = _report(submission, lesson, answer)
    if len(candidates) == 1 and answer.app and report.score < HARDLY_ANYTHING:
        with clock.phase("choose"):
            report = _with_better_fit(report, job, others, run)
    looks_like = look_up(report, lesson) if recognise else ()
    durations = put_together(submission.durations, clock.durations(), answer.durations)
    return report.model_copy(update={"looks_like": looks_like, "durations": durations})


def _with_better_fit(report: Report, job: Job, others: Callable[[], Sequence[Lesson]], run: Run) -> Report:
    """Say at the top of `report` that the app fits another lesson, where it does."""
    try:
        roots = {lesson.root: lesson for lesson in others()}
        if not roots:
            return report
        answer = run(job.model_copy(update={"lessons": tuple(roots), "digest": "", "only_choose": True}))
    except GraderError:
        return report  # a remark beside the result must not cost the result
    found = roots[answer.lesson]
    if answer.near_tie or found.id in {ANY_APP, report.lesson.id}:
        return report
    told = f"The app's endpoints fit the lesson {found.id}, not this one: was it handed in for that?"
    return report.model_copy(update={"lesson": report.lesson.model_copy(update={"chosen": told})})


def _by_answers(submission: Submission, lessons: Sequence[Lesson]) -> tuple[tuple[Lesson, ...], str]:
    """Choose a lesson by the questions that are answered; an app that there is may tell it, too."""
    from grader.answers import read_sheet
    from grader.checks.choice import choose_by_answers

    sheet = read_sheet(submission.root)
    choice = choose_by_answers(set(sheet.answers), lessons)
    if choice is None:
        if submission.discovery.app is not None:
            return tuple(lessons), ""
        if sheet.problem:
            raise LessonChoiceError(
                f"{submission.name}: {sheet.problem} Until then --lesson ID names the lesson."
            )
        written = ", ".join(lesson.id for lesson in lessons if lesson.questions.questions)
        raise LessonChoiceError(
            f"{submission.name} holds {sheet.file} and no app, but not the name of its lesson. "
            f'Write lesson = "ID" at the top of {sheet.file}, or choose with --lesson ID; '
            f"lessons with questions: {written}."
        )
    return (choice.lesson,), choice.reason


def refuse_ambiguous(submission: Submission) -> None:
    """Ask back when the source holds several apps.

    Raises:
        AmbiguousAppError: it does.
    """
    found = submission.discovery
    if found.app is None and found.candidates:
        names = ", ".join(f"{candidate.file}:{candidate.name}" for candidate in found.candidates)
        raise AmbiguousAppError(
            f"{submission.name} holds several apps: {names}; choose one with --app FILE:NAME"
        )


def _report(submission: Submission, lesson: Lesson, answer: Answer) -> Report:
    checks = _check_results(answer)
    return Report(
        grader_version=__version__,
        lesson=LessonInfo(
            id=lesson.id, title=lesson.title, topic=lesson.topic, digest=lesson.digest, chosen=answer.chosen
        ),
        submission=SubmissionInfo(
            name=submission.name, digest=submission.digest, app=answer.app, python=answer.python
        ),
        sandbox=answer.sandbox,
        criteria=judge(lesson, checks),
        start_failure=answer.start_failure,
        starts_reliably=answer.reliable,
        observations=tuple(c for c in checks if c.criterion is None and c.outcome is Outcome.FAILED),
        documentation=_documentation(answer),
        notes=_notes(submission, answer),
    )


def _documentation(answer: Answer) -> tuple[str, ...]:
    properties = (pair for test in answer.tests for pair in test.get("user_properties", ()))
    return tuple(message for pair in properties for message in pair.get("documentation", ()))


def _check_results(answer: Answer) -> list[CheckResult]:
    """Read the checks out of pytest-json-report; one that left no result is the grader's error."""
    return [_check_result(test) for test in answer.tests]


def _check_result(test: dict[str, Any]) -> CheckResult:
    for properties in test.get("user_properties", ()):
        if "check" in properties:
            return CheckResult.model_validate(properties["check"])
    return CheckResult(
        id=str(test.get("nodeid", "?")), title="A check", outcome=Outcome.ERROR, message="left no result"
    )


def _notes(submission: Submission, answer: Answer) -> tuple[str, ...]:
    """Return what a student or teacher should know about how it was graded."""
    found = submission.discovery
    notes = submission.notes + _collection_problems(answer)
    if found.app is None or answer.start_failure is not None:
        return notes  # the start failure tells the rest
    shadows = (
        f"`{path}` is named like a library, and hides it where it is imported first; rename it."
        for path in found.shadows
    )
    return (*notes, *found.hints, *shadows)


def _collection_problems(answer: Answer) -> tuple[str, ...]:
    return tuple(
        f"{UNLOADED}{problem.get('nodeid', '?')} could not be loaded: "
        f"{str(problem.get('longrepr', ''))[-500:]}"
        for problem in answer.collectors
    )
