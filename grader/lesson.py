"""A lesson: one assignment of the course, read from its folder `specs/<lesson>/`."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from grader.data import data_folder
from grader.errors import LessonError
from grader.questions import Questions, Slug, load_questions
from grader.tomllines import line_of_id
from grader.tomlmodel import Part, load_toml_model

ANY_APP = "any-fastapi-app"
"""The lesson that fits every app: it has no contract."""

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


class ContractScope(Part):
    """Which part of the contract a criterion judges."""

    aspects: tuple[Aspect, ...] = Field(min_length=1)
    """What is compared of each operation: its parameters, its body, its responses and so on."""
    operations: tuple[str, ...] = ()
    """Like `GET /items/{item_id}`; empty means every operation of the contract."""


class Criterion(Part):
    """One graded item of the rubric."""

    id: Slug
    """What checks, mutants and other criteria name it by."""
    title: str = Field(min_length=1)
    """What is right when it passes, as a sentence."""
    points: int = Field(ge=0)
    """Earned as a whole or not at all; those of all criteria sum to 100."""
    hint: str = Field(min_length=1)
    """How to think about it, for whoever lost the points; it must not give the answer away."""
    topic: str = ""
    """Where the course teaches it; the lesson's own `topic` when left out."""
    requires: tuple[Slug, ...] = ()
    """Criteria without which this one cannot be judged: until they pass it is blocked, not failed."""
    contract: ContractScope | None = None
    """Judged by the stock contract check."""
    fuzz: tuple[FuzzRule, ...] = ()
    """Judged by replaying the lesson's corpus."""
    live: tuple[LiveRule, ...] = ()
    """Judged by live schemathesis; for lessons without a contract."""
    answer: str = ""
    """Judged by the written answer to this question of `questions.toml`."""
    parts: tuple[Slug, ...] = ()
    """Of the answer, only these: ids of concepts, or of what a diagram must hold; empty means all."""
    review: Literal["never", "failed", "always"] = "never"
    """When a person must look: the points are a proposal until then."""

    @model_validator(mode="after")
    def _parts_of_an_answer(self) -> Self:
        if self.parts and not self.answer:
            raise ValueError("`parts` belongs to an `answer`; name the question")
        return self


class Edit(Part):
    """A mistake in a correct solution: one exact replacement, or a whole folder."""

    base: str = ""
    """The solution that is changed: "" is the reference, else the name of an alternative."""
    file: str = "main.py"
    """The file that is changed."""
    replace: str = ""
    """Must match exactly once in `file`."""
    with_: str = Field(default="", alias="with")
    """What stands there instead; the key is `with`."""
    folder: str = ""
    """A folder below `mutants/` instead of a replacement, for structural mistakes."""

    @model_validator(mode="after")
    def _replacement_or_folder(self) -> Self:
        if bool(self.replace) == bool(self.folder):
            raise ValueError("give either `replace` (with `with`) or `folder`")
        return self


class Mutant(Edit):
    """A solution with one known mistake."""

    id: Slug
    """What `check-lesson --only` and reports name it by."""
    misconception: str = Field(min_length=1)
    """What the student who wrote it believes, why it is not so, and the mend."""
    kills: tuple[Slug, ...] = ()
    """Exactly the criteria that fail."""
    starts: bool = True
    """False for a mistake that keeps the app from starting; then `kills` is empty."""
    because: str = ""
    """Why one mistake costs more than one criterion."""
    variants: tuple[Edit, ...] = ()
    """The same mistake made in other ways, or in an alternative solution; killed by the same criteria."""

    @model_validator(mode="after")
    def _kills_declared(self) -> Self:
        if bool(self.kills) != self.starts:
            raise ValueError("name the criteria in `kills`, or say `starts = false`")
        if len(self.kills) > 1 and not self.because:
            raise ValueError("one mistake costs once: several `kills` need a `because`")
        return self


class Equivalent(Part):
    """A generated mutant that may live: what it changes, the assignment leaves free."""

    id: Slug
    """As `check-lesson --generate` names it."""
    because: str = Field(min_length=1)
    """Where the assignment leaves it free."""


class Surroundings(Part):
    """What a lesson puts around the app."""

    settings: dict[str, str] = Field(default_factory=dict)
    """Environment variables."""
    modules: Path | None = None
    """A folder of Python modules that are found before the submission's own: they stand in for services
    that cannot be reached from a sandbox."""


