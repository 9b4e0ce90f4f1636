"""Sample values that read well, from the schemas of a document: pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from grader.checks.fuzz.document import Document, Schema
from grader.checks.fuzz.samples import FORMAT_SAMPLES, sample, type_of

WORD = "{word}"
"""Stands in sample texts for a word that each check chooses anew: apps may refuse a name they know."""
MAX_DEPTH = 6
LEAST_WORD, MOST_WORD = 3, 8
"""Characters of the words that stand in for `WORD`."""
PADDING = " and so on"

_FORMATS = FORMAT_SAMPLES | {"email": f"{WORD}@example.com"}

Known = Callable[[str], Any]
"""Returns the value to use for a field of this name, or None."""


class Maker:
    """Makes the values of one request: no two numbers alike, so that mixing them up shows."""

    def __init__(self, document: Document, known: Known, *, other: bool = False) -> None:
        """Make values; with `other` they differ from the usual ones, so that a change shows."""
        self._document = document
        self._known = known
        self._other = other
        self._numbers: Iterator[int] = count(5 if other else 3, 4)

    def text_value(self, schema: object, name: str) -> Any:
        """Return a value for a place where blanks would have to be escaped: path, query, header, cookie."""
        value = self.value(schema, name)
        return value.replace(" ", "-") if isinstance(value, str) else value

    def value(self, schema: object, name: str, depth: int = 0) -> Any:
        """Return an ordinary valid value, no default where there is a choice."""
        known = self._known(name)
        if known is not None:
            return known
        resolved = self._document.resolve(schema)
        for key in ("examples", "enum"):
            if resolved.get(key):
                return _other_than(resolved.get("default"), resolved[key][:: -1 if self._other else 1])
        if "const" in resolved or "example" in resolved:
            return resolved.get("const", resolved.get("example"))
        branches = self._document.branches(resolved, ("anyOf", "oneOf", "allOf"))
        useful = [branch for branch in branches if branch.get("type") != "null"]
        if useful and depth < MAX_DEPTH:
            default = {"default": resolved["default"]} if "default" in resolved else {}
            return self.value({**default, **useful[0]}, name, depth + 1)
        return self._typed(resolved, name, depth + 1)

    def _typed(self, schema: Schema, name: str, depth: int) -> Any:
        kind, inner = type_of(self._document, schema), depth < MAX_DEPTH
        if kind in {"integer", "number"}:
            return self._number(schema, name, 0.5 if kind == "number" else 0)
        if kind == "string":
            return _text(schema, name) or self._sampled(schema, name)
        if kind == "boolean":
            return (schema.get("default") is not True) != self._other
        if kind == "array" and inner:
            return [self.value(schema.get("items"), name, depth)]
        named = self._document.properties(schema) if kind == "object" and inner else {}
        return {key: self.value(field, key, depth) for key, field in named.items()} or self._sampled(
            schema, name
        )

    def _sampled(self, schema: Schema, name: str) -> Any:
        return sample(self._document, {key: schema[key] for key in schema if key != "default"}, name)

    def _number(self, schema: Schema, name: str, part: float) -> int | float:
        ordinary = self._sampled(schema, name)
        if re.search(r"(^|_)id$", name):
            return int(ordinary)  # 1 where it may be: the likeliest id of something that is there
        wish = next(self._numbers) + part
        fits = "multipleOf" not in schema and wish != schema.get("default") and _within(schema, wish)
        return wish if fits else _plain(ordinary)


def _other_than(default: object, values: list[Any]) -> Any:
    return next((value for value in values if value != default), values[0])


def _within(schema: Schema, value: float) -> bool:
    low, high = schema.get("minimum", value), schema.get("maximum", value)
    above, below = schema.get("exclusiveMinimum", value - 1), schema.get("exclusiveMaximum", value + 1)
    return bool(low <= value <= high and above < value < below)


def _plain(value: Any) -> int | float:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _text(schema: Schema, name: str) -> str:
    """Return a text that tells what it is for, or "" where the schema asks for more than that."""
    if "pattern" in schema:
        fixed = re.fullmatch(r"\^?([\w-]+)\$", schema["pattern"])
        return fixed[1] if fixed else ""
    form = schema.get("format")
    if form is not None:
        return _FORMATS.get(form, f"{WORD} {name}")
    shortest, longest = schema.get("minLength", 0), schema.get("maxLength", 1_000)
    text = f"{WORD} {re.sub(r'[^a-z0-9]+', ' ', name.lower()).strip()}".strip()
    reach = len(text) - len(WORD)
    if longest < reach + MOST_WORD:
        text, reach = WORD, 0
    while reach + LEAST_WORD < shortest:
        text, reach = text + PADDING, reach + len(PADDING)
    return text if longest >= reach + MOST_WORD else ""
