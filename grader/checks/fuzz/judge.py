"""Judges an answer against the reference solution's answer to the same request.

The reference outcome is the oracle, and the contract tells how far it binds: where the contract leaves
room, a submission may differ from the reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.checks.fuzz.corpus import ID, Case, Reference, Scenario
from grader.checks.fuzz.document import Document, Operation, read
from grader.checks.fuzz.reading import path_values
from grader.checks.fuzz.samples import FAR_INTEGER
from grader.checks.fuzz.shape import Shapes, declared_response
from grader.checks.fuzz.validity import surely_invalid, surely_valid
from grader.checks.http import WireRequest, WireResponse
from grader.lesson import FuzzRule, LiveRule

REFUSED = (400, 422)
UNAUTHORISED = (401, 403)
LONG_ID = 8


@dataclass(frozen=True)
class Answer:
    """A request as it was sent, ids filled in, and what came back."""

    request: WireRequest
    response: WireResponse


@dataclass(frozen=True)
class Finding:
    """One step of a scenario that breaks one rule."""

    rule: FuzzRule | LiveRule
    step: int
    problem: str = ""
    """What is wrong with the answer, where the rule alone does not say it."""


class Judge:
    """Judges the answers to the cases of one contract."""

    def __init__(self, contract: Mapping[str, Any]) -> None:
        self.document: Document = read(contract)
        self.shapes = Shapes(self.document)

    def findings(self, scenario: Scenario, answers: Sequence[Answer]) -> list[Finding]:
        """Return what is wrong with the answers to a scenario, which may have been cut short.

        In a flow nothing but a crash counts after the first step that went another way: the states differ.
        """
        found: list[Finding] = []
        for step, (case, answer) in enumerate(zip(scenario.steps, answers, strict=False)):
            if case.reference is None or case.operation not in self.document.operations:
                continue  # nothing to judge by
            found += [Finding(rule, step, why) for rule, why in self._step(case, case.reference, answer)]
            if answer.response.status is None or _way(answer.response.status) != _way(case.reference.status):
                rest = zip(scenario.steps[step + 1 :], answers[step + 1 :], strict=False)
                late = [i for i, (_, later) in enumerate(rest, step + 1) if _crashed(later.response)]
                return found + [Finding("never_500", index) for index in late]
        return found

    def _step(self, case: Case, reference: Reference, answer: Answer) -> list[tuple[FuzzRule, str]]:
        status = answer.response.status
        if status is None or status >= 500:
            return [("never_500", answer.response.failure)]
        if 200 <= reference.status < 300 and 200 <= status < 300:
            return self._both_accept(case, reference, answer, status)
        rule = self._class_rule(case, reference.status, status, answer.request)
        return [(rule, "")] if rule else []

    def _class_rule(self, case: Case, wanted: int, got: int, request: WireRequest) -> FuzzRule | None:
        """Return the rule that is broken when one of both answers is no success."""
        operation = self.document.operations[case.operation]
        if 200 <= wanted < 300:
            # 404 and 405 are a missing route: the contract check says so. 409 depends on earlier requests.
            refused = got in REFUSED and surely_valid(self.document, operation, request)
            return "valid_accepted" if refused else None
        if not 200 <= got < 300:
            return None
        if wanted in REFUSED and surely_invalid(self.document, operation, request):
            return "invalid_rejected"
        if wanted in UNAUTHORISED:
            return "auth_enforced"
        if wanted == 404 and case.request.method != "PUT" and self._missing(case, operation):
            return "missing_is_404"  # but a PUT may create
        return None

    def _both_accept(
        self, case: Case, reference: Reference, answer: Answer, status: int
    ) -> list[tuple[FuzzRule, str]]:
        if status != reference.status:
            return [("status_code", "")]
        declared = declared_response(self.document.operations[case.operation], status)
        if declared is None or not reference.in_shape:
            return []
        response = answer.response
        problem = self.shapes.media_problem(declared, response) or self.shapes.body_problem(
            declared, response
        )
        return [("response_shape", problem)] if problem else []

    def _missing(self, case: Case, operation: Operation) -> bool:
        """Tell whether the path holds only ids that are gone, or that no fresh app has."""
        if ID in case.request.target:
            return True
        values = list((path_values(operation, case.request.target) or {}).values())
        return bool(values) and all(_far_id(value) for value in values)


def _far_id(text: str) -> bool:
    if re.fullmatch(r"-?\d+", text):
        return abs(int(text)) >= FAR_INTEGER
    return len(text) >= LONG_ID


def _way(status: int) -> int:
    """Return the class of a status, all refusals of a request being alike."""
    return status // 100


def _crashed(response: WireResponse) -> bool:
    return response.status is None or response.status >= 500
