"""One hand-in as a source shows it, before anybody is recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.intake.values import Origin, Student, Unmatched
from grader.printable import printable

_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?P<part>[.,]\d+)?\s*"
    r"(?:(?P<utc>Z|UTC)|(?P<zone>[+-]\d\d:?\d\d))"
)


@dataclass(frozen=True)
class Found:
    """What lies there, whose it says it is, and when it came."""

    where: str
    """Name of the source and the path below it, with `/`."""
    folder: str
    path: Path
    origin: Origin
    people: tuple[Student, ...] = ()
    who: str = ""
    """What its id is made from; empty for the names of its students."""
    lesson: str = ""
    submitted: datetime | None = None
    late: bool = False
    attempt: int = 0
    """The platform's running number of what was handed in; 0 where it gives none."""
    notes: tuple[str, ...] = ()


Finding = Found | Unmatched
Findings = Iterator[Finding]


def clean(text: str) -> str:
    """Return a name as it may be shown and kept: without invisible characters, at most 200 long."""
    if not text.isprintable():
        text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return printable(text.strip())


def moment(text: str) -> datetime | None:
    """Read an ISO time as people and platforms write it; None where it is none or names no time zone."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    zone = "+00:00" if match["utc"] else match["zone"]
    part = (match["part"] or "")[:7].replace(",", ".").ljust(7, "0") if match["part"] else ""
    seconds = match["time"] if match["time"].count(":") == 2 else f"{match['time']}:00"
    try:
        return datetime.fromisoformat(f"{match['day']}T{seconds}{part}{zone}")
    except ValueError:
        return None
