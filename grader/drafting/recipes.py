"""How to send one operation a request that a solution accepts: values for its parameters and its body."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.checks.fuzz.compose import NO_BODY, Values, compose
from grader.checks.fuzz.document import Operation
from grader.checks.http import WireRequest, WireResponse
from grader.drafting.values import WORD

ID_KEYS = ("id", "_id", "uuid", "ID", "Id")


@dataclass(frozen=True)
class Made:
    """Stands for the id of what the operation `label` has just created."""

    label: str


@dataclass(frozen=True)
class Recipe:
    """One request; texts may hold `WORD`, and any value may be a `Made`."""

    operation: Operation
    values: Values
    body: Any = NO_BODY

    def made(self) -> set[str]:
        """Return the labels of the operations that must come first."""
        return {leaf.label for leaf in self.leaves() if isinstance(leaf, Made)}

    def has_word(self) -> bool:
        """Tell whether the request differs from check to check."""
        return any(isinstance(leaf, str) and WORD in leaf for leaf in self.leaves())

    def with_word(self, word: str) -> Recipe:
        """Return the request as a check sends it that has chosen `word`."""

        def filled(leaf: Any) -> Any:
            return _with_word(leaf, word)

        return replace(self, values=replaced(self.values, filled), body=replaced(self.body, filled))

    def leaves(self) -> list[Any]:
        """Return the values that are sent, those of nested fields included."""
        return list(_leaves([*self.values.values(), self.body]))

    def request(self, word: str, ids: Mapping[str, Any]) -> WireRequest | None:
        """Return the request with all its values filled in, or None where one cannot be sent."""

        def filled(leaf: Any) -> Any:
            if isinstance(leaf, Made):
                return ids[leaf.label]
            return _with_word(leaf, word)

        return compose(self.operation, replaced(self.values, filled), replaced(self.body, filled))

    def with_value(self, place: Any, name: str, value: Any) -> Recipe:
        """Return the recipe with another value of one parameter."""
        return replace(self, values={**self.values, (place, name): value})


@dataclass(frozen=True)
class Creator:
    """An operation that makes a thing, and where in its answer the thing's id stands."""

    recipe: Recipe
    id_key: str
    """Key of the id in the answer; "" when the answer is the id."""
    noun: str
    """What it makes, for example `item`."""

    def id_in(self, response: WireResponse) -> Any:
        """Return the id in an answer, or None."""
        try:
            answer = json.loads(response.body)
        except (ValueError, RecursionError):
            return None
        found = answer.get(self.id_key) if isinstance(answer, dict) and self.id_key else answer
        return found if _is_id(found) else None


@dataclass(frozen=True)
class Kitchen:
    """What is known of a solution: its creators by label."""

    creators: dict[str, Creator] = field(default_factory=dict)

    def before(self, recipe: Recipe) -> list[str]:
        """Return the labels of the operations to send before `recipe`, in order."""
        found: list[str] = []
        for label in sorted(recipe.made()):
            found += [*self.before(self.creators[label].recipe), label]
        return list(dict.fromkeys(found))


def id_key(response: WireResponse, names: list[str]) -> str | None:
    """Return the key of the id in the answer to a POST, "" when it is the whole answer, None without one."""
    try:
        answer = json.loads(response.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return "" if _is_id(answer) else None
    return next((key for key in (*names, *ID_KEYS) if _is_id(answer.get(key))), None)


def replaced(node: Any, change: Callable[[Any], Any]) -> Any:
    """Return `node` with each leaf of its lists and objects replaced by `change(leaf)`."""
    if isinstance(node, Mapping):
        return {key: replaced(inner, change) for key, inner in node.items()}
    if isinstance(node, list):
        return [replaced(inner, change) for inner in node]
    return change(node)


def _with_word(leaf: Any, word: str) -> Any:
    """Return a text with `word` in place of `WORD`, and anything else as it is."""
    return leaf.replace(WORD, word) if isinstance(leaf, str) else leaf


def _leaves(node: Any) -> Iterator[Any]:
    if isinstance(node, Mapping | list):
        for inner in node.values() if isinstance(node, Mapping) else node:
            yield from _leaves(inner)
    else:
        yield node


def _is_id(value: Any) -> bool:
    return isinstance(value, int | str) and not isinstance(value, bool) and value != ""
