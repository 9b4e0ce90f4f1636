"""Which lesson a folder's name means."""

from __future__ import annotations

import re
from collections.abc import Collection


def lesson_named(name: str, lessons: Collection[str]) -> str:
    """Return the lesson that a whole name means: its id, or a beginning that only one id has.

    `Q3`, `q03` and `q03_path parameters` all mean `q03-path-parameters`. "" where none or several fit.
    """
    wanted = _plain(name)
    near = [lesson for lesson in lessons if f"{_plain(lesson)}-".startswith(f"{wanted}-")]
    exact = [lesson for lesson in near if _plain(lesson) == wanted]
    fitting = exact or near
    return fitting[0] if wanted and len(fitting) == 1 else ""


def lesson_within(name: str, lessons: Collection[str]) -> str:
    """Return the lesson that stands somewhere in a name, such as the prefix of a clone.

    A short form counts here only with its number (`q03`, `q3`): a word alone may mean anything.
    """
    words = f"-{_plain(name)}-"
    if whole := [lesson for lesson in lessons if f"-{_plain(lesson)}-" in words]:
        return max(whole, key=lambda lesson: (len(lesson), lesson))
    short = [lesson for lesson in lessons if (code := _code(lesson)) and f"-{code}-" in words]
    return short[0] if len(short) == 1 else ""


def after_lesson(name: str, lessons: Collection[str]) -> tuple[str, str]:
    """Split `cs1-q03-path-parameters-alice` into its lesson and what follows it; ("", "") where none does."""
    for lesson in sorted(lessons, key=lambda lesson: (-len(lesson), lesson)):
        match = re.match(rf"(?:.+?-)?{re.escape(lesson)}-(?P<rest>.+)", name, re.IGNORECASE | re.DOTALL)
        if match:
            return lesson, match["rest"]
    return "", ""


def _plain(name: str) -> str:
    spelled = re.sub(r"[\s_]+", "-", name.strip().casefold())
    return re.sub(r"(?<=[a-z])0+(?=\d)", "", spelled).strip("-")


def _code(lesson: str) -> str:
    first = _plain(lesson).split("-", 1)[0]
    return first if re.search(r"\d", first) else ""
