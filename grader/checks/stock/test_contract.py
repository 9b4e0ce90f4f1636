"""Stock check: does the submission's OpenAPI document hold what the lesson's contract asks for?"""

from __future__ import annotations

from typing import Any

import pytest

from grader.checks.app import AppHandle
from grader.checks.contract import Finding, compare
from grader.checks.failure import CheckFailed
from grader.checks.fixtures import LESSON
from grader.checks.openapi import operations
from grader.errors import LessonError
from grader.lesson import ContractScope, Criterion, Lesson

SHOWN = 8
"""Findings that one criterion tells; more would not be read."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one check for each criterion that is judged by the contract."""
    criteria = [criterion for criterion in metafunc.config.stash[LESSON].criteria if criterion.contract]
    parameters = [
        pytest.param(criterion, id=criterion.id, marks=pytest.mark.criterion(criterion.id))
        for criterion in criteria
    ]
    metafunc.parametrize("criterion", parameters)


def test_contract(
    criterion: Criterion, lesson: Lesson, openapi: dict[str, Any], app_handle: AppHandle
) -> None:
    """The documentation describes the endpoints that the assignment asks for.

    An operation that is missing from it fails every criterion whose scope holds it. One mistake costs
    once all the same: such a criterion `requires` those that the endpoint itself must pass.
    """
    if criterion.contract is None or lesson.contract is None:
        raise LessonError(f"{lesson.root}: criterion {criterion.id!r} needs a contract.json")
    scope = criterion.contract
    judged = _operations(scope, lesson)
    findings = [f for f in compare(lesson.contract, openapi) if f.operation in judged or f.aspect == "info"]
    aspects = {*scope.aspects, "operations"} if set(scope.aspects) != {"info"} else {"info"}
    told = [finding for finding in findings if finding.aspect in aspects]
    if told:
        raise _failure(told, app_handle)


def _operations(scope: ContractScope, lesson: Lesson) -> list[str]:
    """Return the operations that `scope` judges, as the contract writes them."""
    known = [f"{method} {path}" for method, path in operations(lesson.contract)]
    unknown = [operation for operation in scope.operations if operation not in known]
    if unknown:
        raise LessonError(f"{lesson.root}: contract.json has no operation {unknown[0]!r}")
    return list(scope.operations) or known


def _failure(findings: list[Finding], app: AppHandle) -> CheckFailed:
    """Tell the findings; expectation and reality apart only where there is one pair of them.

    The document itself is left out of the evidence: its first lines would say nothing.
    """
    alone = findings[0] if len(findings) == 1 else None
    return CheckFailed(
        _joined(findings),
        expected=alone.expected if alone else "",
        received=alone.received if alone else "",
        exchanges=[seen.model_copy(update={"response_body": None}) for seen in app.exchanges()],
    )


def _joined(findings: list[Finding]) -> str:
    lines = [finding.message for finding in findings[:SHOWN]]
    more = len(findings) - len(lines)
    return "\n".join([*lines, f"And {more} more."] if more else lines)
