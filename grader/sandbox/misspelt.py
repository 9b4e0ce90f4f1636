"""Rules for slips of the pen: names that are not where they are looked for."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable
from difflib import get_close_matches

from grader.results import StartFailure, StartFailureKind
from grader.sandbox.startrecord import Record, failure
from grader.submission import Submission
from grader.syntax import parse

ALIKE = 0.85
LARGEST = 200_000
"""Bytes of a source file that is read for the names in it."""
HOMES = (
    "fastapi",
    "fastapi.responses",
    "fastapi.security",
    "fastapi.staticfiles",
    "fastapi.templating",
    "fastapi.middleware.cors",
    "pydantic",
    "typing",
    "datetime",
    "enum",
    "contextlib",
    "collections.abc",
)
"""Modules of which beginners need names: the grader has them itself."""

_IMPORT = re.compile(r"cannot import name '(\w{1,80})' from '([\w.]{1,80})'")
_UNDEFINED = re.compile(r"^name '(\w{1,80})' is not defined")
_VALIDATOR = re.compile(r"Decorators defined with incorrect fields: .*?([\w]{1,80})(?: |$)")


def misspelt_import(record: Record, _submission: Submission) -> StartFailure | None:
    """`from fastapi import HTTPExeption`."""
    found = _IMPORT.search(record.text) if "ImportError" in record.types else None
    if found is None or found[2] not in HOMES:
        return None
    name, module = found.groups()
    homes = [home for home in HOMES if name in _dir(home)]
    close = get_close_matches(name, _dir(module), 1, ALIKE)
    if not homes and not close:
        return None
    advice = f"Write `from {homes[0]} import {name}`." if homes else f"Did you mean `{close[0]}`?"
    return failure(
        record,
        StartFailureKind.IMPORT_ERROR,
        f"`{module}` has no name `{name}` (imported in {record.place}).",
        advice,
    )


def undefined_name(record: Record, submission: Submission) -> StartFailure | None:
    """`Optional` that is never imported, `app` after `App = FastAPI()`."""
    found = _UNDEFINED.search(record.text) if record.type == "NameError" else None
    if found is None:
        return None
    name = found[1]
    homes = [home for home in HOMES if name in _dir(home)]
    advice = "Define or import it above the line that uses it, and compare the spelling."
    if close := _close(name, _names(record.file, submission)):
        advice = f"The file has `{close}`: is that the one you mean? Spell it the same way everywhere."
    elif homes:
        advice = f"Import it: `from {homes[0]} import {name}`."
    return failure(
        record,
        StartFailureKind.IMPORT_ERROR,
        f"{record.place} uses `{name}`, which is not defined or imported there.",
        advice,
    )


def validator_of_no_field(record: Record, _submission: Submission) -> StartFailure | None:
    """`@field_validator("prize")` in a model with the field `price`."""
    found = _VALIDATOR.search(record.text) if record.type == "PydanticUserError" else None
    if found is None:
        return None
    message = f"The validator `{found[1]}` ({record.place}) names a field that its model does not have."
    return failure(
        record,
        StartFailureKind.IMPORT_ERROR,
        message,
        "Compare the name in its decorator with the fields, letter by letter.",
    )


def _dir(module: str) -> list[str]:
    return dir(importlib.import_module(module))


def _close(name: str, names: Iterable[str]) -> str:
    known = {other.casefold(): other for other in names if other != name}
    return next((known[other] for other in get_close_matches(name.casefold(), known, 1, ALIKE)), "")


def _names(file: str, submission: Submission) -> set[str]:
    """Return what a file of the submission defines or imports; nothing where it cannot be read."""
    path = (submission.root / file).resolve()
    if not path.is_relative_to(submission.root.resolve()):  # the submission itself said which file
        return set()
    try:
        tree = parse(path.read_bytes()[:LARGEST])
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {name for node in ast.walk(tree) for name in _bound(node) if name.isidentifier()}


def _bound(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return (node.id,)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return (node.name,)
    if isinstance(node, ast.alias):
        return (node.asname or node.name,)
    return ()
