"""What a document says about a request as it goes on the wire: surely invalid, surely valid, or neither."""

from __future__ import annotations

import math
from typing import Any

import jsonschema_rs

from grader.checks.fuzz import reading
from grader.checks.fuzz.document import Document, Operation, Parameter, Schema, as_list
from grader.checks.fuzz.lax import may_take
from grader.checks.fuzz.samples import type_of
from grader.checks.fuzz.shape import refuse_to_fetch
from grader.checks.http import WireRequest

FROM_TRANSPORT = {
    "host",
    "user-agent",
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
}
"""Header parameters that the transport may fill, whatever the case says."""
ORDINARY_TEXT = 64
ORDINARY_NUMBER = 10_000
ORDINARY_ITEMS = 10
MAX_NESTING = 16


def surely_invalid(document: Document, operation: Operation, request: WireRequest) -> bool:
    """Tell whether no reading that FastAPI allows makes the request valid."""
    if any(_parameter_invalid(document, operation, request, p) for p in operation.parameters):
        return True
    return bool(operation.body) and _body_invalid(document, operation, request)


def surely_valid(document: Document, operation: Operation, request: WireRequest) -> bool:
    """Tell whether every correct app takes the request.

    True only for ordinary values: declared, of the declared type in its plain spelling, within declared
    limits, and where no limit is declared neither empty, long, negative nor exotic, because a careful
    student may refuse those.
    """
    names = {p.name for p in operation.at("query")}
    if any(name not in names for name, _ in reading.query_pairs(request.target)):
        return False
    if not all(_parameter_valid(document, operation, request, p) for p in operation.parameters):
        return False
    return _body_valid(document, operation, request)


def _parameter_invalid(
    document: Document, operation: Operation, request: WireRequest, parameter: Parameter
) -> bool:
    values = reading.parameter_values(operation, request, parameter)
    if parameter.place == "header" and parameter.name.lower() in FROM_TRANSPORT:
        return False
    if not values:
        return parameter.required
    if _holds(document, parameter.schema, "array"):
        return not may_take(document, parameter.schema, values)
    if _holds(document, parameter.schema, "object"):
        return False
    return not may_take(document, parameter.schema, values[-1])


def _body_invalid(document: Document, operation: Operation, request: WireRequest) -> bool:
    if not request.body:
        return operation.body_required and request.body is None
    schema = operation.body.get(reading.media_type(request))
    if schema is None:
        return False
    if reading.is_json(request):
        value = reading.json_body(request)
        return value is reading.MISSING or not may_take(document, schema, value)
    return reading.is_form(request) and _form_invalid(document, schema, request)


def _form_invalid(document: Document, schema: Schema, request: WireRequest) -> bool:
    known, fields = document.properties(schema), reading.form_fields(request)
    required = as_list(document.resolve(schema).get("required"))
    if any(name not in fields for name in required if isinstance(name, str)):
        return True
    return any(
        # An empty field counts as absent, and a list field takes every value.
        len(values) == 1
        and values[0]
        and not _holds(document, known[name], "array")
        and not may_take(document, known[name], values[0])
        for name, values in fields.items()
        if name in known
    )


def _parameter_valid(
    document: Document, operation: Operation, request: WireRequest, parameter: Parameter
) -> bool:
    values = reading.parameter_values(operation, request, parameter)
    if not values:
        return not parameter.required
    if _holds(document, parameter.schema, "array"):
        inner = _alternative(document, parameter.schema, "array").get("items")
        parsed: Any = [_plain(document, inner, text) for text in values]
    else:
        parsed = _plain(document, parameter.schema, values[0]) if len(values) == 1 else None
    return _ordinary_and_valid(document, parameter.schema, parsed)


