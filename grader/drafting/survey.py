"""What a solution asks for, what it answers, and the checks that follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.checks.fuzz.document import METHODS, Document, read
from grader.checks.openapi import operations
from grader.discovery import AppLocation
from grader.drafting.checkmodule import Check
from grader.drafting.contract import contract_of
from grader.drafting.expectations import expect_of
from grader.drafting.exploring import Explored, Explorer
from grader.drafting.literals import literals
from grader.drafting.naming import function_names, slug
from grader.drafting.plans import Kind, Plan, plans_for
from grader.drafting.playing import Played, play_all
from grader.drafting.rubric import Subject
from grader.drafting.running import Solution

NO_COMMON_ANSWER = "its answers differ from run to run, crash, or are those of a path without a route"


@dataclass(frozen=True)
class Survey:
    """All that is known of a solution before its mutants."""

    app: AppLocation
    contract: Mapping[str, Any]
    document: Document
    """The contract, to work with."""
    explored: Explored
    subjects: tuple[Subject, ...]
    id_types: Mapping[str, type]
    """Types of the ids of created things, by the label of the operation that creates."""
    undrafted: Mapping[str, str]
    """Operations without a check, and why."""


def survey(app: Solution, folder: Path) -> Survey:
    """Send requests to the solution in `folder`, and draft checks from what it answers.

    Raises:
        LessonError: it does not start, or its document cannot be read.
    """
    raw = app.openapi()
    contract = contract_of(raw)
    document = read(contract)
    explorer = Explorer(raw, document, app.start, literals(folder))
    explored = explorer.explore()
    plans = plans_for(document, explorer)
    played = play_all(plans, explored.kitchen, app.start)
    names = function_names(raw, document)
    checks = [
        check
        for plan, answers in zip(plans, played, strict=True)
        if (check := _check(plan, answers, names[plan.label])) is not None
    ]
    subjects = tuple(_subjects(document, checks))
    undrafted = _undrafted(raw, document, explored, subjects)
    return Survey(app.app, contract, document, explored, subjects, _id_types(played), undrafted)


def _check(plan: Plan, answers: Sequence[Played], name: str) -> Check | None:
    expected = expect_of(plan, answers)
    ending = f"_{plan.kind.value}" if plan.kind.value else ""
    return Check(plan, expected, slug(name), f"test_{name}{ending}") if expected else None


def _subjects(document: Document, checks: Sequence[Check]) -> list[Subject]:
    """Return the operations whose ordinary request can be judged, with all their checks."""
    found = []
    for label, operation in document.operations.items():
        own = [check for check in checks if check.plan.label == label]
        own.sort(key=lambda check: check.plan.kind is not Kind.ORDINARY)
        if own and (own[0].plan.kind is Kind.ORDINARY):
            found.append(Subject(operation, own[0].criterion, tuple(own)))
    return found


def _id_types(played: Sequence[Sequence[Played]]) -> dict[str, type]:
    return {label: type(value) for answers in played for one in answers for label, value in one.ids.items()}


def _undrafted(
    raw: Mapping[str, Any], document: Document, explored: Explored, subjects: Sequence[Subject]
) -> dict[str, str]:
    drafted = {subject.operation.label for subject in subjects}
    missing = [label for label in document.operations if label not in drafted]
    found = {label: explored.skipped.get(label, NO_COMMON_ANSWER) for label in missing}
    others = [f"{method} {path}" for method, path in operations(raw) if method.lower() not in METHODS]
    return found | dict.fromkeys(others, "only GET, POST, PUT, PATCH and DELETE are drafted")
