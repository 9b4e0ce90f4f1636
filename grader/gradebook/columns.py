"""Which column of a Canvas gradebook is a lesson's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.errors import UsageError
from grader.gradebook.cells import visible

_ASSIGNMENT = re.compile(r"(?P<title>.*\S)\s*\((?P<id>[0-9]+)\)")
_TOTAL = re.compile(r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)")


def assignments(headings: Sequence[str], possible: Sequence[str]) -> dict[int, str]:
    """Return the columns that hold an assignment's scores, with their headings.

    `possible` is the row with the maximum points, which marks columns that are read only.
    """
    return {
        number: heading
        for number, heading in enumerate(headings)
        if _ASSIGNMENT.fullmatch(heading)
        and not _TOTAL.search(heading)
        and "read only" not in (possible[number].lower() if number < len(possible) else "")
    }


def choose(known: Mapping[int, str], lesson: str, title: str) -> int:
    """Return the column that is named like the lesson's id or title.

    Raises:
        UsageError: none is, or several are; the text lists the columns.
    """
    names = [words for words in (_words(lesson), _words(title)) if words]
    titles = {number: _words(_title(heading)) for number, heading in known.items()}
    same = [number for number, words in titles.items() if words in names]
    alike = [n for n, words in titles.items() if any(f" {name} " in f" {words} " for name in names)]
    found = same or alike
    if len(found) != 1:
        what = "several columns are" if found else "no column is"
        raise UsageError(f"{what} named like the lesson {lesson or title!r}; {_mend(known)}")
    return found[0]


def named(known: Mapping[int, str], column: str) -> int:
    """Return the column that the option `--column` names: by heading, title or number.

    Raises:
        UsageError: it names none, or several; the text lists the columns.
    """
    wanted = column.strip().casefold()
    exact = [number for number, heading in known.items() if heading.casefold() == wanted]
    loose = [n for n, heading in known.items() if wanted in {_title(heading).casefold(), _id(heading)}]
    found = exact or loose
    if len(found) != 1:
        what = "names several columns" if found else "names no column for scores"
        raise UsageError(f"--column {visible(column)!r} {what}; {_mend(known)}")
    return found[0]


def _title(heading: str) -> str:
    return _ASSIGNMENT.sub(r"\g<title>", heading)


def _id(heading: str) -> str:
    return _ASSIGNMENT.sub(r"\g<id>", heading)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("_", " ")))


def _mend(known: Mapping[int, str]) -> str:
    if not known:
        return "the file has no column for an assignment; create it in Canvas and export again"
    return "write --column with one of: " + "; ".join(visible(heading) for heading in known.values())
