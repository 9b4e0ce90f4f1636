"""CRUD flows: create, then read, change and delete what was created."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.checks.bodies import read_json
from grader.checks.fuzz.compose import compose, default_body, defaults
from grader.checks.fuzz.corpus import ID, Case, Scenario
from grader.checks.fuzz.document import Document, Operation
from grader.checks.http import WireResponse

ORDER = ("GET", "GET", "PUT", "GET", "PATCH", "GET", "DELETE", "GET", "DELETE", "PATCH", "PUT")
ID_KEYS = ("id", "_id", "uuid", "ID", "Id")


def flows(document: Document) -> Iterator[Scenario]:
    """Yield a flow for each collection: a path with POST and a path with one more parameter."""
    for operation in document.operations.values():
        member = _member_path(document, operation)
        if operation.method == "POST" and member:
            steps = [case for case in _steps(document, operation, member) if case is not None]
            yield Scenario(tuple(steps), operation.path)


def captured_id(member_parameter: str, response: WireResponse) -> str:
    """Return the id in the answer to a POST, or ""; `member_parameter` is like `item_id`."""
    try:
        body = read_json(response.body)
    except (ValueError, RecursionError):
        return ""
    if isinstance(body, int | str) and not isinstance(body, bool):
        return str(body)
    if not isinstance(body, dict):
        return ""
    for key in (member_parameter, *ID_KEYS):
        value = body.get(key)
        if isinstance(value, int | str) and not isinstance(value, bool) and str(value):
            return str(value)
    return ""


def member_parameter(steps: Sequence[Case]) -> str:
    """Return the name of the parameter that takes the flow's id."""
    last = next((case.operation for case in steps if ID in case.request.target), "")
    names = re.findall(r"\{([^{}]+)\}", last)
    return str(names[-1]) if names else "id"


def _member_path(document: Document, collection: Operation) -> str:
    pattern = re.escape(collection.path.rstrip("/")) + r"/\{[^{}/]+\}/?"
    paths = [o.path for o in document.operations.values() if re.fullmatch(pattern, o.path)]
    return paths[0] if paths and "{" not in collection.path else ""


def _steps(document: Document, collection: Operation, member: str) -> Iterator[Case | None]:
    yield _step(document, collection, "first of a flow")
    yield _step(document, collection, "second of a flow")
    for method in ORDER:
        operation = document.operations.get(f"{method} {member}")
        if operation is not None:
            yield _step(document, operation, "with the id just created")
    listing = document.operations.get(f"GET {collection.path}")
    if listing is not None:
        yield _step(document, listing, "after the flow")


def _step(document: Document, operation: Operation, reason: str) -> Case | None:
    values = defaults(document, operation, reason)
    for parameter in operation.at("path"):
        values["path", parameter.name] = ID
    request = compose(operation, values, default_body(document, operation, reason))
    return None if request is None else Case(operation.label, reason, request)
