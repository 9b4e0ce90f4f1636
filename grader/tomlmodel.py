"""Reads an author's TOML file into a model; what is wrong with it is told with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from grader.errors import LessonError
from grader.tomllines import Location, line_of, line_of_id

Model = TypeVar("Model", bound=BaseModel)

_TABLES = {"criterion": "criteria", "mutant": "mutants", "question": "questions"}


class Part(BaseModel):
    """Base of what authors write: frozen and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def load_toml_model(
    path: Path, model: type[Model], *, more: Mapping[str, Any], absent: str, tags: Set[str] = frozenset()
) -> Model:
    """Read `path`, with the values `more` added, as a `model`.

    `absent` says what a missing file means; `tags` are the names of kinds, which Pydantic puts into places.

    Raises:
        LessonError: it is missing or malformed; the text names the file, the line and the mend.
    """
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        return model.model_validate({**tomllib.loads(text), **more})
    except FileNotFoundError:
        raise LessonError(f"{path}: no such file; {absent}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LessonError(f"{path}: not valid TOML: {error}") from None
    except ValidationError as error:
        place, problem = _first_problem(error, tags)
        line = line_of(text, place) if place else line_of_words(text, problem)
        raise LessonError(f"{path}:{line}: {problem}") from None


def _first_problem(error: ValidationError, tags: Set[str]) -> tuple[Location, str]:
    """Return where the first problem is, and what it is."""
    problem = error.errors(include_url=False)[0]
    location = tuple(part for part in problem["loc"] if part not in tags)
    place = ".".join(str(part) for part in location)
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        message = "unknown key; remove it or mend its spelling"
    elif problem["type"] == "missing":
        message = "missing; add it"
    elif problem["type"] == "string_too_short":
        message = "empty; write it"
    return location, f"{place}: {message}" if place else message


def line_of_words(text: str, problem: str) -> int:
    """Return the line of the entry that a problem of the whole file begins with, 1 when it names none."""
    named = re.match(rf"({'|'.join(_TABLES)}) '([^']+)'", problem)
    if named is None:
        return line_of(text, (problem.partition(":")[0], 0))
    return line_of_id(text, _TABLES[named[1]], named[2])
