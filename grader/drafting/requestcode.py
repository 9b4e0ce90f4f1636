"""Writes a request as a call of the `client` fixture: pure."""

from __future__ import annotations

import keyword
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from grader.checks.fuzz.compose import JSON, NO_BODY, text
from grader.drafting.layout import Call, Code, literal, text_literal
from grader.drafting.plans import NOBODY
from grader.drafting.recipes import Kitchen, Made, Recipe, replaced
from grader.drafting.values import WORD

WITH_BODY = {"POST", "PUT", "PATCH"}
"""Methods for which the client takes a body without being asked by `request`."""
TAKEN = {
    "client",
    "response",
    "word",
    "expect",
    "pytest",
    "found",
    "wanted",
    "cookie_parts",
    "type",
    "list",
    "id",
}


class Names:
    """What the created things and their helpers are called, by the label of the operation that creates."""

    def __init__(self, kitchen: Kitchen) -> None:
        self._things: dict[str, str] = {}
        for label, creator in kitchen.creators.items():
            noun = creator.noun if creator.noun.isidentifier() else "thing"
            noun = f"new_{noun}" if noun in TAKEN or keyword.iskeyword(noun) else noun
            number = sum(name.rstrip("0123456789") == noun for name in self._things.values())
            self._things[label] = f"{noun}{number + 1}" if number else noun
        self._keys = {label: creator.id_key for label, creator in kitchen.creators.items()}

    def thing(self, label: str) -> str:
        """Return the variable that holds the thing."""
        return self._things[label]

    def helper(self, label: str) -> str:
        """Return the function that makes it."""
        return f"make_{self._things[label]}"

    def id_of(self, label: str, quotes: str = '"') -> str:
        """Return the expression of its id."""
        key = self._keys[label]
        return f"{self._things[label]}[{quotes}{key}{quotes}]" if key else self._things[label]


def request_call(recipe: Recipe, names: Names, word: str = WORD) -> Call:
    """Return the call that sends `recipe`; with `word` as it stands it is meant for a helper."""
    method = recipe.operation.method
    parts: list[tuple[str, Any]] = [("", _path(recipe, names, word))]
    query = {name: value for (place, name), value in recipe.values.items() if place == "query"}
    headers = _headers(recipe, names, word)
    if query:
        parts.append(("params=", valued(query, names, word)))
    if headers:
        parts.append(("headers=", headers))
    if recipe.body is not NO_BODY:
        prefix = "json=" if JSON in recipe.operation.body else "data="
        parts.append((prefix, valued(recipe.body, names, word)))
        if method not in WITH_BODY:
            return Call("client.request", [("", method), *parts])
    return Call(f"client.{method.lower()}", parts)


def valued(node: Any, names: Names, word: str = WORD) -> Any:
    """Return values as they are laid out: with words filled in, and ids and `NOBODY` by their names."""

    def leaf(value: Any) -> Any:
        if isinstance(value, Made):
            return Code(names.id_of(value.label))
        if isinstance(value, tuple):
            return tuple(map(leaf, value))
        if isinstance(value, int) and value == NOBODY:
            return Code("NOBODY")
        if not isinstance(value, str):
            return value
        filled = value.replace(WORD, word)
        if str(NOBODY) in filled:
            escaped = literal(filled.replace("{", "{{").replace("}", "}}"))
            return Code("f" + escaped.replace(str(NOBODY), "{NOBODY}"))
        return filled if word != WORD or WORD not in filled else Code(text_literal(filled))

    return replaced(node, leaf)


def _path(recipe: Recipe, names: Names, word: str) -> Code:
    path, is_formatted = recipe.operation.path, False
    for (place, name), value in recipe.values.items():
        if place != "path":
            continue
        written, formatted = _in_path(value, names, word)
        for hole in ("{" + name + "}", "{" + name + ":path}"):
            path = path.replace(hole, written)
        is_formatted |= formatted
    return Code(("f" if is_formatted else "") + literal(path))


def _in_path(value: Any, names: Names, word: str) -> tuple[str, bool]:
    """Return a value as it stands in the text of a path, and whether that makes it an f-string."""
    if isinstance(value, Made):
        return "{" + names.id_of(value.label, "'") + "}", True
    if isinstance(value, int) and value == NOBODY:
        return "{NOBODY}", True
    written = quote(text(value), safe="{}")
    return written.replace(WORD, word), word == WORD and WORD in written


def _headers(recipe: Recipe, names: Names, word: str) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    cookies: list[str] = []
    for (place, name), value in recipe.values.items():
        if place == "header":
            known = isinstance(value, Made)
            headers[name] = Code(f"str({names.id_of(value.label)})") if known else _texts(value, names, word)
        elif place == "cookie":
            cookies.append(f"{name}={text(value)}")
    return headers | ({"Cookie": _texts("; ".join(cookies), names, word)} if cookies else {})


def _texts(value: Any, names: Names, word: str) -> Any:
    return valued(value if isinstance(value, Mapping) else text(value), names, word)