def _plain(document: Document, schema: object, text: str) -> Any:
    """Return the value that a text spells in the plainest way, or the text itself."""
    kind = type_of(document, schema)
    digits = text.removeprefix("-")
    if kind == "integer" and digits.isascii() and digits.isdigit():
        return int(text)
    if kind == "number" and digits.replace(".", "", 1).isdigit() and digits.isascii():
        return float(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


def _body_valid(document: Document, operation: Operation, request: WireRequest) -> bool:
    if request.body is None or not operation.body:
        return not request.body and not operation.body_required
    schema = operation.body.get(reading.media_type(request))
    if schema is None or not (reading.is_json(request) or reading.is_form(request)):
        return False
    if reading.is_json(request):
        return _ordinary_and_valid(document, schema, reading.json_body(request))
    return _form_valid(document, schema, request)


def _form_valid(document: Document, schema: Schema, request: WireRequest) -> bool:
    known = document.properties(schema)
    fields = reading.form_fields(request)
    if any(len(values) > 1 for values in fields.values()):
        return False
    plain = {name: _plain(document, known.get(name), values[0]) for name, values in fields.items()}
    return _ordinary_and_valid(document, schema, plain)


def _ordinary_and_valid(document: Document, schema: Schema, value: Any) -> bool:
    if value is reading.MISSING or not _ordinary(document, schema, value):
        return False
    try:
        validator = jsonschema_rs.Draft202012Validator(
            {**schema, "components": document.root.get("components", {})},
            pattern_options=jsonschema_rs.RegexOptions(),
            retriever=refuse_to_fetch,
            validate_formats=True,
        )
    except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError):
        return False
    return validator.is_valid(value)


def _ordinary(document: Document, schema: object, value: Any, depth: int = 0) -> bool:
    """Tell whether a value is one that nobody would refuse without being asked to."""
    resolved = _branch_for(document, schema, value)
    named = any(key in resolved and resolved[key] == value for key in ("default", "const", "example"))
    if named or value is None or isinstance(value, bool) or "enum" in resolved:
        return True  # the schema says whether it may be null, a boolean, one of some values
    match value:
        case str():
            return _ordinary_text(resolved, value)
        case int() | float():
            return _ordinary_number(resolved, value)
        case list():
            inner = resolved.get("items")
            fits = len(value) <= ORDINARY_ITEMS and (bool(value) or "minItems" in resolved)
            return fits and all(_ordinary(document, inner, item, depth + 1) for item in value)
    known = document.properties(resolved)
    return depth < MAX_NESTING and all(
        key in known and _ordinary(document, known[key], item, depth + 1) for key, item in value.items()
    )


def _ordinary_text(schema: Schema, value: str) -> bool:
    if "format" in schema or "pattern" in schema:
        return True  # the format decides
    if not value or len(value) > ORDINARY_TEXT:
        limit = "maxLength" if value else "minLength"
        return limit in schema and all(char.isalnum() for char in value)
    return value.isascii() and value.replace("-", "").replace(" ", "").isalnum() and value == value.strip()


def _ordinary_number(schema: Schema, value: float) -> bool:
    if not math.isfinite(value) or 0 < abs(value) < 0.01:
        return False
    if isinstance(value, float) and schema.get("type") == "integer":
        return False  # 1.0 is an integer for JSON Schema, but not for a strict model
    has_low = "minimum" in schema or "exclusiveMinimum" in schema
    has_high = "maximum" in schema or "exclusiveMaximum" in schema
    return (value >= 1 or has_low) and (value <= ORDINARY_NUMBER or has_high)


def _branch_for(document: Document, schema: object, value: Any) -> Schema:
    resolved = document.resolve(schema)
    for branch in document.branches(resolved):
        if may_take(document, branch, value):
            return {**branch, **{k: resolved[k] for k in ("default", "example") if k in resolved}}
    return resolved


def _alternative(document: Document, schema: object, kind: str) -> Schema:
    """Return the schema itself or its alternative of a type, or an empty schema."""
    for branch in [document.resolve(schema), *document.branches(schema)]:
        if branch.get("type") == kind:
            return branch
    return {}


def _holds(document: Document, schema: object, kind: str) -> bool:
    return bool(_alternative(document, schema, kind))
