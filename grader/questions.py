"""The questions that a lesson asks in writing, with their keys: `questions.toml`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from grader.tomlmodel import Part, load_toml_model

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
QuestionId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$")]
"""A slug, or two with a dot between: what belongs together is a table of the answers."""

CONNECTED = "connected"
"""The part of every diagram that its boxes hang together."""
DENIALS = frozenset(["no", "not", "never", "without", "cannot", "none", "nothing", "non", "zero", "avoid"])


def _phrase(text: str) -> str:
    """Refuse what the words of a phrase cannot mean.

    A phrase is words in their order, a few others may stand between them. `a|b` is either of two words,
    `!word` one that the sentence denies.
    """
    words = text.split()
    if not words:
        raise ValueError("an empty phrase; write its words")
    for word in words:
        if re.fullmatch(r"!?\w+(\|\w+)*", word) is None:
            raise ValueError(f"phrase {text!r}: {word!r} is no word; write letters, `a|b` or `!word`")
        if not DENIALS.isdisjoint(word.lower().split("|")):
            raise ValueError(f"phrase {text!r}: for a word that is denied write `!word`, without {word!r}")
    return text


Phrase = Annotated[str, AfterValidator(_phrase)]


class _Question(Part):
    id: QuestionId
    prompt: str = Field(min_length=1)
    """What is asked, as the student reads it."""

    @property
    def part_ids(self) -> tuple[str, ...]:
        """What criteria can name of the answer."""
        return ()


class Choice(_Question):
    """One of several names."""

    kind: Literal["choice"]
    choices: tuple[str, ...] = Field(min_length=2)
    right: tuple[str, ...] = Field(min_length=1)
    """Each of these is right by itself."""

    @model_validator(mode="after")
    def _right_is_offered(self) -> Self:
        for name in self.right:
            if name not in self.choices:
                raise ValueError(f"right: {name!r} is none of the choices; mend its spelling")
        return self


class Number(_Question):
    """A number with a unit."""

    kind: Literal["number"]
    value: float
    unit: str = ""
    """The unit of `value`, and of an answer that names none."""
    tolerance: float = Field(default=0, ge=0)
    """How far an answer may be off, in `unit`."""
    units: dict[str, float] = Field(default_factory=dict)
    """Further units and how many `unit` each is; those of time are known."""


class Concept(Part):
    """Something that a text says, in any of several phrasings."""

    id: Slug
    about: str = Field(min_length=1)
    """What kind of thing it is, as a student may know it: "what happens to other requests"."""
    any: tuple[Phrase, ...] = Field(min_length=1)


class Text(_Question):
    """A sentence or a few, graded by what they say."""

    kind: Literal["text"]
    concepts: tuple[Concept, ...] = Field(min_length=1)
    least: int | None = Field(default=None, ge=1)
    """How many of the concepts are needed; all where it is left out."""
    errors: tuple[Concept, ...] = ()
    """What is not so: a text that says it is wrong, whatever else it says."""
    words: int = Field(default=4, ge=1)
    """The fewest words; with 1, a list of names is an answer, too."""
    sentences: int = Field(default=3, ge=1)
    """The most sentences."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse_repeats([concept.id for concept in (*self.concepts, *self.errors)])
        if self.least is not None and self.least > len(self.concepts):
            raise ValueError(f"least: there are only {len(self.concepts)} concepts")
        return self

    @property
    def part_ids(self) -> tuple[str, ...]:
        """The concepts."""
        return tuple(concept.id for concept in self.concepts)


class Component(Part):
    """A box that a diagram must hold."""

    id: Slug
    name: str = Field(min_length=1)
    words: tuple[Phrase, ...] = Field(min_length=1)
    """What its label may say."""


class Route(Part):
    """A way along the arrows that must exist."""

    id: Slug
    source: Slug = Field(alias="from")
    target: Slug = Field(alias="to")


class Guard(Route):
    """A way that must not go around the component `through`."""

    through: Slug


class Diagram(_Question):
    """Boxes and arrows; graded by what can be reached from where, never by how it is laid out."""

    kind: Literal["diagram"]
    components: tuple[Component, ...] = Field(min_length=1)
    paths: tuple[Route, ...] = ()
    guards: tuple[Guard, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _refuse_repeats(self.part_ids)
        known = {component.id for component in self.components}
        for route in (*self.paths, *self.guards):
            through = [route.through] if isinstance(route, Guard) else []
            for name in (route.source, route.target, *through):
                if name not in known:
                    raise ValueError(
                        f"{route.id}: no component {name!r}; they are {', '.join(sorted(known))}"
                    )
        return self

    @property
    def part_ids(self) -> tuple[str, ...]:
        """Components, paths, guards, and that everything hangs together."""
        routes = (*self.paths, *self.guards)
        return (*(box.id for box in self.components), *(route.id for route in routes), CONNECTED)


Question = Annotated[Choice | Number | Text | Diagram, Field(discriminator="kind")]
KINDS = frozenset(["choice", "number", "text", "diagram"])


class Questions(Part):
    """All questions of a lesson, in the order in which they are asked."""

    questions: tuple[Question, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        ids = [question.id for question in self.questions]
        _refuse_repeats(ids)
        for name in ids:
            table = name.partition(".")[0]
            if "." in name and table in ids:
                raise ValueError(f"question {name!r}: {table!r} is a question, too; rename one")
        return self

    def find(self, question_id: str) -> Choice | Number | Text | Diagram:
        """Return a question that is known to be there."""
        return next(question for question in self.questions if question.id == question_id)

    def problem_of(self, question_id: str, parts: Iterable[str]) -> str:
        """Say why a criterion cannot name these parts of an answer, or ""."""
        ids = [question.id for question in self.questions]
        if question_id not in ids:
            return f"answer: no question {question_id!r} in questions.toml; {_nearest(question_id, ids)}"
        known = self.find(question_id).part_ids
        for part in parts:
            if part not in known:
                return f"parts: question {question_id!r} has no part {part!r}; {_nearest(part, known)}"
        return ""


def load_questions(path: Path) -> Questions:
    """Read `questions.toml`; a lesson without one asks nothing in writing.

    Raises:
        LessonError: it is malformed; the text names the file, the line and the mend.
    """
    if not path.exists():
        return Questions()
    return load_toml_model(path, Questions, more={}, absent="write it", tags=KINDS)


def _nearest(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {near[0]!r}?" if near else f"there is {', '.join(names) or 'none'}"


def _refuse_repeats(ids: Iterable[str]) -> None:
    names = list(ids)
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"questions: id {repeated[0]!r} is used twice; rename one")
