"""Finds, for each operation of a solution, a request that it accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import count, islice
from typing import Any

from grader.checks.fuzz.compose import FORM, JSON, NO_BODY
from grader.checks.fuzz.document import Document, Operation, as_list
from grader.checks.http import Wire, WireResponse
from grader.drafting.naming import noun_of, path_parameters
from grader.drafting.recipes import Creator, Kitchen, Made, Recipe, id_key
from grader.drafting.slots import (
    Slot,
    changed,
    is_needed,
    numbers_in,
    one_changed,
    security_slots,
    two_changed,
)
from grader.drafting.values import Maker

OWN_REFUSALS = {400, 401, 403, 409}
"""How a function refuses what FastAPI has let through."""
MOST_TRIES = 150
"""Requests to find one that an operation accepts, with one value changed."""
MOST_PAIRS = 600
"""The same, with two values changed."""

Start = Callable[[], AbstractContextManager[Wire]]


@dataclass
class Explored:
    """What was found out about a solution's operations, by label."""

    recipes: dict[str, Recipe] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)
    """Why there is no recipe."""
    refused: dict[str, Recipe] = field(default_factory=dict)
    """A request with ordinary values that an operation refuses all the same, by its label."""
    kitchen: Kitchen = field(default_factory=Kitchen)


