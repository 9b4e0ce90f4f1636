"""What a report says of itself."""

from __future__ import annotations

from typing import Any

import pytest

from grader.results import CheckResult, CriterionResult, Outcome

SHAKY = CheckResult(id="t.py::t", title="It works", outcome=Outcome.PASSED, unstable=True)


@pytest.mark.parametrize(
    ("values", "needed"),
    [
        ({"outcome": Outcome.PASSED}, False),
        ({"outcome": Outcome.FAILED}, False),
        ({"outcome": Outcome.ERROR}, True),
        ({"outcome": Outcome.FAILED, "review": True}, True),
        ({"outcome": Outcome.PASSED, "checks": (SHAKY,)}, True),
    ],
)
def test_which_criteria_a_person_must_look_at(values: dict[str, Any], needed: bool) -> None:
    criterion = CriterionResult(id="a", title="A", max_points=5, **values)
    assert criterion.needs_review is needed
    assert "needs_review" not in criterion.model_dump()
