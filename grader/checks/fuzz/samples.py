"""Sample and boundary values for a schema."""

from __future__ import annotations

import zlib
from itertools import islice
from typing import Any

from grader.checks.fuzz.document import Document, Schema, as_list

MAX_NESTING = 6
MAX_UNIONS = 3
MAX_VALUES = 300
"""Values in one sample, nested ones included."""
MAX_PROPERTIES = 60
UNIONS = ("anyOf", "oneOf", "allOf")
FAR_INTEGER = 1_000_000
"""Larger integers are left out: what a handler does with them is seldom what a lesson is about."""

INTEGER_TEXT = ("0", "-1", "1", "2", "3", "5", "100", str(FAR_INTEGER), "abc", "1.5", "")
NUMBER_TEXT = ("0", "-1", "1", "0.5", "-0.5", "1e20", "abc", "")
STRING_TEXT = (
    "",
    "a",
    "ab",
    "abc",
    "0",
    "-1",
    "x" * 1000,
    " ",
    "é",
    "日本",
    "😀",
    "'",
    '"',
    "%",
    "null",
    "a/b",
)
BOOLEAN_TEXT = ("true", "false", "1", "0", "yes", "abc", "")
TEXTS = {
    "integer": INTEGER_TEXT,
    "number": NUMBER_TEXT,
    "string": STRING_TEXT,
    "boolean": BOOLEAN_TEXT,
}

INTEGER_JSON: tuple[Any, ...] = (0, -1, 1, 2, 3, 100, FAR_INTEGER, 1.5, "abc", None, [], {})
NUMBER_JSON: tuple[Any, ...] = (0, -1, 1, 0.5, -0.5, 1e20, "abc", None, [], {})
STRING_JSON: tuple[Any, ...] = ("", "a", "ab", "abc", " ", "x" * 1000, "é", "😀", "'", '"', 1, None, [], {})
BOOLEAN_JSON: tuple[Any, ...] = (True, False, "abc", None, [])
ARRAY_JSON: tuple[Any, ...] = ([], [[]], "abc", None, {}, 1)
OBJECT_JSON: tuple[Any, ...] = ({}, [], "abc", None, 1)
VALUES: dict[str, tuple[Any, ...]] = {
    "integer": INTEGER_JSON,
    "number": NUMBER_JSON,
    "string": STRING_JSON,
    "boolean": BOOLEAN_JSON,
    "array": ARRAY_JSON,
    "object": OBJECT_JSON,
}

FORMAT_SAMPLES = {
    "date-time": "2024-01-02T03:04:05Z",
    "date": "2024-01-02",
    "time": "03:04:05",
    "duration": "P1D",
    "uuid": "12345678-1234-5678-1234-567812345678",
    "uri": "https://example.com/",
    "ipv4": "192.0.2.1",
}


def type_of(document: Document, schema: object, depth: int = 0) -> str:
    """Return the schema's type, of a union the first that is not null, or ""."""
    resolved = document.resolve(schema)
    for branch in document.branches(resolved, UNIONS) if depth < MAX_UNIONS else []:
        found = type_of(document, branch, depth + 1)
        if found not in {"", "null"}:
            return found
    kind = resolved.get("type")
    if isinstance(kind, list):
        kind = next((name for name in kind if name != "null"), "")
    return kind if isinstance(kind, str) else ""


def sample(document: Document, schema: object, salt: str = "") -> Any:
    """Return an ordinary valid value, or as much of one as fits the bounds.

    `salt` makes free strings differ from case to case, so that an app which refuses duplicates
    sees no duplicates.
    """
    return _Sampler(document).sample(schema, salt, 0)


class _Sampler:
    """Makes one value; what lies beyond its bounds is None."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._left = MAX_VALUES

    def sample(self, schema: object, salt: str, depth: int) -> Any:
        self._left -= 1
        if depth > MAX_NESTING or self._left < 0:
            return None
        resolved = self._document.resolve(schema)
        for key in ("default", "example", "const"):
            if key in resolved:
                return resolved[key]
        for key in ("examples", "enum"):
            if as_list(resolved.get(key)):
                return resolved[key][0]
        branches = self._document.branches(resolved, UNIONS)
        if branches:
            return self.sample(branches[0], salt, depth + 1)
        return self._typed(resolved, salt, depth + 1)

    def _typed(self, schema: Schema, salt: str, depth: int) -> Any:
        match type_of(self._document, schema):
            case "integer" | "number":
                return _number(schema)
            case "string":
                return _string(schema, salt)
            case "boolean":
                return True
            case "array":
                return [self.sample(schema.get("items"), salt, depth)] if depth < MAX_NESTING else []
            case "object":
                named = self._document.properties(schema) if depth < MAX_NESTING else {}
                return {
                    name: self.sample(inner, salt + name, depth)
                    for name, inner in islice(named.items(), MAX_PROPERTIES)
                }
        return None


def _number(schema: Schema) -> int | float:
    low, high = _bound(schema, "inimum", 1), _bound(schema, "aximum", -1)
    value: int | float = 1
    if low is not None and value < low:
        value = low
    if high is not None and value > high:
        value = high
    step = schema.get("multipleOf")
    if isinstance(step, int | float) and step > 0 and value % step:
        value = (value // step + 1) * step
    return value


def _bound(schema: Schema, stem: str, inwards: int) -> int | float | None:
    """Return the first whole step inside an inclusive (`minimum`) or exclusive (`exclusiveMinimum`) bound."""
    exclusive, inclusive = schema.get("exclusiveM" + stem), schema.get("m" + stem)
    if isinstance(exclusive, int | float) and not isinstance(exclusive, bool):
        return exclusive + inwards
    return inclusive if isinstance(inclusive, int | float) else None


def _string(schema: Schema, salt: str) -> str:
    form = schema.get("format")
    mark = f"{zlib.crc32(salt.encode()) % 46656:04x}" if salt else ""
    if form == "email":
        return f"ada{mark}@example.com"
    if form in FORMAT_SAMPLES:
        return FORMAT_SAMPLES[form]
    longest, shortest = schema.get("maxLength"), schema.get("minLength")
    text = "sample" + mark
    if isinstance(shortest, int):
        text += "x" * (shortest - len(text))
    return text[-longest:] if isinstance(longest, int) and longest > 0 else text
