"""The exception that kept a submission from starting: what its process says (untrusted), and the failure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from grader.results import StartFailure
from grader.results import StartFailureKind as Kind

_ADDRESS = re.compile(r"(?<=\w):\d{12,}(?=\.)| at 0x[0-9a-f]{6,}")
"""Places in memory, which differ from run to run."""


@dataclass(frozen=True)
class Record:
    """The exception as the submission's process described it."""

    stage: str
    types: tuple[str, ...]
    text: str
    name: str
    file: str
    line: int | None
    code: str
    raised_in: str
    traceback: str

    @property
    def type(self) -> str:
        """Name of the exception's class."""
        return self.types[0] if self.types else "Exception"

    @property
    def place(self) -> str:
        """File and line in the submission, as words."""
        return f"{self.file}, line {self.line}" if self.file and self.line else self.file or "the app"


def read_record(raw: object) -> Record:
    """Read the untrusted record; what is missing or of a wrong type becomes empty."""
    table: dict[str, Any] = raw if isinstance(raw, dict) else {}

    def text(key: str) -> str:
        value = table.get(key)
        return _ADDRESS.sub("", value[:8000]) if isinstance(value, str) else ""

    types = table.get("types")
    line = table.get("line")
    names = tuple(str(name)[:100] for name in types[:20]) if isinstance(types, list) else ()
    return Record(
        stage=text("stage"),
        types=names,
        text=text("text"),
        name=text("name"),
        file=text("file"),
        line=line if isinstance(line, int) and not isinstance(line, bool) else None,
        code=text("code"),
        raised_in=text("raised_in"),
        traceback=text("traceback"),
    )


def failure(  # noqa: PLR0913 (the parts of one sentence)
    record: Record,
    kind: Kind,
    message: str,
    advice: str,
    *,
    package: str = "",
    review: bool = False,
) -> StartFailure:
    """Fill a start failure with what `record` says of the place."""
    return StartFailure(
        kind=kind,
        message=message,
        advice=advice,
        traceback=record.traceback,
        file=record.file,
        line=record.line,
        package=package,
        needs_review=review,
    )
