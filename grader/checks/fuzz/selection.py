"""Keeps the number of cases small and their variety large."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from grader.checks.fuzz.corpus import Case, Scenario
from grader.checks.fuzz.document import METHODS, Document
from grader.checks.fuzz.flows import flows


def in_order(document: Document, cases: Iterable[Case]) -> list[Scenario]:
    """Return reads, then the document's flows, then writes, deletions last.

    Reads meet a fresh state, so that what they answer does not depend on how an app counts or refuses what
    other cases create; each flow brings what it reads; what writes leave behind is read by nobody.
    """
    labels = list(document.operations)
    ordered = sorted(
        cases, key=lambda c: (METHODS.index(c.request.method.lower()), labels.index(c.operation))
    )
    reads = [Scenario((case,)) for case in ordered if case.request.method == "GET"]
    writes = [Scenario((case,)) for case in ordered if case.request.method != "GET"]
    return [*reads, *flows(document), *writes]


def unique(cases: Iterable[Case]) -> list[Case]:
    """Drop cases whose request was there before."""
    found: dict[object, Case] = {}
    for case in cases:
        request = case.request
        found.setdefault((request.method, request.target, request.headers, request.body), case)
    return list(found.values())


def capped(cases: Sequence[Case], most: int) -> list[Case]:
    """Keep at most so many, in their order, taking from each operation and each field in turn."""
    turns = _turns(cases)
    ranked = sorted(range(len(cases)), key=turns.__getitem__)
    taken = set(ranked[:most])
    return [case for place, case in enumerate(cases) if place in taken]


def _turns(cases: Sequence[Case]) -> list[tuple[int, int]]:
    """Return for each case when its turn is: its rank within its operation, then its place."""
    fields: Counter[tuple[str, str]] = Counter()
    rounds = list[int]()
    for case in cases:
        key = (case.operation, _field(case))
        rounds.append(fields[key])
        fields[key] += 1
    ranks: Counter[str] = Counter()
    turns: list[tuple[int, int]] = [(0, 0)] * len(cases)
    for place in sorted(range(len(cases)), key=lambda place: (rounds[place], place)):
        operation = cases[place].operation
        turns[place] = (ranks[operation], place)
        ranks[operation] += 1
    return turns


def _field(case: Case) -> str:
    """Return what the case varies: the part of its reason between backquotes, or all of it."""
    parts = case.reason.split("`")
    return parts[1] if len(parts) > 1 else case.reason
