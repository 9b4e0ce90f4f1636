"""Judges the choice of one of several names."""

from __future__ import annotations

import re
from typing import Any

from grader.checks.answers.verdict import Verdict
from grader.printable import printable
from grader.questions import Choice


def judge_choice(question: Choice, value: Any) -> Verdict:
    """Judge a name; upper case, spaces and punctuation do not matter."""
    offered = f"one of {', '.join(question.choices)}"
    if not isinstance(value, str):
        return Verdict((f"Give one name, as text in quotes: {offered}.",), offered, printable(str(value)))
    chosen = next((name for name in question.choices if _plain(name) == _plain(value)), None)
    if chosen is None:
        return Verdict((f'"{printable(value, 60)}" is none of the choices.',), offered, printable(value))
    if chosen not in question.right:
        return Verdict((f"{chosen} does not fit here.",), "another of the choices", chosen)
    return Verdict(received=chosen)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())
