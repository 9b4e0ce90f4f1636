"""How a submission's JSON Schema falls short of the contract's, value by value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from grader.checks.contract.findings import clip, listed, name, names, show
from grader.checks.contract.rules import FORMATS, describe, rules, same
from grader.checks.openapi import MAX_MEMBERS, Document
from grader.checks.schemas import ABSENT, Alternative, Schema, read_schema

_MAX_DEPTH = 8
_MAX_DIFFERENCES = 20
ELEMENT = "[]"
VALUE = "{}"


@dataclass(frozen=True)
class Place:
    """A value inside a parameter, body or response."""

    whole: str
    """What the outermost value is called."""
    field: str
    """How a field of it is called; `{}` stands for its name."""
    path: tuple[str, ...] = ()

    def __truediv__(self, step: str) -> Place:
        return replace(self, path=(*self.path, step))

    def __str__(self) -> str:
        for step, word in ((ELEMENT, "element"), (VALUE, "value")):
            if self.path[-1:] == (step,):
                return f"each {word} of {replace(self, path=self.path[:-1])}"
        if not self.path:
            return self.whole
        dotted = ".".join(self.path).replace(f".{ELEMENT}", ELEMENT).replace(f".{VALUE}", ELEMENT)
        return self.field.format(name(dotted))


@dataclass(frozen=True)
class Difference:
    """One difference; `text` completes a sentence that begins with the place."""

    place: Place
    text: str
    expected: str = ""
    received: str = ""
    missing: tuple[str, ...] = ()
    """Fields that the contract has and the submission lacks."""
    is_text: bool = False
    """Only words for people differ."""


@dataclass(frozen=True)
class Comparison:
    """Compares schemas of two documents; of an output only the shape counts, not its limits."""

    contract: Document
    document: Document
    output: bool = False

    def differences(
        self, expected: object, actual: object, place: Place, *, with_default: bool = True
    ) -> Iterator[Difference]:
        """Yield how the schema `actual` falls short of `expected`."""
        if len(place.path) > _MAX_DEPTH:
            return
        want, have = read_schema(self.contract, expected), read_schema(self.document, actual)
        yield from _description(want, have, place)
        mismatch = self._kind(want, have, place)
        if mismatch:
            yield mismatch
            return
        for alternative in want.alternatives:
            yield from self._closest(alternative, have, place)
        if with_default and not self.output:
            yield from _default(want, have, place)

    def _kind(self, want: Schema, have: Schema, place: Place) -> Difference | None:
        wanted = {alternative.kind for alternative in want.alternatives}
        found = {alternative.kind for alternative in have.alternatives}
        if self.output and "integer" in found:
            found.add("number")
        if wanted <= found and (self.output or not wanted or found <= wanted):
            return None
        if found:
            text = f"should be {describe(want)}; yours is {describe(have)}"
        elif self.output and not place.path:
            text = "has no response model: declare one with response_model= or as the return type"
        else:
            text = f"should be {describe(want)}; yours has no type hint"
        return Difference(place, text, describe(want), describe(have))

    def _closest(self, want: Alternative, have: Schema, place: Place) -> list[Difference]:
        """Compare with the alternative of `have` that fits best."""
        kinds = {want.kind, "integer"} if self.output and want.kind == "number" else {want.kind}
        found = [
            list(islice(self._alternative(want, alternative, place), _MAX_DIFFERENCES))
            for alternative in have.alternatives
            if alternative.kind in kinds
        ]
        return min(found, key=len, default=[])

    def _alternative(self, want: Alternative, have: Alternative, place: Place) -> Iterator[Difference]:
        if not self.output:
            yield from _limits(want, have, place)
        if want.kind == "array" and want.items is not ABSENT:
            yield from self.differences(want.items, have.items, place / ELEMENT)
        elif want.kind == "object":
            yield from self._object(want, have, place)

    def _object(self, want: Alternative, have: Alternative, place: Place) -> Iterator[Difference]:
        if want.properties and not have.properties:
            yield self._shapeless(want, place)
            return
        missing = tuple(field for field in want.properties if field not in have.properties)
        if missing:
            text = (
                f"has no field {names(missing)}" if len(missing) == 1 else f"has no fields {names(missing)}"
            )
            yield Difference(place, text, names(missing), _names_of(have), missing=missing)
        for field in want.properties:
            if field in have.properties:
                yield from self._field(field, want, have, place)
        yield from self._extra_fields(want, have, place)
        if isinstance(want.extra, Mapping) and want.extra:
            yield from self.differences(want.extra, have.extra, place / VALUE)

    def _shapeless(self, want: Alternative, place: Place) -> Difference:
        fields = f"the field{'s' if len(want.properties) > 1 else ''} {names(want.properties)}"
        said = (
            "is documented as any object: declare a response model"
            if self.output
            else "accepts any object: write a model"
        )
        return Difference(
            place, f"{said} with {fields}", names(want.properties), "any object", tuple(want.properties)
        )

    def _field(self, field: str, want: Alternative, have: Alternative, place: Place) -> Iterator[Difference]:
        inner = place / field
        wanted, found = field in want.required, field in have.required
        too_strict = not self.output and found and not wanted
        if too_strict:
            text = "should be optional; yours is required: give it a default value"
            yield Difference(inner, text, "optional", "required")
        elif not self.output and wanted and not found:
            text = "should be required; yours is optional: remove its default value"
            yield Difference(inner, text, "required", "optional")
        yield from self.differences(
            want.properties[field], have.properties[field], inner, with_default=not too_strict
        )

    def _extra_fields(self, want: Alternative, have: Alternative, place: Place) -> Iterator[Difference]:
        closed = want.extra is False
        if self.output:
            declared = islice(have.properties, MAX_MEMBERS) if closed else ()
            extra = [field for field in declared if field not in want.properties]
            if extra:
                text = (
                    f"also holds {names(extra)}, which must not be in it: leave it out of the response model"
                )
                yield Difference(place, text, _names_of(want), names(extra))
            return
        extra = [field for field in have.required if want.properties and field not in want.properties]
        if extra:
            text = f"requires {names(extra)}, which the lesson does not ask for: give it a default value"
            yield Difference(place, text, _names_of(want), names(extra))
        if closed and have.extra is not False:
            text = "should refuse unknown fields; yours accepts them: set ConfigDict(extra='forbid')"
            yield Difference(place, text)


def _names_of(alternative: Alternative) -> str:
    shown: list[Any] = list(islice(alternative.properties, MAX_MEMBERS))
    return names(shown) if shown else "no fields"


def _description(want: Schema, have: Schema, place: Place) -> Iterator[Difference]:
    if want.description and want.description.split() != have.description.split():
        text = f"should have the description {show(clip(want.description))}"
        yield Difference(place, text, clip(want.description), clip(have.description), is_text=True)


def _default(want: Schema, have: Schema, place: Place) -> Iterator[Difference]:
    if want.default is ABSENT or same(want.default, have.default):
        return
    if have.default is not ABSENT:
        text = f"should default to {show(want.default)}; yours defaults to {show(have.default)}"
        yield Difference(place, text, show(want.default), show(have.default))
    elif want.default not in ([], {}):  # an empty list often comes from a default_factory, which is not shown
        text = f"should default to {show(want.default)}; yours has no default"
        yield Difference(place, text, show(want.default), "no default")


def _limits(want: Alternative, have: Alternative, place: Place) -> Iterator[Difference]:
    yield from _enum(want, have, place)
    if want.format and want.kind != "file" and have.format != want.format:
        text = f"should be {FORMATS.get(want.format, f'of format {want.format}')}"
        said = (
            f"of format {clip(have.format)}"
            if have.format
            else "any string"
            if want.kind == "string"
            else "not"
        )
        yield Difference(place, f"{text}; yours is {said}", want.format, clip(have.format))
    wanted, found = rules(want), rules(have)
    for key, rule in wanted.items():
        other = found.get(key)
        if other is None:
            mend = f": add {rule.argument}" if rule.argument else ""
            yield Difference(
                place, f"should {rule.words}; yours has no such limit{mend}", rule.words, "no limit"
            )
        elif not same(rule.value, other.value):
            yield Difference(place, f"should {rule.words}; yours must {other.words}", rule.words, other.words)


def _enum(want: Alternative, have: Alternative, place: Place) -> Iterator[Difference]:
    if want.enum is None:
        return
    wanted = listed([show(value) for value in want.enum], "or")
    if have.enum is None:
        text = f"should allow only {wanted}; yours allows any value"
        yield Difference(place, text, wanted, "any value")
    elif not _same_values(want.enum, have.enum):
        found = listed([show(value) for value in have.enum], "or") if have.enum else "nothing"
        yield Difference(place, f"should allow only {wanted}; yours allows {found}", wanted, found)


def _same_values(expected: tuple[Any, ...], actual: tuple[Any, ...]) -> bool:
    if not all(any(same(e, a) for a in actual) for e in expected):
        return False
    return all(any(same(e, a) for e in expected) for a in actual)
