"""Which values of a request could be others, and the requests that have them: pure."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice, permutations
from typing import Any

from grader.checks.fuzz.document import Operation
from grader.drafting.recipes import Recipe

MOST_SECRETS = 150
"""Pairs of user and password to try."""

Slot = tuple[str, str, tuple[Any, ...]]
"""Place (`body` for a field), name and the values to try there."""


def security_slots(raw: Mapping[str, Any], operation: Operation, texts: tuple[str, ...]) -> Iterator[Slot]:
    """Yield where the security schemes of an operation look for credentials."""
    schemes = raw.get("components", {}).get("securitySchemes", {})
    for needed in raw["paths"][operation.path][operation.method.lower()].get("security", ()):
        for name in needed:
            scheme = schemes.get(name, {})
            if scheme.get("type") == "apiKey":
                yield scheme["in"], scheme["name"], texts
            elif str(scheme.get("scheme", "")).lower() == "basic":
                pairs = islice(permutations(texts, 2), MOST_SECRETS)
                yield "header", "authorization", tuple(_basic(*pair) for pair in pairs)
            else:
                yield "header", "authorization", tuple(f"Bearer {text}" for text in texts)


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def numbers_in(recipe: Recipe) -> list[tuple[str, str, Any]]:
    """Return place, name and value of the numbers that a request sends."""
    fields = recipe.body.items() if isinstance(recipe.body, dict) else ()
    sent: list[tuple[str, str, Any]] = [
        (place, name, value) for (place, name), value in recipe.values.items()
    ]
    sent += [("body", name, value) for name, value in fields]
    return [each for each in sent if isinstance(each[2], int | float) and not isinstance(each[2], bool)]


def is_needed(operation: Operation, base: Recipe, slot: Slot) -> bool:
    """Tell whether an operation does not do without a value: a required one, or credentials."""
    place, name, _ = slot
    declared = any((p.place, p.name) == (place, name) for p in operation.parameters)
    return place == "body" or not declared or (place, name) in base.values


def one_changed(base: Recipe, slots: Sequence[Slot]) -> Iterator[Recipe]:
    """Yield `base` with each value of each slot in turn."""
    for place, name, values in slots:
        yield from (changed(base, place, name, value) for value in values)


def two_changed(base: Recipe, slots: Sequence[Slot]) -> Iterator[Recipe]:
    """Yield `base` with each two values of each two slots."""
    for first, second in combinations(slots, 2):
        for recipe in one_changed(base, [first]):
            yield from one_changed(recipe, [second])


def changed(base: Recipe, place: str, name: str, value: Any) -> Recipe:
    """Return `base` with another value at one place."""
    if place == "body":
        return replace(base, body={**base.body, name: value})
    return base.with_value(place, name, value)
