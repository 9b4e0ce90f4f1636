"""The part of a report that a reader may see, where some criteria are kept from them: pure."""

from __future__ import annotations

from collections.abc import Set

from grader.results import START, UNLOADED, CriterionResult, Report


def part_of(report: Report, shown: Set[str]) -> Report:
    """Return `report` with no word on criteria other than those of the ids `shown`.

    What a known mistake would explain goes as a whole where one of its criteria is not shown, and so do
    notes on check modules, which may be those of other criteria.
    """
    if shown >= {criterion.id for criterion in report.criteria}:
        return report
    return report.model_copy(
        update={
            "criteria": tuple(_without(c, shown) for c in report.criteria if c.id in shown),
            "looks_like": tuple(one for one in report.looks_like if {*one.criteria} <= {*shown, START}),
            "notes": tuple(note for note in report.notes if not note.startswith(UNLOADED)),
            "documentation": (),
        }
    )


def _without(criterion: CriterionResult, shown: Set[str]) -> CriterionResult:
    causes = tuple(name for name in criterion.blocked_by if name in shown)
    return criterion.model_copy(update={"blocked_by": causes})