class Lesson(Part):
    """One assignment. Paths are absolute; texts are read on demand."""

    id: Slug
    root: Path
    title: str = Field(min_length=1)
    """What students and instructors call it."""
    topic: str = ""
    """Where the course teaches it."""
    environment: dict[str, str] = Field(default_factory=dict)
    """Dummy settings that every submission of this lesson gets."""
    optional_app: bool = False
    """An app may be handed in beside the written answers; the criteria without points are about it."""
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    """The rubric, in the order of the report."""
    mutants: tuple[Mutant, ...] = ()
    """Known mistakes: they prove the rubric, and misconceptions are recognised by them."""
    equivalents: tuple[Equivalent, ...] = ()
    """Generated mutants that differ from the reference where the assignment leaves freedom."""

    @model_validator(mode="after")
    def _consistent(self) -> Lesson:
        ids = [criterion.id for criterion in self.criteria]
        _refuse_repeats("criteria", ids)
        _refuse_repeats("mutants", [mutant.id for mutant in self.mutants])
        _refuse_repeats("equivalents", [equivalent.id for equivalent in self.equivalents])
        for criterion in self.criteria:
            _refuse_unknown(f"criterion {criterion.id!r}: requires", criterion.requires, ids)
            _refuse_circle(criterion, {c.id: c for c in self.criteria})
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

    @cached_property
    def questions(self) -> Questions:
        """What is answered in writing; no questions where there is no `questions.toml`.

        Raises:
            LessonError: it is malformed.
        """
        return load_questions(self.root / "questions.toml")

    @property
    def needs_app(self) -> bool:
        """Whether anything but written answers is judged."""
        if self.optional_app:
            return False
        stock = any(c.contract or c.fuzz or c.live for c in self.criteria)
        return stock or any(self.checks_folder.glob("test_*.py")) or not self.questions.questions

    @property
    def surroundings(self) -> Surroundings:
        """What every submission of this lesson finds around it."""
        modules = self.root / "environment"
        return Surroundings(settings=self.environment, modules=modules if modules.is_dir() else None)

    @property
    def corpus_file(self) -> Path:
        """Recorded fuzz cases with the reference solution's outcomes."""
        return self.root / "corpus.json"

    @property
    def signatures_file(self) -> Path:
        """How each mutant fails."""
        return self.root / "signatures.json"

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
        """SHA-256 over the files that decide a report."""
        total = hashlib.sha256()
        names = ("lesson.toml", "questions.toml", "contract.json", "corpus.json", "signatures.json")
        folders = (self.checks_folder, self.root / "environment")
        files = [self.root / name for name in names]
        files += [path for folder in folders for path in sorted(folder.rglob("*.py"))]
        for path in files:
            if path.is_file():
                total.update(path.relative_to(self.root).as_posix().encode() + b"\0")
                total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()


def load_lesson(lesson: str | Path) -> Lesson:
    """Read a lesson from its folder, or a built-in one by its id.

    Args:
        lesson: a folder with a `lesson.toml`. A text without a slash is an id, for example
            "q08-status-codes"; a folder right here is "./my-lesson" or a `Path`.

    Raises:
        LessonError: it is unknown, missing or malformed; the text names the file, the key and the mend.
    """
    if isinstance(lesson, str) and not {"/", os.sep} & set(lesson):
        return find_lesson(specs_folder(), lesson)
    folder = Path(lesson)
    return _load(folder if folder.name not in {"", ".."} else folder.resolve())  # the id is its name


def _load(root: Path) -> Lesson:
    path = root / "lesson.toml"
    more = {"id": root.name, "root": root.resolve()}
    lesson = load_toml_model(path, Lesson, more=more, absent="a lesson is a folder with a lesson.toml")
    for criterion in lesson.criteria:
        _refuse_answer_without_question(path, lesson, criterion)
    return lesson


def _refuse_answer_without_question(path: Path, lesson: Lesson, criterion: Criterion) -> None:
    if criterion.answer and (problem := lesson.questions.problem_of(criterion.answer, criterion.parts)):
        line = line_of_id(path.read_text(encoding="utf-8"), "criteria", criterion.id)
        raise LessonError(f"{path}:{line}: criterion {criterion.id!r}: {problem}")


def specs_folder(override: Path | None = None) -> Path:
    """Return the folder that holds the lessons."""
    return override if override is not None else data_folder("specs")


def list_lessons(specs: Path | None = None) -> tuple[Lesson, ...]:
    """Read every lesson below `specs`, or every built-in one, sorted by id.

    Raises:
        LessonError: the folder holds no lesson, or a malformed one.
    """
    return tuple(_load(root) for root in lesson_folders(specs_folder(specs)))


def find_lesson(specs: Path, lesson_id: str) -> Lesson:
    """Read the lesson called `lesson_id`.

    Raises:
        LessonError: there is none; the text suggests the nearest names.
    """
    return _load(_folder(specs, lesson_id))


def lesson_folders(specs: Path, lesson_ids: Sequence[str] = ()) -> tuple[Path, ...]:
    """Return the folders of the lessons called `lesson_ids`, of all when none is named.

    Raises:
        LessonError: there is no such lesson, or none at all.
    """
    if lesson_ids:
        return tuple(_folder(specs, lesson_id) for lesson_id in lesson_ids)
    roots = sorted(path.parent for path in specs.glob("*/lesson.toml"))
    if not roots:
        raise LessonError(f"{specs}: no lessons here (no */lesson.toml); check --specs")
    return tuple(roots)


def _folder(specs: Path, lesson_id: str) -> Path:
    known = sorted(path.parent.name for path in specs.glob("*/lesson.toml"))
    if lesson_id in known:
        return specs / lesson_id
    near = difflib.get_close_matches(lesson_id, known, n=3, cutoff=0.5)
    short = lesson_id.lower()
    near = [name for name in known if short in name or short in name.replace("q0", "q")][:3] or near
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


def _refuse_circle(criterion: Criterion, criteria: Mapping[str, Criterion]) -> None:
    seen, queue = set[str](), list(criterion.requires)
    while queue:
        name = queue.pop()
        if name == criterion.id:
            raise ValueError(f"criterion {name!r}: requires itself, directly or through others")
        if name in criteria and name not in seen:
            seen.add(name)
            queue += criteria[name].requires


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