class Explorer:
    """Sends requests to fresh starts of a solution."""

    def __init__(
        self, raw: Mapping[str, Any], document: Document, start: Start, found: Iterable[Any]
    ) -> None:
        """Explore what `start` starts; `raw` is its whole document, `found` are values from its source."""
        self._raw = raw
        self._document = document
        self._start = start
        self._literals = tuple(found)
        self._tries = count()
        self.explored = Explored()

    def explore(self) -> Explored:
        """Find a request for each operation; those that create things come first."""
        for operation in sorted(self._document.operations.values(), key=self._turn):
            if operation.body and not {JSON, FORM} & set(operation.body):
                media = " or ".join(operation.body)
                self.explored.skipped[operation.label] = f"its body is {media}, which is not drafted"
                continue
            with self._start() as wire:
                self._explore(operation, wire)
        return self.explored

    def _turn(self, operation: Operation) -> tuple[bool, int, int]:
        """Return when an operation's turn comes: what others need is there before them."""
        fields = [name for schema in operation.body.values() for name in self._document.properties(schema)]
        needs = sum(name.endswith("_id") for name in fields)
        return operation.method != "POST", len(path_parameters(operation)), needs

    def _explore(self, operation: Operation, wire: Wire) -> None:
        first: tuple[Recipe, WireResponse] | None = None
        for recipe in self._candidates(operation):
            response = self._send(recipe, wire)
            if response is None:
                continue
            first = first or (recipe, response)
            if 200 <= (response.status or 0) < 400:
                self.explored.recipes[operation.label] = recipe
                self.explored.accepted.add(operation.label)
                self._note_creator(recipe, response)
                self._note_refused(recipe, first, wire)
                return
        if first is None:
            self.explored.skipped[operation.label] = "no request could be made for it"
        elif first[1].status is None:
            self.explored.skipped[operation.label] = "it gave no answer"
        else:
            self.explored.recipes[operation.label] = first[0]

    def _send(self, recipe: Recipe, wire: Wire) -> WireResponse | None:
        """Send a recipe after what it needs; None where that does not work."""
        word, ids = f"try{next(self._tries)}", dict[str, Any]()
        for label in self.explored.kitchen.before(recipe):
            creator = self.explored.kitchen.creators[label]
            request = creator.recipe.request(word, ids)
            ids[label] = creator.id_in(wire.send(request)) if request else None
            if ids[label] is None:
                return None
        request = recipe.request(word, ids)
        return wire.send(request) if request else None

    def _note_creator(self, recipe: Recipe, response: WireResponse) -> None:
        operation = recipe.operation
        members = [
            other.path
            for other in self._document.operations.values()
            if is_collection_of(operation, other.path)
        ]
        if operation.method != "POST" or not members:
            return
        names = sorted({name for path in members for name in path_parameters_below(operation, path)})
        key = id_key(response, names)
        if key is not None:
            self.explored.kitchen.creators[operation.label] = Creator(recipe, key, noun_of(operation.path))

    def _note_refused(self, recipe: Recipe, first: tuple[Recipe, WireResponse], wire: Wire) -> None:
        """Keep a request that the operation's own code refuses: the first one, or one with a zero in it."""
        zeros = [
            changed(recipe, place, name, 0)
            for place, name, value in numbers_in(recipe)
            if value != 0 and place != "path"
        ]
        for refused in [first[0], *zeros]:
            response = first[1] if refused is first[0] else self._send(refused, wire)
            if response is not None and response.status in OWN_REFUSALS:
                self.explored.refused[recipe.operation.label] = refused
                return

    def _candidates(self, operation: Operation) -> Iterator[Recipe]:
        base = self.ordinary(operation)
        yield base
        if base.body is not NO_BODY:
            yield replace(base, body=self.body(operation, only_required=True))
        slots = list(self._slots(operation, base))
        needed = [slot for slot in slots if is_needed(operation, base, slot)]
        yield from islice(one_changed(base, slots), MOST_TRIES)
        yield from islice(two_changed(base, needed), MOST_PAIRS)

    def ordinary(self, operation: Operation, *, optional: bool = False) -> Recipe:
        """Return the first request to try: what is required, and all of the body."""
        maker = self._maker(operation)
        values = {
            (p.place, p.name): self._created_at(operation, p.name) or maker.text_value(p.schema, p.name)
            for p in operation.parameters
            if p.required or optional
        }
        return Recipe(operation, values, self.body(operation))

    def body(self, operation: Operation, *, only_required: bool = False) -> Any:
        """Return an ordinary body, perhaps only what is required of it; NO_BODY where there is none."""
        media = next((media for media in (JSON, FORM) if media in operation.body), None)
        if media is None:
            return NO_BODY
        schema = operation.body[media]
        body = self._maker(operation).value(schema, "body")
        if only_required and isinstance(body, dict):
            required = as_list(self._document.resolve(schema).get("required"))
            return {name: value for name, value in body.items() if name in required}
        return body

    def _maker(self, operation: Operation) -> Maker:
        return Maker(self._document, self._reference, other=operation.method in {"PUT", "PATCH"})

    def _created_at(self, operation: Operation, name: str) -> Made | None:
        """Return the id of what was created in the collection before `{name}`, if that can be created."""
        prefix, found, _ = operation.path.partition("{" + name)
        creators = self.explored.kitchen.creators
        match = (label for label in creators if label.removeprefix("POST ").rstrip("/") == prefix.rstrip("/"))
        return next((Made(label) for label in match), None) if found else None

    def _reference(self, name: str) -> Made | None:
        """Return the id that a field like `product_id` should hold."""
        for label, creator in self.explored.kitchen.creators.items():
            if name == f"{creator.noun}_id":
                return Made(label)
        return None

    def _slots(self, operation: Operation, base: Recipe) -> Iterator[Slot]:
        texts = tuple(value for value in self._literals if isinstance(value, str))
        for parameter in operation.parameters:
            if not isinstance(base.values.get((parameter.place, parameter.name)), Made):
                yield parameter.place, parameter.name, self._literals
        yield from security_slots(self._raw, operation, texts)
        if isinstance(base.body, dict):
            for name, value in base.body.items():
                if isinstance(value, str | int | float):
                    kind = str if isinstance(value, str) else int
                    yield "body", name, tuple(v for v in self._literals if isinstance(v, kind))


def is_collection_of(operation: Operation, path: str) -> bool:
    """Tell whether `path` names one thing in the collection of `operation`, or something below it."""
    return path.startswith(operation.path.rstrip("/") + "/{")


def path_parameters_below(operation: Operation, path: str) -> list[str]:
    """Return the name of the parameter that follows the collection's path."""
    return [path.removeprefix(operation.path.rstrip("/") + "/{").partition("}")[0].partition(":")[0]]
