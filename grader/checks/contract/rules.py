"""The restrictions on one value, each in words and as the student would write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.checks.contract.findings import listed, show
from grader.checks.schemas import Alternative, Bound, Schema

KINDS = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
    "array": "a list",
    "object": "an object",
    "file": "an uploaded file",
}
FORMATS = {
    "email": "an email address",
    "date": "a date",
    "date-time": "a date and time",
    "time": "a time of day",
    "uri": "a URL",
    "uuid": "a UUID",
}


@dataclass(frozen=True)
class Rule:
    """One restriction, for example `Rule(3, "have at least 3 characters", "min_length=3")`."""

    value: object
    words: str
    """Completes "should ..." and "must ..."."""
    argument: str = ""
    """What to add to `Query()`, `Path()` or `Field()`; empty where there is no such argument."""


def rules(alternative: Alternative) -> dict[str, Rule]:
    """Return the restrictions of numbers, strings and lists, by keyword."""
    found: dict[str, Rule] = {}
    if alternative.lower:
        found["lower"] = _bound(alternative.lower, ("be at least", "ge"), ("be greater than", "gt"))
    if alternative.upper:
        found["upper"] = _bound(alternative.upper, ("be at most", "le"), ("be less than", "lt"))
    return found | {key: _limit(key, value) for key, value in alternative.limits.items()}


def _bound(bound: Bound, inclusive: tuple[str, str], exclusive: tuple[str, str]) -> Rule:
    words, argument = exclusive if bound.exclusive else inclusive
    return Rule(bound, f"{words} {show(bound.value)}", f"{argument}={show(bound.value)}")


def _limit(key: str, value: Any) -> Rule:
    shown = show(value)
    if key == "pattern":
        return Rule(value, f"match the pattern {shown}", f"pattern={shown}")
    if key == "multipleOf":
        return Rule(value, f"be a multiple of {shown}", f"multiple_of={shown}")
    if key == "uniqueItems":
        return Rule(value, "hold no element twice")
    unit = "element" if key.endswith("Items") else "character"
    end, argument = ("least", "min_length") if key.startswith("min") else ("most", "max_length")
    return Rule(value, f"have at {end} {shown} {unit}{'' if value == 1 else 's'}", f"{argument}={shown}")


def describe(schema: Schema) -> str:
    """Name the kinds of value that `schema` admits: "an integer or a string"."""
    kinds = dict.fromkeys(alternative.kind for alternative in schema.alternatives)
    return (
        listed([KINDS.get(kind, f"of type {show(kind)}") for kind in kinds], "or") if kinds else "any value"
    )


def same(expected: object, actual: object) -> bool:
    """Tell whether two JSON values are equal; unlike in Python, true is not 1.

    Recurses only as deep as `expected`, which comes from the lesson.
    """
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if isinstance(expected, list):
        pairs = isinstance(actual, list) and len(actual) == len(expected)
        return pairs and all(same(e, a) for e, a in zip(expected, actual, strict=True))  # type: ignore[call-overload]
    if isinstance(expected, Mapping):
        keys = isinstance(actual, Mapping) and actual.keys() == expected.keys()
        return keys and all(same(value, actual[key]) for key, value in expected.items())  # type: ignore[index]
    return bool(expected == actual)
