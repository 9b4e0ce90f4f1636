"""A lesson: one assignment of the course, read from its folder `specs/<lesson>/`."""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from grader.data import data_folder
from grader.errors import LessonError

ANY_APP = "any-fastapi-app"
"""The lesson that fits every app: it has no contract."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Aspect = Literal["operations", "parameters", "body", "responses", "docs", "info"]
FuzzRule = Literal[
    "never_500",
    "invalid_rejected",
    "valid_accepted",
    "response_shape",
    "status_code",
    "missing_is_404",
    "auth_enforced",
]
LiveRule = Literal[
    "never_500",
    "invalid_rejected",
    "response_shape",
    "content_type",
    "status_code",
    "docs_served",
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class ContractScope(_Part):
    """Which part of the contract a criterion judges."""

    aspects: tuple[Aspect, ...] = Field(min_length=1)
    operations: tuple[str, ...] = ()
    """Like `GET /items/{item_id}`; empty means every operation of the contract."""


class Criterion(_Part):
    """One graded item of the rubric."""

    id: Slug
    title: str = Field(min_length=1)
    points: int = Field(ge=0)
    hint: str = Field(min_length=1)
    topic: str = ""
    requires: tuple[Slug, ...] = ()
    contract: ContractScope | None = None
    """Judged by the stock contract check."""
    fuzz: tuple[FuzzRule, ...] = ()
    """Judged by replaying the lesson's corpus."""
    live: tuple[LiveRule, ...] = ()
    """Judged by live schemathesis; for lessons without a contract."""


class Mutant(_Part):
    """The reference solution with one known mistake."""

    id: Slug
    misconception: str = Field(min_length=1)
    """What the student who wrote it believes, and why it is not so."""
    kills: tuple[Slug, ...] = ()
    """Exactly the criteria that fail."""
    starts: bool = True
    """False for a mistake that keeps the app from starting; then `kills` is empty."""
    because: str = ""
    """Why one mistake costs more than one criterion."""
    file: str = "main.py"
    replace: str = ""
    with_: str = Field(default="", alias="with")
    folder: str = ""
    """A folder below `mutants/` instead of an edit, for structural mistakes."""

    @model_validator(mode="after")
    def _edit_or_folder(self) -> Mutant:
        if bool(self.replace) == bool(self.folder):
            raise ValueError("give either `replace` (with `with`) or `folder`")
        if bool(self.kills) != self.starts:
            raise ValueError("name the criteria in `kills`, or say `starts = false`")
        if len(self.kills) > 1 and not self.because:
            raise ValueError("one mistake costs once: several `kills` need a `because`")
        return self


