"""Lessons for a student: the list, and the assignment with its rubric."""

from __future__ import annotations

from collections.abc import Iterable

from grader.lesson import Lesson


def lesson_table(lessons: Iterable[Lesson]) -> str:
    """Return one line per lesson: its id and its title."""
    rows = [(lesson.id, lesson.title) for lesson in lessons]
    width = max((len(name) for name, _ in rows), default=0)
    return "".join(f"{name:<{width}}  {title}\n" for name, title in rows)


def lesson_page(lesson: Lesson) -> str:
    """Return the assignment text and the rubric, as Markdown that also reads well as plain text."""
    width = max(len(criterion.title) for criterion in lesson.criteria)
    rows = [("Criterion", "Points"), *((c.title, str(c.points)) for c in lesson.criteria)]
    table = [f"| {title:<{width}} | {points:>6} |" for title, points in rows]
    table.insert(1, f"|{'-' * (width + 2)}|{'-' * 7}:|")
    return "\n".join([lesson.assignment.rstrip(), "", "## Rubric", "", *table]) + "\n"
