"""What a folder of results holds: `batch.json`, from which tables and pages can be made again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from grader.batch.terms import Terms
from grader.errors import UsageError
from grader.files import write_atomically
from grader.gradebook.late import LateRule
from grader.intake.values import Handin, Intake

FILE = "batch.json"


class Done(BaseModel):
    """How one hand-in ended."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    handin: str
    """Its id."""
    key: str = ""
    """Names its report in the store; empty where there is none."""
    lesson: str = ""
    score: int | None = None
    """The grader's own; None where there is no report."""
    max_score: int = 0
    review: bool = False
    """A person must look."""
    reused: bool = False
    """The report was there already."""
    problem: str = ""
    """Why there is no report."""
    fault: Literal["", "handin", "grader"] = ""
    """Where the problem lies."""
    again: bool = False
    """The grader failed on a part of it: the next run tries once more."""


class Marking(BaseModel):
    """How reports become marks; kept, so that later tables are made alike."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    """Of the class page."""
    late: LateRule | None = None


class GradedLesson(BaseModel):
    """A lesson as it was when the batch was graded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    digest: str
    title: str
    max_score: int


class Manifest(BaseModel):
    """One batch."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal["1"] = "1"
    terms: Terms
    lessons: dict[str, GradedLesson]
    """Those that hand-ins were to be graded against, by id."""
    intake: Intake
    marking: Marking = Marking()
    done: dict[str, Done] = {}
    """By the hand-in's id; complete when the run ended."""
    decided: dict[str, str] = {}
    """Which version of a hand-in each decision was first applied to; see `Marks`."""
    before: dict[str, Done] = {}
    """What held before the lesson or the terms changed; empty where nothing was regraded."""

    def save(self, results: Path) -> None:
        """Write it into the folder of results."""
        write_atomically(results / FILE, self.model_dump_json(indent=1))

    def differences(self, terms: Terms, lessons: Mapping[str, GradedLesson]) -> list[str]:
        """Return in words what would be graded otherwise now."""
        changed = [
            f"lesson {name} has changed"
            for name, lesson in lessons.items()
            if name in self.lessons and lesson.digest != self.lessons[name].digest
        ]
        added = sorted(lessons.keys() - self.lessons.keys())
        removed = sorted(self.lessons.keys() - lessons.keys())
        words = [f"lesson {name} is new" for name in added] + [f"lesson {name} is gone" for name in removed]
        return [*changed, *words, *self.terms.differences(terms)]


def load_manifest(results: Path) -> Manifest | None:
    """Read the batch of a folder of results; None where there was none.

    Raises:
        UsageError: it cannot be read.
    """
    path = results / FILE
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        what = error.errors()[0]
        place = ".".join(str(part) for part in what["loc"])
        raise UsageError(
            f"{path}: not written by this version of the grader ({place}: {what['msg']}); "
            "move it away, and grade again: finished reports are found and used"
        ) from None


def settled(handin: Handin, lesson: str) -> Handin:
    """Return a hand-in fit to be kept: with the `lesson` asked for, if one was, and no path.

    Bulk downloads were unpacked where nothing stays.
    """
    return handin.model_copy(update={"path": Path(handin.folder), "lesson": lesson or handin.lesson})
