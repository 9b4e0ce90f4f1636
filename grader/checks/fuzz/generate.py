"""Has schemathesis make cases from a document, bounded in number and time."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.checks.fuzz.corpus import Case, row_to_case
from grader.checks.fuzz.document import MAX_PARTS, Document, Operation, as_object
from grader.checks.fuzz.engines import run_engine
from grader.checks.fuzz.quirks import sendable

SEED = 1
_REFERENCE = re.compile(r'"#/components/(\w+)/([^"/]+)')


_REFERENCES = ("$ref", "$dynamicRef", "operationRef")
_ELSEWHERE = {"$schema", "$id", "jsonSchemaDialect", "externalValue"}
"""Keys that give references another base, or name a place to read from."""


@dataclass(frozen=True)
class Bounds:
    """How much to generate."""

    operations: int = 60
    per_operation: int = 150
    """Cases per operation and phase."""
    fuzz: int = 0
    """Random examples per operation, half of them valid; 0 leaves the fuzzing phase out."""
    seconds: float = 60.0
    """Wall time, after which the generator is killed and what it made so far is used."""
    seed: int = SEED


def generated_cases(document: Document, bounds: Bounds) -> list[Case]:
    """Return schemathesis' cases for the first operations of a document, without what must not be sent."""
    part = list(document.operations.values())[: bounds.operations]
    operations = [o for o in part if not document.expands_beyond(_declared(document, o), MAX_PARTS)]
    known = {operation.label: operation for operation in operations}
    order = {
        "document": without_remote(_reduced(document, operations)),
        "seed": bounds.seed,
        "per_operation": bounds.per_operation,
        "fuzz": bounds.fuzz // 2,
    }
    cases = (row_to_case(row) for row in _run(order, bounds.seconds))
    return [
        case for case in cases if case.operation in known and sendable(known[case.operation], case.request)
    ]


def _reduced(document: Document, operations: list[Operation]) -> dict[str, Any]:
    """Keep what generation needs; without `servers`, so that paths stay as they are written."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        item = document.root["paths"][operation.path]
        kept = paths.setdefault(operation.path, {k: item[k] for k in ("parameters",) if k in item})
        kept[operation.method.lower()] = _declared(document, operation)
    version = document.root.get("openapi")
    return {
        "openapi": version if isinstance(version, str) and version.startswith("3.") else "3.1.0",
        "info": {"title": "app", "version": "1"},
        "paths": paths,
        "components": _components(document, paths),
    }


def without_remote(value: Any) -> Any:
    """Drop whatever refers out of the document: the library would fetch it, and the app must send us nowhere.

    A schema that does so allows anything.
    """
    if isinstance(value, list):
        return [without_remote(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if any(isinstance(value.get(key), str) and value[key][:1] != "#" for key in _REFERENCES):
        return {}
    return {key: without_remote(inner) for key, inner in value.items() if key not in _ELSEWHERE}


def _components(document: Document, paths: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the components that the paths refer to, directly or through others."""
    kept: dict[str, Any] = {}
    texts = [json.dumps(paths)]
    while texts:
        for kind, name in _REFERENCE.findall(texts.pop()):
            found = as_object(as_object(document.root.get("components")).get(kind)).get(name)
            if found is not None and name not in kept.setdefault(kind, {}):
                kept[kind][name] = found
                texts.append(json.dumps(found))
    return kept


def _declared(document: Document, operation: Operation) -> Any:
    return document.root["paths"][operation.path][operation.method.lower()]


def _run(order: dict[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
    """Run the engine and yield the rows that it wrote within `seconds`."""
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as out:
        asked.write(json.dumps(order).encode())
        asked.flush()
        run_engine(asked, out, seconds)
        out.seek(0)
        for line in out.read().decode("utf-8", "replace").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                return  # cut off when it was killed
