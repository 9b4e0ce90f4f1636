"""An instructor's decisions, which replace what the grader proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field

from grader.errors import UsageError
from grader.results import CriterionResult, Decision, Outcome, Report
from grader.tomlmodel import Part, load_toml_model


class Override(Part):
    """One decision: so many points for this criterion of this submission."""

    submission: str = Field(min_length=1)
    """Its name, as the report has it."""
    criterion: str = Field(min_length=1)
    """The criterion's id."""
    points: int = Field(ge=0)
    because: str = Field(min_length=1)
    """Why; the student reads it."""
    by: str = ""
    """Who decided."""
    lesson: str = ""
    """The lesson's id, where the same name is handed in for several."""
    digest: str = ""
    """The beginning of the submission's digest, to decide for just this version of it."""


class Overrides(Part):
    """The file as a whole."""

    overrides: tuple[Override, ...] = ()


def load_overrides(path: Path) -> tuple[Override, ...]:
    """Read a TOML file of `[[overrides]]`.

    Raises:
        UsageError: it is missing or malformed; the text names the line and the mend.
    """
    return load_toml_model(path, Overrides, more={}, absent="check the path").overrides


def decide(report: Report, overrides: Sequence[Override]) -> Report:
    """Return `report` with the decisions on it; those on other submissions are passed over.

    A decision for another version of the submission is noted and not applied.

    Raises:
        UsageError: a decision names no criterion of the lesson, gives too many points, or is made twice.
    """
    own = [one for one in overrides if _is_about(one, report)]
    current = [one for one in own if report.submission.digest.startswith(one.digest)]
    _refuse_wrong(report, current)
    decisions = {one.criterion: one for one in current}
    criteria = tuple(_decided(criterion, decisions.get(criterion.id)) for criterion in report.criteria)
    notes = (*report.notes, *_outdated([one for one in own if one not in current]))
    return report.model_copy(update={"criteria": criteria, "notes": notes})


def _is_about(one: Override, report: Report) -> bool:
    return one.submission == report.submission.name and one.lesson in {"", report.lesson.id}


def _outdated(overrides: Sequence[Override]) -> Iterator[str]:
    for one in overrides:
        yield f"The decision on {one.criterion!r} was made for another version and is not applied."


def _refuse_wrong(report: Report, overrides: Sequence[Override]) -> None:
    known = {criterion.id: criterion for criterion in report.criteria}
    seen: set[str] = set()
    for one in overrides:
        place = f"override for {one.submission!r}, criterion {one.criterion!r}"
        if one.criterion not in known:
            raise UsageError(f"{place}: the lesson {report.lesson.id} has {', '.join(known)}")
        if one.points > known[one.criterion].max_points:
            raise UsageError(f"{place}: {one.points} points; {known[one.criterion].max_points} are the most")
        if one.criterion in seen:
            raise UsageError(f"{place}: decided twice; remove one")
        seen.add(one.criterion)


def _decided(criterion: CriterionResult, override: Override | None) -> CriterionResult:
    if override is None:
        return criterion
    decision = Decision(points=override.points, because=override.because, by=override.by)
    full = override.points == criterion.max_points
    update = {
        "decision": decision,
        "outcome": Outcome.PASSED if full else Outcome.FAILED,
        "blocked_by": (),
        "review": False,
    }
    return criterion.model_copy(update=update)
