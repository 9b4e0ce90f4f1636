"""Would FastAPI take a value for a schema? Pydantic's lax rules, where they differ from JSON Schema.

FastAPI reads `"5"` as 5, `true` as 1 and a number as a date; schemathesis calls all of these invalid.
The answer is three-valued, because a schema does not tell all that its model does.
"""

from __future__ import annotations

import datetime
import math
import uuid
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any

import jsonschema_rs
from pydantic import TypeAdapter, ValidationError

from grader.checks.fuzz.document import Document, Schema, as_list

MAX_NESTING = 16
TRUTH = {"0", "1", "t", "f", "y", "n", "on", "off", "yes", "no", "true", "false"}


class Verdict(Enum):
    """Whether a value is valid."""

    VALID = "valid"
    INVALID = "invalid"
    UNSURE = "unsure"


_TEMPORAL: Mapping[str, TypeAdapter[Any]] = {
    "date-time": TypeAdapter(datetime.datetime),
    "date": TypeAdapter(datetime.date),
    "time": TypeAdapter(datetime.time),
    "duration": TypeAdapter(datetime.timedelta),
}
_REGEX = jsonschema_rs.RegexOptions()
"""An engine that matches in linear time whatever the pattern."""


def lax(document: Document, schema: object, value: Any, depth: int = 0) -> Verdict:
    """Tell whether FastAPI would take `value`, a JSON value or the text of a parameter."""
    resolved = document.resolve(schema)
    if depth > MAX_NESTING or not resolved or any(key in resolved for key in ("allOf", "not", "if")):
        return Verdict.UNSURE
    if value is None and resolved.get("nullable") is True:
        return Verdict.VALID
    branches = document.branches(resolved)
    if branches:
        return _any(lax(document, branch, value, depth + 1) for branch in branches)
    allowed = [resolved["const"]] if "const" in resolved else as_list(resolved.get("enum"))
    return _one_of(value, allowed) if allowed else _typed(document, resolved, value, depth)


def _typed(document: Document, schema: Schema, value: Any, depth: int) -> Verdict:
    kind = schema.get("type")
    if isinstance(kind, list):
        return _any(lax(document, {**schema, "type": name}, value, depth + 1) for name in kind)
    scalar = _SCALARS.get(kind) if isinstance(kind, str) else None
    if scalar is not None:
        return scalar(schema, value)
    if kind == "array":
        return _array(document, schema, value, depth)
    if kind == "object" or "properties" in schema:
        return _object(document, schema, value, depth)
    return Verdict.UNSURE


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    if Verdict.VALID in found:
        return Verdict.VALID
    return Verdict.UNSURE if Verdict.UNSURE in found else Verdict.INVALID


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    found = set(verdicts)
    if Verdict.INVALID in found:
        return Verdict.INVALID
    return Verdict.UNSURE if Verdict.UNSURE in found else Verdict.VALID


def _says(valid: bool) -> Verdict:
    return Verdict.VALID if valid else Verdict.INVALID


def _one_of(value: Any, allowed: list[Any]) -> Verdict:
    if value in allowed:
        return Verdict.VALID
    if isinstance(value, dict | list) or value is None:
        return Verdict.INVALID
    # An integer enumeration takes "1" and true, a boolean constant takes "yes".
    if any(isinstance(item, int | float) for item in allowed):
        return Verdict.UNSURE
    return _says(str(value) in map(str, allowed))


def _number(schema: Schema, value: Any) -> Verdict:
    number = _as_number(value)
    if number is None:
        return Verdict.INVALID
    if not math.isfinite(number):
        return Verdict.UNSURE
    if schema.get("type") == "integer" and number != math.floor(number):
        return Verdict.INVALID
    tests: tuple[tuple[str, Callable[[float], bool]], ...] = (
        ("minimum", lambda bound: number >= bound),
        ("maximum", lambda bound: number <= bound),
        ("exclusiveMinimum", lambda bound: number > bound),
        ("exclusiveMaximum", lambda bound: number < bound),
    )
    for key, test in tests:
        bound = schema.get(key)
        if isinstance(bound, int | float) and not isinstance(bound, bool) and not test(bound):
            return Verdict.INVALID
    return Verdict.UNSURE if "multipleOf" in schema else Verdict.VALID


def _as_number(value: Any) -> float | None:
    if isinstance(value, str):
        value = value.strip().replace("_", "")
    if not isinstance(value, str | int | float):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _boolean(_schema: Schema, value: Any) -> Verdict:
    if isinstance(value, str):
        return _says(value.strip().lower() in TRUTH)
    return _says(isinstance(value, bool | int | float) and value in (0, 1))


def _string(schema: Schema, value: Any) -> Verdict:
    form = str(schema.get("format", ""))
    if form in _TEMPORAL:
        return _takes(_TEMPORAL[form].validate_python, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Verdict.UNSURE  # a model may ask for coercion, which its schema does not show
    if not isinstance(value, str) or not _length_fits(schema, value):
        return Verdict.INVALID
    if form == "uuid":
        return _takes(uuid.UUID, value)
    if "pattern" in schema:
        return _matches(schema["pattern"], value)
    return Verdict.UNSURE if form or "contentMediaType" in schema else Verdict.VALID


def _length_fits(schema: Schema, value: str) -> bool:
    shortest, longest = schema.get("minLength"), schema.get("maxLength")
    # A model may strip spaces first, which its schema does not show.
    too_short = isinstance(shortest, int) and len(value) < shortest
    too_long = isinstance(longest, int) and len(value.strip()) > longest
    return not (too_short or too_long)


def _matches(pattern: object, value: str) -> Verdict:
    try:
        validator = jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=_REGEX)
    except (ValueError, jsonschema_rs.ValidationError):
        return Verdict.UNSURE
    return _says(validator.is_valid(value))


def _takes(convert: Callable[[Any], object], value: Any) -> Verdict:
    try:
        convert(value)
    except (ValidationError, ValueError, TypeError, AttributeError, OverflowError):
        return Verdict.INVALID
    return Verdict.VALID


def _null(_schema: Schema, value: Any) -> Verdict:
    return _says(value is None)


_SCALARS: Mapping[str, Callable[[Schema, Any], Verdict]] = {
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
    "string": _string,
    "null": _null,
}


def _array(document: Document, schema: Schema, value: Any, depth: int) -> Verdict:
    if not isinstance(value, list):
        return Verdict.INVALID
    if "prefixItems" in schema:
        return Verdict.UNSURE
    fewest, most = schema.get("minItems"), schema.get("maxItems")
    if isinstance(fewest, int) and len(value) < fewest:
        return Verdict.INVALID
    if isinstance(most, int) and len(value) > most:
        # A set drops what is repeated before it counts.
        return Verdict.UNSURE if schema.get("uniqueItems") else Verdict.INVALID
    if "items" not in schema:
        return Verdict.VALID
    return _all(lax(document, schema["items"], item, depth + 1) for item in value)


def _object(document: Document, schema: Schema, value: Any, depth: int) -> Verdict:
    if not isinstance(value, dict):
        return Verdict.INVALID
    known = document.properties(schema)
    if any(key not in value for key in as_list(schema.get("required")) if isinstance(key, str)):
        return Verdict.INVALID
    others = schema.get("additionalProperties", True)
    extra = [item for key, item in value.items() if key not in known]
    if extra and others is False:
        return Verdict.INVALID
    if extra and isinstance(others, dict):
        return _all(lax(document, others, item, depth + 1) for item in extra)
    return _all(lax(document, known[key], item, depth + 1) for key, item in value.items() if key in known)
