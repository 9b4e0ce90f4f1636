"""What judging one answer yields."""

from __future__ import annotations

from dataclasses import dataclass

from grader.results import Diagram


@dataclass(frozen=True)
class Verdict:
    """Right when there are no problems. Nothing in it tells the key."""

    problems: tuple[str, ...] = ()
    """What is wrong, a sentence each; words of the student stand in quotes."""
    expected: str = ""
    """What kind of answer is asked for."""
    received: str = ""
    """The student's answer, and what was recognised in it."""
    diagram: Diagram | None = None
