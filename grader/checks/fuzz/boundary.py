"""Boundary cases: each parameter and each body field in turn takes values from a dictionary."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from grader.checks.fuzz.compose import JSON, NO_BODY, compose, default_body, defaults, text
from grader.checks.fuzz.corpus import Case
from grader.checks.fuzz.document import Document, Operation, Schema, as_list
from grader.checks.fuzz.samples import STRING_JSON, STRING_TEXT, TEXTS, UNIONS, VALUES, type_of
from grader.checks.http import WireRequest

MAX_FIELD_DEPTH = 4
MAX_FIELDS = 40
MAX_ENUM = 20
MAX_SHOWN = 40
MAX_CASES = 300
"""Cases of one operation, for its parameters and for its body."""
RAW_BODIES = {
    b"": "an empty body",
    b"{": "a body that is not valid JSON",
    b"null": "the body null",
    b"[]": "the body []",
    b'"x"': 'the body "x"',
}

FieldPath = tuple[str | int, ...]


def boundary_cases(document: Document, operation: Operation) -> Iterator[Case]:
    """Yield the boundary cases of one operation."""
    yield from islice(_parameter_cases(document, operation), MAX_CASES)
    if operation.body:
        yield from islice(_body_cases(document, operation), MAX_CASES)


def _parameter_cases(document: Document, operation: Operation) -> Iterator[Case]:
    yield from _case(operation, "ordinary values", _ordinary(document, operation, "ordinary"))
    for parameter in operation.parameters:
        key = (parameter.place, parameter.name)
        for value in _texts(document, parameter.schema):
            reason = f"`{parameter.name}` = {_shown(value)}"
            yield from _case(operation, reason, _ordinary(document, operation, reason, {key: value}))
        if parameter.required and parameter.place != "path":
            reason = f"without `{parameter.name}`"
            values = defaults(document, operation, reason)
            del values[key]
            body = default_body(document, operation, reason)
            yield from _case(operation, reason, compose(operation, values, body))


def _ordinary(
    document: Document, operation: Operation, salt: str, changed: dict[Any, Any] | None = None
) -> WireRequest | None:
    values = defaults(document, operation, salt) | (changed or {})
    return compose(operation, values, default_body(document, operation, salt))


def _texts(document: Document, schema: Schema) -> list[str]:
    limits = [text(value) for value in _limits(document, schema)]
    return [*TEXTS.get(type_of(document, schema), STRING_TEXT), *limits]


def _body_cases(document: Document, operation: Operation) -> Iterator[Case]:
    base = default_body(document, operation)
    if base is NO_BODY:
        return
    media = JSON if JSON in operation.body else next(iter(operation.body))
    schema = operation.body[media]
    for path, inner in _fields(document, schema, base):
        name = ".".join(str(part) for part in path)
        for value in _values(document, inner):
            reason = f"`{name}` = {_shown(value)}"
            yield from _changed(document, operation, reason, path, value)
        yield from _changed(document, operation, f"without `{name}`", path, NO_BODY)
    if isinstance(base, dict):
        yield from _changed(document, operation, "an extra field `unexpected`", ("unexpected",), 1)
    if media == JSON:
        for raw, reason in RAW_BODIES.items():
            yield from _case(
                operation, reason, compose(operation, defaults(document, operation, reason), raw)
            )


def _changed(
    document: Document, operation: Operation, reason: str, path: FieldPath, value: Any
) -> Iterator[Case]:
    """Yield the ordinary request with the value at `path` replaced, or removed for NO_BODY."""
    body = copy.deepcopy(default_body(document, operation, reason))
    holder = body
    for part in path[:-1]:
        holder = holder[part]
    if value is not NO_BODY:
        holder[path[-1]] = value
    elif isinstance(holder, dict):
        del holder[path[-1]]
    else:
        return
    yield from _case(operation, reason, compose(operation, defaults(document, operation, reason), body))


def _fields(
    document: Document, schema: object, value: Any, path: FieldPath = ()
) -> Iterator[tuple[FieldPath, Schema]]:
    resolved = _object_branch(document, schema)
    inner: Sequence[tuple[str | int, Any, object]] = ()
    if isinstance(value, dict):
        known = document.properties(resolved)
        inner = [(key, item, known.get(key)) for key, item in list(value.items())[:MAX_FIELDS]]
    elif isinstance(value, list) and value:
        inner = [(0, value[0], resolved.get("items"))]
    for key, item, item_schema in inner if len(path) < MAX_FIELD_DEPTH else ():
        yield (*path, key), document.resolve(item_schema)
        yield from _fields(document, item_schema, item, (*path, key))


def _object_branch(document: Document, schema: object) -> Schema:
    resolved = document.resolve(schema)
    for branch in document.branches(resolved, UNIONS):
        if "properties" in branch or "items" in branch:
            return branch
    return resolved


def _values(document: Document, schema: Schema) -> list[Any]:
    return [*VALUES.get(type_of(document, schema), STRING_JSON), *_limits(document, schema)]


def _limits(document: Document, schema: object) -> list[Any]:
    """Return values at and just outside the declared limits, and each value of an enumeration."""
    found: list[Any] = []
    for branch in [document.resolve(schema), *document.branches(schema, UNIONS)]:
        for key in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
            limit = branch.get(key)
            if isinstance(limit, int | float) and not isinstance(limit, bool):
                found += [limit - 1, limit, limit + 1]
        for key in ("minLength", "maxLength"):
            length = branch.get(key)
            if isinstance(length, int) and "pattern" not in branch and "format" not in branch:
                found += ["k" * size for size in (length - 1, length, length + 1) if size >= 0]
        found += as_list(branch.get("enum"))[:MAX_ENUM]
    return found


def _case(operation: Operation, reason: str, request: WireRequest | None) -> Iterator[Case]:
    if request is not None:
        yield Case(operation.label, reason, request)


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    if len(shown) <= MAX_SHOWN:
        return shown
    return f"a text of {len(value)} characters" if isinstance(value, str) else shown[:MAX_SHOWN] + "..."
