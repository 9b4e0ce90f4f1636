"""Names and words for operations: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grader.checks.fuzz.document import Document, Operation

WORDS = (
    *("amber", "birch", "cedar", "daisy", "ember", "fjord", "grape", "hazel", "iris", "jade", "kelp"),
    *("lemon", "maple", "nutmeg", "olive", "pearl", "quartz", "raven", "sage", "tulip", "umber", "violet"),
    *("willow", "yarrow", "zinnia"),
)
THINGS = (
    *("anvil", "basket", "candle", "drum", "easel", "flute", "globe", "harp", "inkpot", "jigsaw", "kettle"),
    *("lamp", "mirror", "needle", "oar", "pencil", "quilt", "ribbon", "saddle", "teapot", "urn", "vase"),
    *("wallet", "yoyo", "zipper"),
)


def function_names(raw: Mapping[str, Any], document: Document) -> dict[str, str]:
    """Return a name like `read_item` for each operation, by label; the author's own where it can be told."""
    found: dict[str, str] = {}
    for label, operation in document.operations.items():
        own = str(raw["paths"][operation.path][operation.method.lower()].get("operationId", ""))
        # FastAPI writes function, path and method, joined by underscores.
        tail = re.sub(r"\W", "_", operation.path) + "_" + operation.method.lower()
        name = own.removesuffix(tail).strip("_") if own.endswith(tail) else own
        name = "_".join(words(name)) or "_".join(words(label))
        found[label] = name if name not in found.values() else "_".join(words(label))
    return _unlike(found)


def _unlike(names: dict[str, str]) -> dict[str, str]:
    used: set[str] = set()
    for label, name in names.items():
        number = 2
        while names[label] in used:
            names[label] = f"{name}_{number}"
            number += 1
        used.add(names[label])
    return names


def words(text: str) -> list[str]:
    """Return the words in a name or a path, in small letters."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text)
    return re.findall(r"[a-z0-9]+", spaced.lower())


def slug(name: str) -> str:
    """Return an id like `read-item` for a name."""
    return "-".join(words(name))


def word_for(number: int, among: Sequence[str] = WORDS) -> str:
    """Return a word of its own for each number."""
    turn, place = divmod(number, len(among))
    return among[place] + (str(turn + 1) if turn else "")


def noun_of(path: str) -> str:
    """Return what a collection holds: `item` for `/api/items`."""
    parts = [part for part in path.split("/") if part and "{" not in part]
    return singular("_".join(words(parts[-1]))) if parts and words(parts[-1]) else "thing"


def singular(noun: str) -> str:
    """Return an English noun without the ending of its plural."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x")):
        if noun.endswith(ending):
            return noun.removesuffix(ending) + instead
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def article(noun: str) -> str:
    """Return the noun with `a` or `an`."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun.replace('_', ' ')}"


def path_parameters(operation: Operation) -> list[str]:
    """Return the names in the path, in order."""
    return re.findall(r"\{([^{}:]+)", operation.path)


def listed(parts: Iterable[str]) -> str:
    """Return `a, b and c`."""
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last
