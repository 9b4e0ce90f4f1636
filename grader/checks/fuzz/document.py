"""An OpenAPI document as fuzzing reads it: cleaned of what could hang or reach out, then typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

Schema = Mapping[str, Any]
Place = Literal["path", "query", "header", "cookie"]

METHODS = ("get", "post", "put", "patch", "delete")
MAX_DEPTH = 40
MAX_NODES = 100_000
MAX_LENGTH = 5_000
"""Longest string that a schema may ask us to make."""
MAX_ITEMS = 100
MAX_PATTERN = 100
MAX_REFERENCES = 20
MAX_BRANCHES = 20
MAX_CHAIN = 200
MAX_PARTS = 20_000
"""A schema with more parts, references written out, could take for ever to generate from or validate with."""

# A quantified group that holds a quantifier: such patterns can take exponential time to match.
_NESTED_QUANTIFIER = re.compile(r"\([^()]*[*+}][^()]*\)\s*[*+{]|\)\s*[*+]\s*\)\s*[*+{]")
_SIZES = {
    "minLength": MAX_LENGTH,
    "maxLength": MAX_LENGTH,
    "minItems": MAX_ITEMS,
    "maxItems": MAX_ITEMS,
    "minProperties": MAX_ITEMS,
    "maxProperties": MAX_ITEMS,
}


@dataclass(frozen=True)
class Parameter:
    """A declared parameter."""

    name: str
    place: Place
    required: bool
    schema: Schema


@dataclass(frozen=True)
class Response:
    """What one status code is declared to return; `content` maps media types to schemas."""

    content: Mapping[str, Schema]


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    parameters: tuple[Parameter, ...] = ()
    body: Mapping[str, Schema] = field(default_factory=dict)
    """Schemas of the request body by media type; empty when there is none."""
    body_required: bool = False
    responses: Mapping[str, Response] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Like `GET /items/{item_id}`."""
        return f"{self.method} {self.path}"

    def at(self, place: Place) -> tuple[Parameter, ...]:
        """Return the parameters of one place."""
        return tuple(p for p in self.parameters if p.place == place)


@dataclass(frozen=True)
class Document:
    """A cleaned document and its operations by label, in the document's order."""

    root: Mapping[str, Any]
    operations: Mapping[str, Operation]

    def resolve(self, schema: object) -> Schema:
        """Follow local references; anything else that is no object is an empty schema."""
        return _resolve(self.root, schema)

    def branches(self, schema: object, keys: tuple[str, ...] = ("anyOf", "oneOf")) -> list[Schema]:
        """Return the resolved alternatives of a schema."""
        resolved = self.resolve(schema)
        return [self.resolve(branch) for key in keys for branch in as_list(resolved.get(key))[:MAX_BRANCHES]]

    def expands_beyond(self, schema: object, limit: int) -> bool:
        """Tell whether a schema, all references written out once, has more parts than `limit`."""
        return _expansion(self.root, schema, {}, limit) > limit

    def properties(self, schema: object) -> Mapping[str, object]:
        """Return the declared properties of a schema."""
        return as_object(self.resolve(schema).get("properties"))


def as_list(node: object) -> list[Any]:
    """Return the node if it is a list, else an empty one."""
    return node if isinstance(node, list) else []


def as_object(node: object) -> Mapping[str, Any]:
    """Return the node if it is an object, else an empty one."""
    return node if isinstance(node, dict) else {}


def read(raw: Mapping[str, Any]) -> Document:
    """Clean and type a document of unknown origin; what is malformed is left out, never an error."""
    cleaned = _clean(dict(raw), _Budget())
    root = cleaned if isinstance(cleaned, dict) else {}
    operations = {operation.label: operation for operation in _operations(root)}
    return Document(root, operations)


class _Budget:
    def __init__(self) -> None:
        self.nodes = MAX_NODES


