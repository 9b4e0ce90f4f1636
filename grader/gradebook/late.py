"""What handing in late costs: the rule, how it is written, and how it is applied."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

from pydantic import AwareDatetime, Field

from grader.errors import UsageError
from grader.gradebook.values import Lateness, Mark, Value
from grader.printable import printable

DAY = timedelta(days=1)
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": DAY}
TIME_UNKNOWN = "late, says the platform, but not when: no points were taken off"
MAXIMUM_UNKNOWN = "late, but the maximum is not known: no points were taken off"


class LateRule(Value):
    """What a course takes off."""

    due: AwareDatetime
    per_day: float = Field(default=0, ge=0, le=100)
    """Percent of the maximum for each started day after the grace period."""
    grace: timedelta = Field(default=timedelta(), ge=timedelta())
    """What is handed in so soon after `due` counts as in time."""
    at_most: float | None = Field(default=None, ge=0, le=100)
    """Percent of the maximum that are taken off at the most."""


def lateness(mark: Mark, rule: LateRule) -> Lateness | None:
    """Return what lateness costs; None where it was in time, or nobody knows."""
    submitted = mark.handin.submitted
    if submitted is None:
        return None
    by = submitted - rule.due - rule.grace
    if by <= timedelta():
        return None
    days = math.ceil(by / DAY)
    percent = min(days * rule.per_day, 100 if rule.at_most is None else rule.at_most)
    return Lateness(by=by, days=days, points=round(mark.max_score * percent / 100, 2))


def with_lateness(mark: Mark, rule: LateRule | None) -> Mark:
    """Return `mark` with its lateness; its scores stay, and what cannot be known asks for review.

    Where a person gave the score as a whole, an unknown time asks for none: it has been looked at.
    """
    if rule is None:
        return mark
    late = lateness(mark, rule)
    reasons = list(mark.review)
    if mark.handin.late and mark.handin.submitted is None and not mark.because:
        reasons.append(TIME_UNKNOWN)
    if late and rule.per_day and mark.score is not None and not mark.max_score:
        reasons.append(MAXIMUM_UNKNOWN)
    return mark.model_copy(update={"late": late, "review": tuple(reasons)})


def parse_rule(due: str, penalty: str = "", grace: str = "", at_most: str = "") -> LateRule | None:
    """Return the rule that the options make, empty ones not given; None where none is.

    Raises:
        UsageError: a value cannot be read, or stands without `--due`.
    """
    given = {"--late-penalty": penalty, "--grace": grace, "--late-at-most": at_most}
    if not due:
        if alone := [option for option, text in given.items() if text]:
            raise UsageError(f"{alone[0]} needs --due: tell until when hand-ins are in time")
        return None
    return LateRule(
        due=parse_due(due),
        per_day=parse_percent(penalty) if penalty else 0,
        grace=parse_grace(grace) if grace else timedelta(),
        at_most=parse_percent(at_most, "--late-at-most") if at_most else None,
    )


def parse_due(text: str) -> datetime:
    """Read a time: without a zone it is this machine's; a date alone means the end of that day.

    Raises:
        UsageError: it is no such time.
    """
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            return datetime.combine(date.fromisoformat(text.strip()), time.max).astimezone()
        moment = datetime.fromisoformat(text.strip())
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError, OSError):
        raise UsageError(f"--due {printable(text)!r}: write 2026-05-01T23:59+02:00, or 2026-05-01") from None


def parse_grace(text: str) -> timedelta:
    """Read a length of time such as `15m`, `2h` or `1d`.

    Raises:
        UsageError: it is none.
    """
    found = re.fullmatch(r"([0-9]{1,5})\s*([mhd])", text.strip().lower())
    if found is None:
        raise UsageError(f"--grace {printable(text)!r}: write minutes, hours or days: 15m, 2h, 1d")
    return int(found[1]) * UNITS[found[2]]


def parse_percent(text: str, option: str = "--late-penalty") -> float:
    """Read a percentage from 0 to 100, its sign left out or not.

    Raises:
        UsageError: it is none; the text names the `option`.
    """
    found = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)\s*%?", text.strip())
    if found is None or float(found[1]) > 100:
        raise UsageError(f"{option} {printable(text)!r}: write a percentage from 0 to 100, for example 10%")
    return float(found[1])
