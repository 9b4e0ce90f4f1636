"""Judges a number with its unit."""

from __future__ import annotations

import math
import re
from typing import Any

from grader.checks.answers.verdict import Verdict
from grader.printable import printable
from grader.questions import Number

_SECONDS = {
    1e-6: ("us", "µs", "μs", "microsecond", "microseconds"),
    1e-3: ("ms", "msec", "msecs", "millisecond", "milliseconds", "millis"),
    1.0: ("s", "sec", "secs", "second", "seconds"),
    60.0: ("min", "mins", "minute", "minutes"),
    3600.0: ("h", "hour", "hours"),
}
SECONDS = {name: seconds for seconds, names in _SECONDS.items() for name in names}
"""What the units of time are in seconds."""

_NUMBER = re.compile(r"(?P<number>[+-]?\d[\d,. _]*(?:e[+-]?\d+)?)\s*(?P<unit>[^\W\d_]*)\.?$", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:about|around|approximately|approx\.?|ca\.?|circa|roughly|~|≈)\s*", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def judge_number(question: Number, value: Any) -> Verdict:
    """Judge a number, or a text such as `1550 ms`; without a unit it is in the question's own."""
    units = units_of(question)
    expected = f"a number in {question.unit}" if question.unit else "a number"
    shown = printable(str(value))
    read = _read(value)
    if read is None:
        return Verdict((f'"{shown}" cannot be read as a number with its unit.',), expected, shown)
    number, unit = read
    factor = units.get(unit.casefold()) if unit else 1.0
    if factor is None:
        known = ", ".join(sorted(units))
        return Verdict((f'The unit "{printable(unit)}" is not known here; use {known}.',), expected, shown)
    if abs(number * factor - question.value) > question.tolerance + 1e-9 * abs(question.value):
        return Verdict((_wrong(question, shown, unit),), expected, shown)
    return Verdict(received=shown)


def units_of(question: Number) -> dict[str, float]:
    """Return every unit that is understood, and how many of the question's own unit it is."""
    own = SECONDS.get(question.unit)
    known = {name: seconds / own for name, seconds in SECONDS.items()} if own else {question.unit: 1.0}
    named = {name.casefold(): factor for name, factor in (known | question.units).items()}
    return {name: factor for name, factor in named.items() if name}


def _wrong(question: Number, shown: str, unit: str) -> str:
    if question.unit and not unit:
        return f'"{shown}", which is read as {question.unit}, is not the number that is asked for.'
    return f'"{shown}" is not the number that is asked for: look at the number and at its unit.'


def _read(value: Any) -> tuple[float, str] | None:
    """Return number and unit as written; of a calculation its result."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = _ABOUT.sub("", str(value)[:200].rpartition("=")[2].strip())
    found = _NUMBER.match(text)
    if found is None:
        return None
    digits = re.sub(r"[ _]", "", found["number"])
    digits = digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    try:
        number = float(digits.rstrip("."))
    except ValueError:
        return None
    return (number, found["unit"]) if math.isfinite(number) else None
