"""From a solution's folder to its mutants: reading, naming, order."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import LessonError

if TYPE_CHECKING:
    from grader.mutation.engine import Raw

SUBJECT_LENGTH = 30
"""Characters of a subject that an id holds at most, in whole words."""


@dataclass(frozen=True)
class Generated:
    """A solution with one derived mistake."""

    id: str
    """Unique within the solution: operator, enclosing function or class, subject."""
    operator: str
    file: str
    """The changed file, relative to the solution's folder, with slashes."""
    line: int
    """Of the change, in the original file; counts from 1."""
    description: str
    """What changed, for the lesson's author."""
    source: str
    """The whole new text of the file."""


def generate(solution: Path) -> tuple[Generated, ...]:
    """Derive all mutants of the Python files below `solution`, ordered by file, line and operator.

    A mutant whose text does not compile, or equals that of another one, is left out.

    Raises:
        LessonError: LibCST is missing, there is no Python file, or one that cannot be parsed; the text names
            the file and the line.
    """
    try:
        from grader.mutation.engine import mutate
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "libcst":
            raise
        raise LessonError("deriving mutants needs LibCST: pip install 'fastapi-grader[author]'") from None
    texts = _read(solution)
    kept = _distinct(texts, sorted(mutate(texts), key=lambda raw: (raw.file, raw.line, raw.operator)))
    names = _unique([_slug(raw.operator, raw.scope, raw.subject) for raw in kept])
    return tuple(
        Generated(name, raw.operator, raw.file, raw.line, raw.description, raw.source)
        for name, raw in zip(names, kept, strict=True)
    )


def _read(solution: Path) -> dict[str, str]:
    texts = {}
    for path in sorted(solution.rglob("*.py")):
        file = path.relative_to(solution)
        if not any(part.startswith((".", "__pycache__")) for part in file.parts):
            texts[file.as_posix()] = _text(path)
    if not texts:
        raise LessonError(f"{solution}: no Python file here; a solution holds at least a main.py")
    return texts


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
        _compile(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LessonError(f"{path}: line {line}: not valid UTF-8; save it as UTF-8") from None
    except SyntaxError as error:
        raise LessonError(f"{path}: line {error.lineno or 1}: not valid Python: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise LessonError(f"{path}: line 1: cannot be parsed: {error}") from None
    return text


def _compile(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(text, "<mutant>", "exec", dont_inherit=True)


def _distinct(texts: dict[str, str], found: Iterable[Raw]) -> list[Raw]:
    seen = set(texts.items())
    kept = []
    for raw in found:
        if (raw.file, raw.source) not in seen and _compiles(raw.source):
            seen.add((raw.file, raw.source))
            kept.append(raw)
    return kept


def _compiles(text: str) -> bool:
    try:
        _compile(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _slug(operator: str, scope: str, subject: str) -> str:
    about = _words(subject)
    while len("-".join(about)) > SUBJECT_LENGTH and len(about) > 1:
        about.pop()
    return "-".join([operator, *_words(scope), *about])


def _words(text: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return re.findall(r"[a-z0-9]+", spaced.lower())


def _unique(names: list[str]) -> list[str]:
    """Number the repeated names; no number makes a name that another one has by itself."""
    used: set[str] = set()
    result = []
    for name in names:
        fresh, number = name, 1
        while fresh in used or (number > 1 and fresh in names):
            number += 1
            fresh = f"{name}-{number}"
        used.add(fresh)
        result.append(fresh)
    return result


def spread(mutants: Sequence[Generated], most: int) -> list[Generated]:
    """Return at most `most` of `mutants`, evenly from all operators, in their order."""
    groups: dict[str, list[Generated]] = {}
    for mutant in mutants:
        groups.setdefault(mutant.operator, []).append(mutant)
    left, chosen = most, set[str]()
    for number, group in enumerate(sorted(groups.values(), key=len)):
        share = min(len(group), left // (len(groups) - number))
        chosen |= {group[place * len(group) // share].id for place in range(share)}
        left -= share
    return [mutant for mutant in mutants if mutant.id in chosen]
