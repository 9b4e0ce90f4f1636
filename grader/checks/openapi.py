"""Reading OpenAPI documents that strangers wrote: bounded, and never surprised by a shape."""

from __future__ import annotations

import json
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NoReturn, cast
from urllib.parse import unquote

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_DEPTH: Final = 200
"""Nested brackets; FastAPI's own documents stay below 20."""
MAX_OPERATIONS: Final = 2_000
MAX_MEMBERS: Final = 1_000
"""Members read of one list or object inside a schema."""
BUDGET: Final = 100_000
"""Steps that reading one document may take; a course exercise needs a few hundred."""
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_MAX_REFERENCES = 16
_MAX_POINTER = 1_000
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


class DocumentError(ValueError):
    """The bytes are no OpenAPI 3 document; the text is a sentence for a beginner."""


def read_document(body: bytes) -> dict[str, Any]:
    """Parse what `/openapi.json` answered.

    Raises:
        DocumentError: it is not JSON, too large, too deep, or no OpenAPI 3 document.
    """
    if len(body) > MAX_BYTES:
        raise DocumentError(f"The OpenAPI document is larger than {MAX_BYTES // 1024**2} MB.")
    document = _parse(body)
    if not isinstance(document, dict):
        raise DocumentError("The OpenAPI document should be a JSON object.")
    version = document.get("openapi")
    if not (isinstance(version, str) and version.startswith("3.")):
        raise DocumentError('The OpenAPI document should say "openapi": "3.x"; this one does not.')
    if not isinstance(document.get("paths"), dict):
        raise DocumentError('The OpenAPI document has no "paths" object.')
    return document


def _parse(body: bytes) -> object:
    try:
        text = body.decode("utf-8")
        if _depth(text) > MAX_DEPTH:
            raise DocumentError(f"The OpenAPI document is nested deeper than {MAX_DEPTH} levels.")
        return json.loads(text, parse_constant=_refuse_constant)
    except DocumentError:
        raise
    except (ValueError, RecursionError):  # also bytes that are not UTF-8 and integers of 5,000 digits
        raise DocumentError("The OpenAPI document is not valid JSON.") from None


def _depth(text: str) -> int:
    """Return the deepest nesting, counted before any parser recurses into it."""
    deepest = depth = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        first = text[found.start()]
        if first != '"':
            depth += 1 if first in "[{" else -1
            deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            break
    return deepest


def _refuse_constant(name: str) -> NoReturn:
    raise DocumentError(f"The OpenAPI document contains {name}, which is not valid JSON.")


def mapping(value: object) -> Mapping[str, Any]:
    """Return `value` if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def members(value: object) -> list[Any]:
    """Return the first `MAX_MEMBERS` items of `value` if it is a list, else none."""
    return value[:MAX_MEMBERS] if isinstance(value, list) else []


def text(value: object) -> str:
    """Return `value` if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def overlay(*layers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return one view of `layers`, the first that has a key wins; nothing is copied."""
    return ChainMap(*cast(tuple[MutableMapping[str, Any], ...], layers))


@dataclass(frozen=True)
class Operation:
    """One method on one path; `node` is what the document says about it."""

    method: str
    path: str
    node: Mapping[str, Any]
    item: Mapping[str, Any]
    """The path item around it, which may declare parameters for all its methods."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class Document:
    """An OpenAPI document with a budget: what lies beyond it reads as empty."""

    def __init__(self, root: object) -> None:
        """Read `root`, which may be any JSON value."""
        self.root = mapping(root)
        self._budget = BUDGET

    def operations(self) -> Iterator[Operation]:
        """Yield the operations in the order of the document."""
        return islice(self._operations(), MAX_OPERATIONS)

    def _operations(self) -> Iterator[Operation]:
        for path, value in islice(mapping(self.root.get("paths")).items(), MAX_OPERATIONS):
            item = self.resolve(value)
            for method in METHODS:
                if isinstance(item.get(method), Mapping):
                    yield Operation(method.upper(), str(path)[:_MAX_POINTER], item[method], item)

    def parameters(self, operation: Operation) -> list[Mapping[str, Any]]:
        """Return the operation's parameters, then those of its path item, `$ref` resolved."""
        listed = members(operation.node.get("parameters")) + members(operation.item.get("parameters"))
        return [self.resolve(parameter) for parameter in listed]

    def resolve(self, node: object) -> Mapping[str, Any]:
        """Follow `$ref` within the document; keys beside a `$ref` win over its target (OpenAPI 3.1).

        A cyclic, remote or dangling reference reads as an empty object.
        """
        layers = [mapping(node)]
        while "$ref" in layers[-1]:
            if len(layers) > _MAX_REFERENCES or not self.spend():
                return {}
            layers.append(self._target(layers[-1]["$ref"]))
        return layers[0] if len(layers) == 1 else overlay(*layers)

    def _target(self, reference: object) -> Mapping[str, Any]:
        pointer = text(reference)[:_MAX_POINTER]
        if not pointer.startswith("#/"):
            return {}
        node: object = self.root
        for part in pointer[2:].split("/"):
            node = mapping(node).get(unquote(part).replace("~1", "/").replace("~0", "~"))
        return mapping(node)

    def spend(self, steps: int = 1) -> bool:
        """Take `steps` off the budget; False when it is used up."""
        self._budget -= steps
        return self._budget >= 0


def operations(document: object) -> tuple[tuple[str, str], ...]:
    """Return (METHOD, path) of each operation that `document`, any JSON value, declares."""
    return tuple((operation.method, operation.path) for operation in Document(document).operations())
