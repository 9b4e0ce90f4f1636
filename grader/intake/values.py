"""Students and what they handed in: the values that `collect` returns and that a batch keeps."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

Origin = Literal["plain", "github", "gradescope", "canvas", "moodle"]
"""Whose way of naming hand-ins a source follows."""


class Student(BaseModel):
    """A student, as far as the source and the roster tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """What the gradebook calls the student: the roster's identifier, else the best that the source tells."""
    name: str = ""
    email: str = ""
    username: str = ""
    """On GitHub."""
    section: str = ""
    keys: tuple[str, ...] = ()
    """Other identifiers: Canvas and SIS ids, a Moodle participant's number."""
    enrolled: bool = False
    """Whether the roster lists the student."""

    @property
    def label(self) -> str:
        """The name, where there is one."""
        return self.name or self.id


class Handin(BaseModel):
    """What one student, or one group, handed in for one lesson."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """Unique in the batch, fit as a file name, and the same in every run over the same sources."""
    students: tuple[Student, ...] = ()
    """Empty where nobody was recognised; several for a group."""
    path: Path
    """A folder, `.zip` or file that `open_submission` opens."""
    folder: str
    """Its name as it was handed in or exported."""
    origin: Origin = "plain"
    lesson: str = ""
    """Id of the lesson, where the source says so."""
    submitted: datetime | None = None
    """With a time zone; None where the source does not tell."""
    late: bool = False
    """The platform calls it late."""
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The students' names, else the folder's."""
        return ", ".join(student.label for student in self.students) or self.folder


class Unmatched(BaseModel):
    """Something that could not be brought together, for the teacher to look at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    why: str


class Intake(BaseModel):
    """All of a class."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    handins: tuple[Handin, ...]
    """Sorted by id."""
    absent: tuple[Student, ...] = ()
    """On the roster, but handed in nothing."""
    unmatched: tuple[Unmatched, ...] = ()
