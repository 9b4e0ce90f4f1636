"""Might FastAPI take a value for a schema? Pydantic's lax rules, where they differ from JSON Schema.

FastAPI reads `"5"` as 5, `true` as 1 and a number as a date; schemathesis calls all of these invalid.
Where a schema does not tell all that its model does, the answer is yes.
"""

from __future__ import annotations

import datetime
import math
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import jsonschema_rs
from pydantic import TypeAdapter, ValidationError

from grader.checks.fuzz.document import Document, Schema, as_list

MAX_NESTING = 30
MAX_STEPS = 5_000
"""Schemas read for one value; an honest one takes a few dozen."""
TRUTH = {"0", "1", "t", "f", "y", "n", "on", "off", "yes", "no", "true", "false"}

_TEMPORAL: Mapping[str, TypeAdapter[Any]] = {
    "date-time": TypeAdapter(datetime.datetime),
    "date": TypeAdapter(datetime.date),
    "time": TypeAdapter(datetime.time),
    "duration": TypeAdapter(datetime.timedelta),
}
_LINEAR = jsonschema_rs.RegexOptions()
"""An engine that matches in linear time whatever the pattern."""


def may_take(document: Document, schema: object, value: Any) -> bool:
    """Tell whether FastAPI might take `value`, a JSON value or the text of a parameter."""
    return _Reader(document).may(schema, value)


class _Reader:
    """Reads one value; gives up with yes when the schema branches without end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._steps = MAX_STEPS
        self._depth = 0

    def may(self, schema: object, value: Any) -> bool:
        self._steps -= 1
        if self._steps < 0 or self._depth == MAX_NESTING:
            return True
        self._depth += 1
        try:
            return self._may(schema, value)
        finally:
            self._depth -= 1

    def _may(self, schema: object, value: Any) -> bool:
        resolved = self._document.resolve(schema)
        if not resolved or any(key in resolved for key in ("allOf", "not", "if")):
            return True
        if value is None and resolved.get("nullable") is True:
            return True
        branches = self._document.branches(resolved)
        if branches:
            return any(self.may(branch, value) for branch in branches)
        allowed = [resolved["const"]] if "const" in resolved else as_list(resolved.get("enum"))
        return _one_of(value, allowed) if allowed else self._typed(resolved, value)

    def _typed(self, schema: Schema, value: Any) -> bool:
        kind = schema.get("type")
        if isinstance(kind, list):
            return any(self.may({**schema, "type": name}, value) for name in kind)
        scalar = _SCALARS.get(kind) if isinstance(kind, str) else None
        if scalar is not None:
            return scalar(schema, value)
        if kind == "array":
            return self._array(schema, value)
        if kind == "object" or "properties" in schema:
            return self._object(schema, value)
        return True

    def _array(self, schema: Schema, value: Any) -> bool:
        if not isinstance(value, list):
            return False
        fewest, most = schema.get("minItems"), schema.get("maxItems")
        if isinstance(fewest, int) and len(value) < fewest:
            return False
        # A set drops what is repeated before it counts.
        if isinstance(most, int) and len(value) > most and not schema.get("uniqueItems"):
            return False
        positions = as_list(schema.get("prefixItems"))
        schemas = [*positions, *[schema.get("items", {})] * (len(value) - len(positions))]
        return all(self.may(inner, item) for inner, item in zip(schemas, value, strict=False))

    def _object(self, schema: Schema, value: Any) -> bool:
        if not isinstance(value, dict):
            return False
        known = self._document.properties(schema)
        if any(key not in value for key in as_list(schema.get("required")) if isinstance(key, str)):
            return False
        others = schema.get("additionalProperties", True)
        if others is False and any(key not in known for key in value):
            return False
        return all(self.may(known.get(key, others), item) for key, item in value.items())


def _one_of(value: Any, allowed: list[Any]) -> bool:
    if value in allowed:
        return True
    if isinstance(value, dict | list) or value is None:
        return False
    # An integer enumeration takes "1" and true, a boolean constant takes "yes".
    number, text = _as_number(value), str(value)
    return any(
        text == str(item)
        or (number is not None and number == item)
        or (isinstance(item, bool) and text in TRUTH)
        for item in allowed
    )


def _number(schema: Schema, value: Any) -> bool:
    number = _as_number(value)
    if number is None or not math.isfinite(number):
        return number is not None
    if schema.get("type") == "integer" and number != math.floor(number):
        return False
    tests: tuple[tuple[str, Callable[[float], bool]], ...] = (
        ("minimum", lambda bound: number >= bound),
        ("maximum", lambda bound: number <= bound),
        ("exclusiveMinimum", lambda bound: number > bound),
        ("exclusiveMaximum", lambda bound: number < bound),
    )
    bounds = [(schema.get(key), test) for key, test in tests]
    return all(
        test(bound)
        for bound, test in bounds
        if isinstance(bound, int | float) and not isinstance(bound, bool)
    )


def _as_number(value: Any) -> float | None:
    if not isinstance(value, str | int | float):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _boolean(_schema: Schema, value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in TRUTH
    return isinstance(value, bool | int | float) and value in (0, 1)


def _string(schema: Schema, value: Any) -> bool:
    form = str(schema.get("format", ""))
    if form in _TEMPORAL:
        return _converts(_TEMPORAL[form].validate_python, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return True  # a model may ask for coercion, which its schema does not show
    if not isinstance(value, str) or not _length_fits(schema, value):
        return False
    if form == "uuid":
        return _converts(uuid.UUID, value)
    return "pattern" not in schema or _matches(schema["pattern"], value)


def _length_fits(schema: Schema, value: str) -> bool:
    shortest, longest = schema.get("minLength"), schema.get("maxLength")
    # A model may strip spaces first, which its schema does not show.
    too_short = isinstance(shortest, int) and len(value) < shortest
    too_long = isinstance(longest, int) and len(value.strip()) > longest
    return not (too_short or too_long)


def _matches(pattern: object, value: str) -> bool:
    try:
        validator = jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=_LINEAR)
    except (ValueError, jsonschema_rs.ValidationError):
        return True
    return validator.is_valid(value) or validator.is_valid(value.strip())


def _converts(convert: Callable[[Any], object], value: Any) -> bool:
    try:
        convert(value)
    except (ValidationError, ValueError, TypeError, AttributeError, OverflowError):
        return False
    return True


def _null(_schema: Schema, value: Any) -> bool:
    return value is None


_SCALARS: Mapping[str, Callable[[Schema, Any], bool]] = {
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
    "string": _string,
    "null": _null,
}
