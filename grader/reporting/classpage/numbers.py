"""Numbers as people read them."""

from __future__ import annotations

from datetime import timedelta

from grader.gradebook.values import Mark
from grader.reporting.wording import count

MINUS = "\N{MINUS SIGN}"
UNKNOWN = "\N{EN DASH}"


def number(value: float | None) -> str:
    """Return at most two decimals, none where they are 0; a dash for no number."""
    if value is None:
        return UNKNOWN
    text = f"{abs(value):.2f}".rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def signed(value: float) -> str:
    """Return a difference, its sign always told."""
    return f"+{number(value)}" if value > 0 else number(value)


def sort_key(value: float | None) -> str:
    """Return what the page's script sorts by; "" stands last."""
    return "" if value is None else f"{value:.6g}"


def lateness(mark: Mark) -> str:
    """Say how late a hand-in is and what that costs; "" for one in time."""
    if mark.late is None:
        return "late" if mark.handin.late else ""
    when = count(mark.late.days, "day") if mark.late.days else "late"
    return f"{when}, {number(-mark.late.points)}" if mark.late.points else when


def late_by(mark: Mark) -> timedelta | None:
    """Return the time after the end of the grace period; an instant where only the platform calls it late."""
    if mark.late is not None:
        return mark.late.by
    return timedelta(seconds=1) if mark.handin.late else None
