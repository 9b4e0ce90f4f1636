"""From the OpenAPI document of a solution to the contract of a lesson: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from grader.checks.contract.responses import VALIDATION
from grader.checks.fuzz.compose import JSON
from grader.checks.fuzz.document import METHODS

STATED = ("parameters", "requestBody", "responses")
"""What a contract keeps of an operation: names, texts and tags are the author's own."""
SAID = {"name", "in", "required", "schema", "content"}
"""What it keeps of a parameter, a request body or a response."""
TEXTS = {"title", "description", "examples", "example"}
"""What a schema says to people only."""
NAMED = ("properties", "patternProperties", "$defs")
"""Keys of a schema below which every key is a name."""

_REFERENCE = "#/components/schemas/"


def contract_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a lesson should ask for of `document`: paths, input, and successes with their shape."""
    paths = {path: _item(item) for path, item in document["paths"].items() if isinstance(item, dict)}
    paths = {path: item for path, item in paths.items() if item}
    schemas = document.get("components", {}).get("schemas", {})
    used = {name: _schema(schemas[name]) for name in schemas if name in _reachable(paths, schemas)}
    parts = {"components": {"schemas": used}} if used else {}
    return {"openapi": document["openapi"], "info": {}, "paths": paths, **parts}


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    return {method: _operation(item[method]) for method in METHODS if isinstance(item.get(method), dict)}


def _operation(operation: Mapping[str, Any]) -> dict[str, Any]:
    stated = {key: operation[key] for key in STATED if operation.get(key)}
    if "parameters" in stated:
        stated["parameters"] = [_part(parameter) for parameter in stated["parameters"]]
    if "requestBody" in stated:
        stated["requestBody"] = _part(stated["requestBody"])
    stated["responses"] = {
        code: _part(response)
        for code, response in operation.get("responses", {}).items()
        if code != VALIDATION and code[:1] in "23"
    }
    return stated


def _part(node: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in node.items() if key in SAID and value is not False}
    if "schema" in kept:
        kept["schema"] = _schema(kept["schema"])
    if "content" in kept:
        contents = {
            media: {"schema": _schema(entry["schema"])} if entry.get("schema") else {}
            for media, entry in kept.pop("content").items()
        }
        # JSON of any shape is what a route without a return type documents: nothing is asked for.
        contents = {media: entry for media, entry in contents.items() if entry or media != JSON}
        kept |= {"content": contents} if contents else {}
    return kept


def _schema(node: Any) -> Any:
    """Return a schema without the texts in it; a field may still be called `title`."""
    if isinstance(node, list):
        return [_schema(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {
        key: {name: _schema(inner) for name, inner in value.items()}
        if key in NAMED and isinstance(value, dict)
        else _schema(value)
        for key, value in node.items()
        if key not in TEXTS
    }


def _reachable(paths: Mapping[str, Any], schemas: Mapping[str, Any]) -> set[str]:
    """Return the names of the schemas that `paths` refers to, directly or through others."""
    found, waiting = set[str](), list(_references(paths))
    while waiting:
        name = waiting.pop()
        if name in schemas and name not in found:
            found.add(name)
            waiting += _references(schemas[name])
    return found


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(_REFERENCE):
            yield re.sub("~1", "/", reference.removeprefix(_REFERENCE))
        for inner in node.values():
            yield from _references(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _references(inner)
