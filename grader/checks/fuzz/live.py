"""Live fuzzing: cases from the submission's own document, judged by that document.

Only what is unfair to no correct app is judged. What FastAPI takes leniently is read as FastAPI reads it
(lax.py), and undeclared error codes and redirects are never held against an app.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from grader.checks.fuzz.boundary import boundary_cases
from grader.checks.fuzz.corpus import Case, Scenario
from grader.checks.fuzz.document import Document, Operation, read
from grader.checks.fuzz.generate import Bounds, generated_cases
from grader.checks.fuzz.judge import Answer, Finding
from grader.checks.fuzz.quirks import sendable
from grader.checks.fuzz.reading import path_values
from grader.checks.fuzz.selection import capped, in_order, unique
from grader.checks.fuzz.shape import Shapes, declared_response
from grader.checks.fuzz.validity import surely_invalid
from grader.checks.http import WireRequest, WireResponse
from grader.lesson import LiveRule

MAX_OPERATIONS = 60
MAX_CASES = 1_500
DEEP_EXAMPLES = 50
DEEP_CASES = 5_000
ANNOTATIONS = {"title", "description"}
"""What a schema may say without asking for anything."""


def live_scenarios(document: Document, *, deep: bool = False) -> list[Scenario]:
    """Return the cases for the first operations of a document, the same for the same document."""
    bounds = Bounds(operations=MAX_OPERATIONS, fuzz=DEEP_EXAMPLES if deep else 0)
    part = Document(document.root, dict(islice(document.operations.items(), MAX_OPERATIONS)))
    boundary = (case for o in part.operations.values() for case in boundary_cases(part, o))
    fit = [case for case in boundary if sendable(part.operations[case.operation], case.request)]
    cases = unique([*fit, *generated_cases(part, bounds)])
    return in_order(part, capped(cases, DEEP_CASES if deep else MAX_CASES))


def outside(document: Document, contract: Mapping[str, Any]) -> Document:
    """Return the document with only those operations that a contract does not name."""
    asked = {_anonymous(operation) for operation in read(contract).operations.values()}
    rest = {label: o for label, o in document.operations.items() if _anonymous(o) not in asked}
    return Document(document.root, rest)


def _anonymous(operation: Operation) -> str:
    """Return the label without the parameters' names, which students choose."""
    parts = ("{}" if part.startswith("{") else part for part in operation.path.rstrip("/").split("/"))
    return f"{operation.method} {'/'.join(parts)}"


class LiveJudge:
    """Judges answers by the submission's own document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._shapes = Shapes(document)

    def findings(self, scenario: Scenario, answers: Sequence[Answer]) -> list[Finding]:
        """Return what is wrong with the answer to a scenario of one step."""
        return [
            Finding(rule, step, problem)
            for step, (case, answer) in enumerate(zip(scenario.steps, answers, strict=False))
            for rule, problem in self._step(case, answer)
        ]

    def _step(self, case: Case, answer: Answer) -> list[tuple[LiveRule, str]]:
        operation = self._document.operations[case.operation]
        response = answer.response
        if response.status is None:
            return [("never_500", response.failure)]
        if response.status >= 500:
            # A declared 503 is a decision; a declared 500 is still a crash.
            decided = response.status != 500 and str(response.status) in operation.responses
            return [] if decided else [("never_500", "")]
        if not 200 <= response.status < 300 or self._ambiguous(operation, answer.request):
            return []
        if surely_invalid(self._document, operation, answer.request):
            return [("invalid_rejected", "")]
        return self._as_declared(operation, response, response.status)

    def _as_declared(
        self, operation: Operation, response: WireResponse, status: int
    ) -> list[tuple[LiveRule, str]]:
        declared = declared_response(operation, status)
        if declared is None:
            return [("status_code", "")] if operation.responses else []
        # Without a model, FastAPI declares JSON for whatever a handler returns: nobody promised it.
        promised = any(schema.keys() - ANNOTATIONS for schema in declared.content.values())
        media = self._shapes.media_problem(declared, response) if promised else ""
        if media:
            return [("content_type", media)]
        body = self._shapes.body_problem(declared, response)
        return [("response_shape", body)] if body else []

    def _ambiguous(self, operation: Operation, request: WireRequest) -> bool:
        """Tell whether another route may have answered, because its path fits as well."""
        return any(
            other is not operation
            and other.method == operation.method
            and path_values(other, request.target) is not None
            for other in self._document.operations.values()
        )