class Lesson(_Part):
    """One assignment. Paths are absolute; texts are read on demand."""

    id: Slug
    root: Path
    title: str = Field(min_length=1)
    topic: str = ""
    """Where the course teaches it."""
    environment: dict[str, str] = {}
    """Dummy settings that every submission of this lesson gets."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    mutants: tuple[Mutant, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Lesson:
        ids = [criterion.id for criterion in self.criteria]
        _refuse_repeats("criteria", ids)
        _refuse_repeats("mutants", [mutant.id for mutant in self.mutants])
        for criterion in self.criteria:
            _refuse_unknown(f"criterion {criterion.id!r}: requires", criterion.requires, ids)
        for mutant in self.mutants:
            _refuse_unknown(f"mutant {mutant.id!r}: kills", mutant.kills, ids)
        total = sum(criterion.points for criterion in self.criteria)
        if total != 100:
            raise ValueError(f"criteria: the points sum to {total}; make them sum to 100")
        return self

    @property
    def assignment(self) -> str:
        """The assignment text, Markdown."""
        return (self.root / "assignment.md").read_text(encoding="utf-8")

    @cached_property
    def contract(self) -> dict[str, Any] | None:
        """The partial OpenAPI document that the lesson asks for; None when it asks for none.

        Raises:
            LessonError: `contract.json` is not a JSON object.
        """
        path = self.root / "contract.json"
        return read_json_object(path) if path.exists() else None

    @property
    def corpus_file(self) -> Path:
        """Recorded fuzz cases with the reference solution's outcomes."""
        return self.root / "corpus.json"

    @property
    def checks_folder(self) -> Path:
        """The lesson's own pytest modules."""
        return self.root / "checks"

    @property
    def solution(self) -> Path:
        """The reference solution's folder."""
        return self.root / "solution"

    @property
    def alternatives(self) -> tuple[Path, ...]:
        """Other correct solutions, in other styles."""
        return tuple(sorted(p for p in (self.root / "alternatives").glob("*") if p.is_dir()))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the files that decide a verdict."""
        total = hashlib.sha256()
        names = ("lesson.toml", "contract.json", "corpus.json")
        files = [self.root / name for name in names] + sorted(self.checks_folder.rglob("*.py"))
        for path in files:
            if path.is_file():
                total.update(path.relative_to(self.root).as_posix().encode() + b"\0")
                total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()


def load_lesson(root: Path) -> Lesson:
    """Read `root/lesson.toml`.

    Raises:
        LessonError: it is missing or malformed; the text names the file, the key and the mend.
    """
    path = root / "lesson.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Lesson.model_validate({**table, "id": root.name, "root": root.resolve()})
    except FileNotFoundError:
        raise LessonError(f"{path}: no such file; a lesson is a folder with a lesson.toml") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LessonError(f"{path}: not valid TOML: {error}") from None
    except ValidationError as error:
        raise LessonError(f"{path}: {_first_problem(error)}") from None


def specs_folder(override: Path | None = None) -> Path:
    """Return the folder that holds the lessons."""
    return override if override is not None else data_folder("specs")


def list_lessons(specs: Path) -> tuple[Lesson, ...]:
    """Read every lesson below `specs`, sorted by id.

    Raises:
        LessonError: the folder holds no lesson, or a malformed one.
    """
    roots = sorted(path.parent for path in specs.glob("*/lesson.toml"))
    if not roots:
        raise LessonError(f"{specs}: no lessons here (no */lesson.toml); check --specs")
    return tuple(load_lesson(root) for root in roots)


def find_lesson(specs: Path, lesson_id: str) -> Lesson:
    """Read the lesson called `lesson_id`.

    Raises:
        LessonError: there is none; the text suggests the nearest names.
    """
    known = sorted(path.parent.name for path in specs.glob("*/lesson.toml"))
    if lesson_id in known:
        return load_lesson(specs / lesson_id)
    near = difflib.get_close_matches(lesson_id, known, n=3, cutoff=0.5)
    near = near or [name for name in known if lesson_id.lower() in name]
    suggestion = f"did you mean {' or '.join(near)}?" if near else "`grade lessons` lists them"
    raise LessonError(f"unknown lesson {lesson_id!r}: {suggestion}")


def read_json_object(path: Path) -> dict[str, Any]:
    """Read a JSON object.

    Raises:
        LessonError: the file holds something else; the text names file and line.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise LessonError(f"{path}: line {error.lineno}: not valid JSON: {error.msg}") from None
    if not isinstance(value, dict):
        raise LessonError(f"{path}: must hold a JSON object, not {type(value).__name__}")
    return value


def _first_problem(error: ValidationError) -> str:
    problem = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{place}: unknown key; remove it or mend its spelling"
    if problem["type"] == "missing":
        return f"{place}: missing; add it"
    message = problem["msg"].removeprefix("Value error, ")
    return f"{place}: {message}" if place else message


def _refuse_repeats(what: str, ids: list[str]) -> None:
    repeated = sorted({name for name in ids if ids.count(name) > 1})
    if repeated:
        raise ValueError(f"{what}: id {repeated[0]!r} is used twice; rename one")


def _refuse_unknown(what: str, names: tuple[str, ...], known: list[str]) -> None:
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            mend = f"did you mean {near[0]!r}?" if near else f"the criteria are {', '.join(known)}"
            raise ValueError(f"{what}: no criterion {name!r}; {mend}")