def _clean(node: object, budget: _Budget, depth: int = 0) -> object:
    budget.nodes -= 1
    if depth > MAX_DEPTH or budget.nodes < 0:
        return {}
    if isinstance(node, list):
        return [_clean(item, budget, depth + 1) for item in node]
    if not isinstance(node, dict):
        return node
    reference = node.get("$ref")
    if isinstance(reference, str) and not reference.startswith("#/"):
        return {}  # never fetched, neither over the network nor from a file
    return {
        key: _clean(value, budget, depth + 1)
        for key, value in node.items()
        if isinstance(key, str) and not _dangerous(key, value)
    }


def _dangerous(key: str, value: object) -> bool:
    if key == "pattern" and isinstance(value, str):
        return len(value) > MAX_PATTERN or _NESTED_QUANTIFIER.search(value) is not None
    if key in {"$id", "$schema", "$dynamicRef", "$recursiveRef"}:
        return isinstance(value, str)  # they would redirect local references
    limit = _SIZES.get(key)
    return limit is not None and isinstance(value, int | float) and not 0 <= value <= limit


def _resolve(root: Mapping[str, Any], schema: object) -> Schema:
    for _ in range(MAX_REFERENCES):
        if not isinstance(schema, dict):
            return {}
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return schema
        schema = _lookup(root, reference)
    return {}


def _expansion(
    root: Mapping[str, Any], node: object, known: dict[str, int], limit: int, depth: int = 0
) -> int:
    """Count the parts of a schema, at most `limit` + 1.

    Each reference is counted once and remembered. A cycle counts as 1, too long a chain as too much.
    """
    if not isinstance(node, dict | list):
        return 0
    if depth > MAX_CHAIN:
        return limit + 1
    reference = node.get("$ref") if isinstance(node, dict) else None
    if isinstance(reference, str):
        if reference not in known:
            known[reference] = 1
            known[reference] = _expansion(root, _lookup(root, reference), known, limit, depth + 1)
        return known[reference]
    inner = node.values() if isinstance(node, dict) else node
    return min(limit + 1, 1 + sum(_expansion(root, part, known, limit, depth + 1) for part in inner))


def _lookup(root: Mapping[str, Any], reference: str) -> object:
    node: object = root
    for part in reference.removeprefix("#/").split("/"):
        key = part.replace("~1", "/").replace("~0", "~")
        node = node.get(key) if isinstance(node, dict) else None
    return node


def _operations(root: Mapping[str, Any]) -> Iterator[Operation]:
    for path, item in _items(root.get("paths")):
        for method in METHODS:
            declared = item.get(method)
            if isinstance(declared, dict) and path.startswith("/"):
                yield _operation(root, method.upper(), path, item, declared)


def _operation(root: Mapping[str, Any], method: str, path: str, item: Schema, declared: Schema) -> Operation:
    parameters = {
        (p.place, p.name): p
        for source in (item, declared)
        for p in _parameters(root, source.get("parameters"))
    }
    body = _resolve(root, declared.get("requestBody"))
    responses = {
        code: Response(_content(_resolve(root, response)))
        for code, response in _items(declared.get("responses"))
    }
    return Operation(
        method, path, tuple(parameters.values()), _content(body), body.get("required") is True, responses
    )


def _parameters(root: Mapping[str, Any], declared: object) -> Iterator[Parameter]:
    for entry in as_list(declared):
        parameter = _resolve(root, entry)
        name, place = parameter.get("name"), parameter.get("in")
        if isinstance(name, str) and place in {"path", "query", "header", "cookie"}:
            required = parameter.get("required") is True
            yield Parameter(name, cast("Place", place), required, as_object(parameter.get("schema")))


def _content(holder: Schema) -> dict[str, Schema]:
    return {media: as_object(entry.get("schema")) for media, entry in _items(holder.get("content"))}


def _items(node: object) -> Iterator[tuple[str, Schema]]:
    yield from ((key, value) for key, value in as_object(node).items() if isinstance(value, dict))
