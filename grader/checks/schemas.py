"""JSON Schemas in a normal form, so that two spellings of the same thing become equal.

OpenAPI 3.0 and 3.1, `$ref` or inlined, `anyOf` with null or `nullable`, `const` or a one-element
`enum`, `gt=0` or `ge=1` on an integer: all the same here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, TypeGuard

from grader.checks.openapi import MAX_MEMBERS, Document, mapping, members, overlay, text

ABSENT: Final = object()
"""No value, where null would be one."""

_MAX_NESTING = 6
_MAX_ALTERNATIVES = 30
_LIMITS = ("minLength", "maxLength", "pattern", "multipleOf", "minItems", "maxItems", "uniqueItems")
_KEYWORDS = (
    *("type", "format", "contentMediaType", "enum", "const", "properties", "required", "items"),
    *("additionalProperties", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *_LIMITS,
)
_UNIONS = ("anyOf", "oneOf")
_ANNOTATIONS = ("default", "title", "description")
_KINDS: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


@dataclass(frozen=True)
class Bound:
    """An end of a range of numbers."""

    value: float
    exclusive: bool = False


@dataclass(frozen=True)
class Alternative:
    """One kind of value that a schema admits; schemas inside it are not normalised yet."""

    kind: str
    """A JSON type, or `file` for an uploaded one."""
    format: str = ""
    lower: Bound | None = None
    upper: Bound | None = None
    limits: Mapping[str, Any] = field(default_factory=dict)
    """Lengths, pattern and the like, where they restrict something."""
    enum: tuple[Any, ...] | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    extra: Any = ABSENT
    """`additionalProperties`."""
    items: Any = ABSENT


@dataclass(frozen=True)
class Schema:
    """What values are admitted; no alternatives means any. Whether null is admitted is not kept."""

    alternatives: tuple[Alternative, ...] = ()
    default: Any = ABSENT
    """`ABSENT` also for null: for an optional value FastAPI writes either."""
    title: str = ""
    description: str = ""

    def only(self, kind: str) -> Alternative | None:
        """Return the alternative of that kind if there is no other."""
        found = self.alternatives
        return found[0] if len(found) == 1 and found[0].kind == kind else None


def read_schema(document: Document, node: object) -> Schema:
    """Normalise the schema `node` of `document`; a malformed or unreachable one admits anything."""
    schema = _merge(document, node)
    default = schema.get("default")
    return Schema(
        tuple(_reduce(_alternatives(document, schema))),
        ABSENT if default is None else default,
        text(schema.get("title")),
        text(schema.get("description")),
    )


def _merge(document: Document, node: object, depth: int = 0) -> Mapping[str, Any]:
    """Resolve `node` and merge its `allOf` parts; what a part says is overruled by what follows it."""
    schema = document.resolve(node)
    parts = members(schema.get("allOf"))[:_MAX_ALTERNATIVES]
    if not parts:
        return schema
    if depth > _MAX_NESTING or not document.spend(MAX_MEMBERS // 10):
        return {}
    own = {key: schema[key] for key in (*_KEYWORDS, *_UNIONS, *_ANNOTATIONS, "nullable") if key in schema}
    merged: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    required: list[Any] = []
    for part in [*(_merge(document, part, depth + 1) for part in parts), own]:
        merged |= {key: part[key] for key in (*_KEYWORDS, *_UNIONS, *_ANNOTATIONS) if key in part}
        properties.update(islice(mapping(part.get("properties")).items(), MAX_MEMBERS))
        required += members(part.get("required"))
    return merged | ({"properties": properties} if properties else {}) | {"required": required}


def _alternatives(document: Document, schema: Mapping[str, Any], depth: int = 0) -> list[Alternative]:
    """List what `schema` admits besides null; nothing in the list means anything."""
    if depth > _MAX_NESTING or not document.spend():
        return []
    union = next((key for key in _UNIONS if members(schema.get(key))), None)
    if union is None:
        kinds = [kind for kind in _kinds(schema) if kind != "null"]
        return [_alternative(document, kind, schema) for kind in kinds]
    # Keywords beside the union hold for each of its members.
    beside = {key: schema[key] for key in _KEYWORDS if key in schema}
    found: list[Alternative] = []
    for member in members(schema[union])[:_MAX_ALTERNATIVES]:
        inner = _merge(document, member)
        if _kinds(inner) == ["null"]:
            continue
        admitted = _alternatives(document, overlay(inner, beside), depth + 1)
        if not admitted:
            return []
        found += admitted
    return found


def _kinds(schema: Mapping[str, Any]) -> list[str]:
    """Return the JSON types of `schema`, inferred where it does not say."""
    stated = schema.get("type")
    if isinstance(stated, str):
        return [stated]
    if isinstance(stated, list):
        return list(dict.fromkeys(kind for kind in stated[:8] if isinstance(kind, str)))
    if "properties" in schema:
        return ["object"]
    if "items" in schema:
        return ["array"]
    values = _enum(schema) or ()
    return list(dict.fromkeys("null" if value is None else _KINDS.get(type(value), "") for value in values))


def _enum(schema: Mapping[str, Any]) -> tuple[Any, ...] | None:
    if "const" in schema:
        return (schema["const"],)
    return tuple(members(schema["enum"])) if isinstance(schema.get("enum"), list) else None


def _alternative(document: Document, kind: str, schema: Mapping[str, Any]) -> Alternative:
    values = _enum(schema)
    required = [name for name in members(schema.get("required")) if isinstance(name, str)]
    document.spend(len(required) + len(values or ()))
    return Alternative(
        kind="file" if kind == "string" and _is_binary(schema) else kind,
        format=text(schema.get("format")),
        lower=_lower(schema, kind),
        upper=_upper(schema, kind),
        limits={key: schema[key] for key in _LIMITS if _restricts(key, schema.get(key))},
        enum=None if values is None else tuple(value for value in values if value is not None),
        properties=mapping(schema.get("properties")),
        required=tuple(dict.fromkeys(required)),
        extra=schema.get("additionalProperties", ABSENT),
        items=schema.get("items", ABSENT),
    )


def _is_binary(schema: Mapping[str, Any]) -> bool:
    """FastAPI writes an uploaded file as a media type since 0.129.1, as a format before."""
    return schema.get("format") == "binary" or schema.get("contentMediaType") == "application/octet-stream"


def _restricts(key: str, value: object) -> bool:
    if key == "pattern":
        return isinstance(value, str)
    if key == "uniqueItems":
        return value is True
    return is_number(value) and not (key.startswith("min") and value == 0)


def is_number(value: object) -> TypeGuard[float]:
    """Tell whether `value` is a finite JSON number; Python counts booleans as integers."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _lower(schema: Mapping[str, Any], kind: str) -> Bound | None:
    bounds = _bounds(schema, "minimum", "exclusiveMinimum")
    strictest = max(bounds, key=lambda bound: (bound.value, bound.exclusive), default=None)
    if strictest is None or kind != "integer":
        return strictest
    exclusive, value = strictest.exclusive, strictest.value
    return Bound(math.floor(value) + 1 if exclusive else math.ceil(value))


