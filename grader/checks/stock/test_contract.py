"""Stock check: does the submission's OpenAPI document hold what the lesson's contract asks for?"""

from __future__ import annotations

from typing import Any

import pytest

from grader.checks.contract import Finding, compare
from grader.checks.failure import Blocked, CheckFailed
from grader.checks.openapi import operations
from grader.checks.plugin import LESSON
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


def test_contract(criterion: Criterion, lesson: Lesson, openapi: dict[str, Any]) -> None:
    """The documentation describes the endpoints that the assignment asks for.

    A missing operation costs once: it fails the criteria whose scope has the aspect `operations`. Other
    criteria judge the operations that are there, and are blocked where none is there.
    """
    if criterion.contract is None or lesson.contract is None:
        raise LessonError(f"{lesson.root}: criterion {criterion.id!r} needs a contract.json")
    scope = criterion.contract
    judged = _operations(scope, lesson)
    findings = [f for f in compare(lesson.contract, openapi) if f.operation in judged or f.aspect == "info"]
    told = [finding for finding in findings if finding.aspect in scope.aspects]
    if told:
        raise _failure(told)
    missing = [finding for finding in findings if finding.aspect == "operations"]
    if set(scope.aspects) - {"operations", "info"} and len(missing) == len(judged):
        raise Blocked(_joined(missing))


def _operations(scope: ContractScope, lesson: Lesson) -> list[str]:
    """Return the operations that `scope` judges, as the contract writes them."""
    known = [f"{method} {path}" for method, path in operations(lesson.contract)]
    unknown = [operation for operation in scope.operations if operation not in known]
    if unknown:
        raise LessonError(f"{lesson.root}: contract.json has no operation {unknown[0]!r}")
    return list(scope.operations) or known


def _failure(findings: list[Finding]) -> CheckFailed:
    """Tell the findings; expectation and reality apart only where there is one pair of them."""
    alone = findings[0] if len(findings) == 1 else None
    return CheckFailed(
        _joined(findings),
        expected=alone.expected if alone else "",
        received=alone.received if alone else "",
    )


def _joined(findings: list[Finding]) -> str:
    lines = [finding.message for finding in findings[:SHOWN]]
    more = len(findings) - len(lines)
    return "\n".join([*lines, f"And {more} more."] if more else lines)
