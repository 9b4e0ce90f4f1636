"""What several answers have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from grader.drafting.expectations import common
from grader.drafting.recipes import Made

MAKER = "POST /things"
IDS = [{MAKER: 1}, {MAKER: 4}, {MAKER: 2}]
TODAY = date.today().isoformat()

COMMON: dict[str, tuple[list[Any], Any]] = {
    "equal": ([{"a": "x", "b": [1, None]}] * 3, {"a": "x", "b": [1, None]}),
    "the id": ([{"id": 1}, {"id": 4}, {"id": 2}], {"id": Made(MAKER)}),
    "another number": ([{"id": 1}, {"id": 5}, {"id": 2}], {"id": int}),
    "a whole and a broken number": ([1, 1.5, 1], float),
    "true is no number": ([True, 1, 1], (bool, int)),
    "sometimes null": (["x", None, "y"], (str, None)),
    "lists of other lengths": ([[], ["a"], ["a", "b"]], list),
    "other keys": ([{"a": 1}, {"b": 1}, {"a": 1}], dict),
    "a long list": ([[0] * 50] * 3, list),
    "nested": ([[{"n": 1, "t": "a"}], [{"n": 2, "t": "a"}], [{"n": 9, "t": "a"}]], [{"n": int, "t": "a"}]),
    "today": ([f"{TODAY}T10:00:00"] * 3, str),
    "a day long ago": (["2001-02-03"] * 3, "2001-02-03"),
}


@pytest.mark.parametrize(("answers", "expected"), COMMON.values(), ids=COMMON)
def test_common(answers: list[Any], expected: Any) -> None:
    assert common(answers, IDS) == expected
