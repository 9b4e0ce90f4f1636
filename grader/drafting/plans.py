"""Which requests the drafted checks send: pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from grader.checks.fuzz.document import Document, Operation
from grader.drafting.exploring import Explored, Explorer
from grader.drafting.naming import THINGS, path_parameters, word_for
from grader.drafting.recipes import Made, Recipe

NOBODY = 987654321
"""An id that no app will have given away."""
NOBODY_TEXT = "nobody-here"
NOBODY_UUID = "00000000-0000-4000-8000-000000000000"


class Kind(Enum):
    """What a check is about."""

    ORDINARY = ""
    OPTIONAL = "with_options"
    REQUIRED = "required_only"
    MISSING = "missing"
    EFFECT = "takes_effect"
    LISTED = "lists_what_is_new"
    AGAIN = "again"
    REFUSED = "refused"


@dataclass(frozen=True)
class Plan:
    """One check: what it sends. The last request's answer is judged."""

    kind: Kind
    label: str
    """The operation that the check is about."""
    recipes: tuple[Recipe, ...]
    word: str
    """What stands for `WORD` in its own requests."""
    thing: str
    """What stands for it in those that create what it needs."""
    creates: str = ""
    """Label of the operation that makes the thing which the answer should list."""

    @property
    def judged(self) -> Recipe:
        """The request whose answer counts."""
        return self.recipes[-1]


def plans_for(document: Document, explorer: Explorer) -> list[Plan]:
    """Return the checks of every operation that has a recipe, in the document's order."""
    found: list[Plan] = []
    for label in document.operations:
        if label in explorer.explored.recipes:
            found += _plans_of(document, explorer, label)
    return [
        replace(plan, word=word_for(number), thing=word_for(number, THINGS))
        for number, plan in enumerate(found)
    ]


def _plans_of(document: Document, explorer: Explorer, label: str) -> Iterator[Plan]:
    explored = explorer.explored
    recipe = explored.recipes[label]
    yield _plan(Kind.ORDINARY, label, recipe)
    if label not in explored.accepted:
        return
    for kind, other in (
        (Kind.OPTIONAL, _with_options(explorer, recipe)),
        (Kind.REQUIRED, _required_only(explorer, recipe)),
        (Kind.MISSING, _missing(document, recipe)),
        (Kind.REFUSED, explored.refused.get(label)),
    ):
        if other is not None:
            yield _plan(kind, label, other)
    seen = _reader(document, explored, recipe)
    if seen is not None:
        yield _plan(Kind.EFFECT, label, recipe, seen)
    if label in explored.kitchen.creators:
        yield _plan(Kind.AGAIN, label, recipe, recipe)
    maker = f"POST {recipe.operation.path}"
    if recipe.operation.method == "GET" and maker in explored.kitchen.creators:
        yield replace(_plan(Kind.LISTED, label, recipe), creates=maker)


def _plan(kind: Kind, label: str, *recipes: Recipe) -> Plan:
    return Plan(kind, label, recipes, "", "")


def _with_options(explorer: Explorer, recipe: Recipe) -> Recipe | None:
    if all(parameter.required for parameter in recipe.operation.parameters):
        return None
    full = explorer.ordinary(recipe.operation, optional=True)
    found = replace(full, values={**full.values, **recipe.values}, body=recipe.body)
    return found if found != recipe else None


def _required_only(explorer: Explorer, recipe: Recipe) -> Recipe | None:
    body = recipe.body
    if not isinstance(body, dict) or recipe.operation.method not in {"POST", "PUT", "PATCH"}:
        return None
    required = {
        name: body[name] for name in explorer.body(recipe.operation, only_required=True) if name in body
    }
    least = required or dict(list(body.items())[:1] if recipe.operation.method == "PATCH" else [])
    return replace(recipe, body=least) if least != body else None


def _missing(document: Document, recipe: Recipe) -> Recipe | None:
    """Return the request with an id in the path that nothing has."""
    names = path_parameters(recipe.operation)
    if not names:
        return _missing_in_body(recipe)
    parameter = next((p for p in recipe.operation.at("path") if p.name == names[-1]), None)
    if parameter is None:
        return None
    schema = document.resolve(parameter.schema)
    kind = (
        NOBODY_UUID
        if schema.get("format") == "uuid"
        else {"string": NOBODY_TEXT}.get(schema.get("type", ""), NOBODY)
    )
    return recipe.with_value("path", parameter.name, kind)


def _missing_in_body(recipe: Recipe) -> Recipe | None:
    """Return the request with an id in its body that nothing has."""
    fields = recipe.body if isinstance(recipe.body, dict) else {}
    nobody = {name: NOBODY for name, value in fields.items() if isinstance(value, Made)}
    return replace(recipe, body={**fields, **nobody}) if nobody else None


def _reader(document: Document, explored: Explored, recipe: Recipe) -> Recipe | None:
    """Return the request that shows what a change has done to one thing."""
    operation = recipe.operation
    if operation.method == "GET":
        return None
    above = [o for o in document.operations.values() if _shows(o, operation) and o.label in explored.accepted]
    if not above:
        return None
    nearest = max(above, key=lambda other: len(other.path))
    path = {key: value for key, value in recipe.values.items() if key[0] == "path"}
    own = explored.recipes[nearest.label]
    return replace(own, values={**own.values, **{key: path[key] for key in own.values if key in path}})


def _shows(reader: Operation, changer: Operation) -> bool:
    """Tell whether GET of one thing shows what another operation did to it, or to what is below it."""
    if reader.method != "GET" or not path_parameters(reader) or reader.body:
        return False
    return f"{changer.path}/".startswith(f"{reader.path.rstrip('/')}/") and reader.path.endswith("}")
