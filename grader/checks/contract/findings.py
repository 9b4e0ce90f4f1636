"""What differs between a submission's OpenAPI document and the lesson's contract, in words."""

from __future__ import annotations

import reprlib
from collections.abc import Iterable
from dataclasses import dataclass

from grader.lesson import Aspect

SHOWN_NAME = 80
"""Characters of a name or text of the submission that a message quotes."""
SHOWN_NAMES = 6

_REPR = reprlib.Repr()
_REPR.maxlevel, _REPR.maxlist, _REPR.maxdict = 3, SHOWN_NAMES, SHOWN_NAMES
_REPR.maxstring = _REPR.maxlong = _REPR.maxother = SHOWN_NAME


@dataclass(frozen=True)
class Finding:
    """One way in which a document falls short of the contract."""

    aspect: Aspect
    operation: str
    """Like `GET /items/{item_id}`, as the contract writes it; empty for the app as a whole."""
    message: str
    """A sentence for a beginner."""
    expected: str = ""
    received: str = ""


def sentence(operation: object, said: str) -> str:
    """Write what is `said` about an operation: "GET /items: ..." or "GET /items should ..."."""
    return f"{operation}{' ' if said.startswith('should ') else ': '}{said}."


def name(value: object) -> str:
    """Quote a name that the submission may have chosen."""
    return f"`{clip(str(value).replace('`', ''))}`"


def clip(value: str) -> str:
    """Fold white space, drop what cannot be printed, and cut to `SHOWN_NAME` characters."""
    folded = " ".join(value[: 4 * SHOWN_NAME].split())
    printable = "".join(character for character in folded if character.isprintable())
    return printable if len(printable) <= SHOWN_NAME else printable[: SHOWN_NAME - 3] + "..."


def show(value: object) -> str:
    """Write a JSON value as Python does, cut to a readable length."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    try:
        return _REPR.repr(value)
    except ValueError:  # Python refuses to print integers of 5,000 digits
        return "a very long number"


def names(values: Iterable[object], joiner: str = "and") -> str:
    """Quote several names: "`a`, `b` and `c`"."""
    return listed([name(value) for value in values], joiner)


def listed(parts: list[str], joiner: str) -> str:
    """Join words as in a sentence; of many only the first few are named."""
    if len(parts) > SHOWN_NAMES:
        parts = [*parts[: SHOWN_NAMES - 1], f"{len(parts) - SHOWN_NAMES + 1} more"]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {joiner} {parts[-1]}"
