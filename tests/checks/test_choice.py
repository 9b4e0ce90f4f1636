"""Which lesson a submission is meant for."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.checks.choice import best_fit
from grader.lesson import Criterion, Lesson

CRITERIA = (Criterion(id="c", title="C", points=100, hint="h"),)


def lesson(name: str) -> Lesson:
    return Lesson(id=name, root=Path(name), title=name, criteria=CRITERIA)


@pytest.mark.parametrize(
    ("fits", "chosen", "near_tie", "words"),
    [
        ({"a": 0.9, "b": 0.3}, "a", (), "(90% fit)"),
        ({"b": 0.75, "a": 0.7}, "b", ("b", "a"), ""),
        ({"a": 0.6, "b": 0.49}, "a", (), "(60% fit)"),
        ({"a": 0.49, "b": 0.1}, "any", (), "No lesson's endpoints fit"),
        ({}, "any", (), "No lesson's endpoints fit"),
        ({"b": 0.8, "a": 0.8}, "a", ("a", "b"), ""),
    ],
)
def test_a_clear_lead_wins(
    fits: dict[str, float], chosen: str, near_tie: tuple[str, ...], words: str
) -> None:
    choice = best_fit([(value, lesson(name)) for name, value in fits.items()], lesson("any"))
    assert (choice.lesson.id, choice.near_tie) == (chosen, near_tie)
    assert words in choice.reason
