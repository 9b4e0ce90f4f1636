"""An instructor's decisions, which replace what the grader proposed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError, model_validator

from grader.errors import UsageError
from grader.printable import printable
from grader.results import CriterionResult, Decision, Outcome, Report
from grader.tomllines import line_of
from grader.tomlmodel import Part, load_toml_model

COLUMNS = {
    "student": "submission",
    "criterion": "criterion",
    "points": "points",
    "reason": "because",
    "lesson": "lesson",
    "by": "by",
    "digest": "digest",
}
"""Columns of the CSV file, each with the name that TOML has for it."""
NEEDED = ("student", "criterion", "points", "reason")


class Written(Part):
    """One decision as it is written: so many points for this criterion of this submission."""

    submission: str = Field(min_length=1)
    """Its name, as the report has it; in a batch also whatever names the student."""
    criterion: str
    """The criterion's id; empty for the score as a whole."""
    points: int | float = Field(ge=0, allow_inf_nan=False)
    """Whole for a criterion. The score as a whole may have decimals, and be above the maximum: a bonus."""
    because: str = Field(min_length=1)
    """Why; the student reads it."""
    by: str = ""
    """Who decided."""
    lesson: str = ""
    """The lesson's id, where the same name is handed in for several."""
    digest: str = ""
    """The beginning of the submission's digest, to decide for just this version of it."""

    @model_validator(mode="after")
    def _whole_for_a_criterion(self) -> Self:
        if self.criterion and self.points != int(self.points):
            raise ValueError(
                f"points: {self.points} for the criterion {self.criterion!r}; write a whole number"
            )
        return self


class Override(Written):
    """A decision and where it stands."""

    place: str = ""
    """File and line."""


class Overrides(Part):
    """The TOML file as a whole."""

    overrides: tuple[Written, ...] = ()


def load_overrides(path: Path) -> tuple[Override, ...]:
    """Read a TOML file of `[[overrides]]`, or a `.csv` file with a row for each decision (`COLUMNS`).

    Raises:
        UsageError: it is missing or malformed; the text names the line and the mend.
    """
    if path.suffix.lower() == ".csv":
        return tuple(_rows(path))
    written = load_toml_model(path, Overrides, more={}, absent="check the path").overrides
    text = path.read_text(encoding="utf-8")
    places = (f"{path}:{line_of(text, ('overrides', number))}" for number in range(len(written)))
    return tuple(Override(**dict(one), place=place) for one, place in zip(written, places, strict=True))


def _rows(path: Path) -> Iterator[Override]:
    text = _text(path)
    first = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=";" if first.count(";") > first.count(",") else ",",
        strict=True,
    )
    line = 1
    try:
        names = _header(path, next(reader, []))
        line = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                yield _override(names, [cell.strip() for cell in row], f"{path}:{line}")
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(
            f"{path}:{line}: not valid CSV: {error}; look for a quote that is not closed"
        ) from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"{path}: no such file; check the path") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not UTF-8; save it as 'CSV UTF-8'") from None


def _header(path: Path, row: Sequence[str]) -> list[str]:
    names = [name.strip().lower() for name in row]
    while names and not names[-1]:
        names.pop()
    if missing := [name for name in NEEDED if name not in names]:
        raise UsageError(f"{path}:1: no column {missing[0]!r}; the first line is {','.join(NEEDED)}")
    for name in names:
        if name not in COLUMNS:
            known = ", ".join(COLUMNS)
            raise UsageError(f"{path}:1: unknown column {printable(name)!r}; the columns are {known}")
        if names.count(name) > 1:
            raise UsageError(f"{path}:1: the column {name!r} is there twice; remove one")
    return names


def _override(names: Sequence[str], row: Sequence[str], place: str) -> Override:
    if any(row[len(names) :]):
        raise UsageError(f"{place}: more cells than columns; put quotes around a text with a comma")
    cells = dict(zip(names, row, strict=False))
    values: dict[str, object] = {COLUMNS[name]: cell for name, cell in cells.items()}
    values["points"] = _points(cells.get("points", ""), place)
    for name in ("student", "reason"):
        if not cells.get(name):
            raise UsageError(f"{place}: {name}: empty; write it")
    try:
        return Override.model_validate({"criterion": "", **values, "place": place})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"{place}: {problem}") from None


def _points(text: str, place: str) -> int | float:
    """Return a number that is 0 or more; a decimal comma will do."""
    digits = text.replace(",", ".", 1)
    if (
        not digits.replace(".", "", 1).isascii()
        or not digits.replace(".", "", 1).isdecimal()
        or len(digits) > 12
    ):
        raise UsageError(f"{place}: points: {printable(text)!r}; write a number, 0 or more")
    number = float(digits)
    return int(number) if number.is_integer() else number


def decide(report: Report, overrides: Sequence[Override]) -> Report:
    """Return `report` with the decisions on it; those on other submissions are passed over.

    A decision for another version of the submission is noted and not applied; one on the score as a whole
    is its verdict, as a report's score is always the sum of its criteria.

    Raises:
        UsageError: a decision names no criterion of the lesson, gives too many points, or is made twice.
    """
    own = [one for one in overrides if _is_about(one, report)]
    current = [one for one in own if is_current(one, report)]
    for one, fault in faults(report, current):
        raise UsageError(f"override for {one.submission!r}, {fault}")
    decisions = {one.criterion: one for one in current}
    criteria = tuple(_decided(criterion, decisions.get(criterion.id)) for criterion in report.criteria)
    outdated = (_outdated(one) for one in own if one not in current)
    whole = tuple(_as_a_whole(one, report.max_score) for one in current if not one.criterion)
    changes = {"criteria": criteria, "notes": (*report.notes, *outdated), "verdict": whole}
    return report.model_copy(update=changes)


def _is_about(one: Override, report: Report) -> bool:
    return one.submission == report.submission.name and one.lesson in {"", report.lesson.id}


def is_current(one: Override, report: Report) -> bool:
    """Return whether a decision was made for this version of the submission."""
    return report.submission.digest.startswith(one.digest)


def faults(report: Report, overrides: Sequence[Override]) -> Iterator[tuple[Override, str]]:
    """Yield each decision on `report` that cannot be applied, with the reason and the mend."""
    most = {criterion.id: criterion.max_points for criterion in report.criteria}
    times = Counter(one.criterion for one in overrides)
    for one in overrides:
        place = f"criterion {one.criterion!r}" if one.criterion else "the score as a whole"
        if one.criterion and one.criterion not in most:
            yield one, f"{place}: the lesson {report.lesson.id} has {', '.join(most)}"
        elif one.criterion and one.points > most[one.criterion]:
            yield one, f"{place}: {one.points} points; {most[one.criterion]} are the most"
        elif times[one.criterion] > 1:
            yield one, f"{place}: decided twice; remove one"


def _outdated(one: Override) -> str:
    what = repr(one.criterion) if one.criterion else "the score as a whole"
    return f"The decision on {what} was made for another version and is not applied."


def _as_a_whole(one: Override, most: int) -> str:
    bonus = ", with a bonus" if one.points > most else ""
    by = f" by {one.by}" if one.by else ""
    return f"The score as a whole was decided{by}: {one.points} of {most} points{bonus}. {one.because}"


def _decided(criterion: CriterionResult, override: Override | None) -> CriterionResult:
    if override is None:
        return criterion
    decision = Decision(points=int(override.points), because=override.because, by=override.by)
    full = override.points == criterion.max_points
    update = {
        "decision": decision,
        "outcome": Outcome.PASSED if full else Outcome.FAILED,
        "blocked_by": (),
        "review": False,
    }
    return criterion.model_copy(update=update)
