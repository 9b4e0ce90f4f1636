"""How well a submission fits a lesson, to choose the lesson for it."""

from __future__ import annotations

from grader.checks.contract.endpoint import Endpoint
from grader.checks.contract.matching import Match, Matches, shape
from grader.checks.openapi import Document, Operation

_NAMES = 0.2
"""Share of an operation's credit that the names of its parameters and body fields earn."""
_NEAR = 0.5
"""Credit for an operation that differs in its final slash only."""
_UNASKED = 0.2
"""What an operation outside the contract costs, in operations: else a small lesson fits every larger app."""


def fit(contract: object, document: object) -> float:
    """Return how well the operations of `document` fit those of `contract`, from 0 to 1."""
    asked, given = Document(contract), Document(document)
    matches = Matches(asked, given)
    if not matches.pairs:
        return 0.0
    near = {_without_slash(operation) for operation in matches.unasked}
    credit = sum(_credit(match, asked, given, near) for match in matches.pairs)
    return credit / (len(matches.pairs) + _UNASKED * len(matches.unasked))


def _credit(match: Match, contract: Document, document: Document, near: set[tuple[str, str]]) -> float:
    if match.found is None:
        return _NEAR if _without_slash(match.wanted) in near else 0.0
    wanted, found = _names(contract, match.wanted), _names(document, match.found)
    shared = len(wanted & found) / len(wanted) if wanted else 1.0
    return 1 - _NAMES + _NAMES * shared


def _without_slash(operation: Operation) -> tuple[str, str]:
    return operation.method, shape(operation.path).strip("/")


def _names(document: Document, operation: Operation) -> set[str]:
    endpoint = Endpoint(document, operation)
    fields = endpoint.body.fields if endpoint.body else ()
    return (
        {parameter.loose_name for parameter in endpoint.parameters} | set(fields) | set(endpoint.path_names)
    )