def _upper(schema: Mapping[str, Any], kind: str) -> Bound | None:
    bounds = _bounds(schema, "maximum", "exclusiveMaximum")
    strictest = min(bounds, key=lambda bound: (bound.value, not bound.exclusive), default=None)
    if strictest is None or kind != "integer":
        return strictest
    exclusive, value = strictest.exclusive, strictest.value
    return Bound(math.ceil(value) - 1 if exclusive else math.floor(value))


def _bounds(schema: Mapping[str, Any], inclusive: str, exclusive: str) -> list[Bound]:
    """Read both keywords; in OpenAPI 3.0 the exclusive one is a boolean beside the inclusive one."""
    plain, strict = schema.get(inclusive), schema.get(exclusive)
    bounds = [Bound(plain, strict is True)] if is_number(plain) else []
    return bounds + ([Bound(strict, exclusive=True)] if is_number(strict) else [])


def _reduce(alternatives: list[Alternative]) -> list[Alternative]:
    """Drop alternatives that another one implies."""
    kinds = {alternative.kind for alternative in alternatives}
    if "number" in kinds:
        # Any integer is a number; and Pydantic's Decimal takes a string too, with or without a pattern.
        alternatives = [a for a in alternatives if a.kind not in {"integer", "string"} or a.enum]
    reduced: list[Alternative] = []
    for alternative in alternatives:
        before = next((r for r in reduced if r.kind == alternative.kind and r.enum is not None), None)
        if before is not None and alternative.enum is not None:
            merged = Alternative(before.kind, enum=(before.enum or ()) + alternative.enum)
            reduced[reduced.index(before)] = merged
        else:
            reduced.append(alternative)
    return reduced
