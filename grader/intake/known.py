"""What is known of a class before its sources are looked through."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """Helps to tell an assignment's name from a student's."""

    lessons: tuple[str, ...] = ()
    """Ids."""
    usernames: frozenset[str] = frozenset()
    """Of the roster, in lower case."""
    assignment: str = ""
    """What the clones' names begin with."""
