"""Parameters: where they stand, what they are, what they default to."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from grader.checks.contract.differences import Comparison, Place
from grader.checks.contract.endpoint import Endpoint, Parameter
from grader.checks.contract.findings import Finding, clip, name, sentence, show
from grader.checks.openapi import text
from grader.checks.schemas import read_schema

_DECLARE = {"query": "Query()", "header": "Header()", "cookie": "Cookie()"}
_WHERE = {
    "path": "a path parameter",
    "query": "a query parameter",
    "header": "a header",
    "cookie": "a cookie",
}
_SIMILAR = 0.7


def compare_parameters(wanted: Endpoint, found: Endpoint) -> Iterator[Finding]:
    """Yield what is wrong with the parameters of `found`."""
    comparison = _Parameters(wanted, found)
    for parameter in wanted.parameters:
        counterpart = comparison.counterpart(parameter)
        if counterpart is None:
            yield comparison.missing(parameter)
        else:
            yield from comparison.differences(parameter, counterpart)
    yield from comparison.unasked()


def in_body_instead(parameter: Parameter, wanted: Endpoint, found: Endpoint) -> bool:
    """Tell whether FastAPI took what should be a parameter for the request body, or part of it."""
    asked = wanted.body.fields if wanted.body else ()
    elsewhere = parameter.kind == "path" or any(other.key == parameter.key for other in found.parameters)
    if found.body is None or elsewhere or parameter.name in asked:
        return False
    return parameter.name in found.body.fields or (wanted.body is None and not found.body.fields)


@dataclass(frozen=True)
class _Parameters:
    wanted: Endpoint
    found: Endpoint

    def counterpart(self, parameter: Parameter) -> Parameter | None:
        """Return the submission's parameter in the same place; one in the path may have another name."""
        key = parameter.key
        if parameter.kind == "path":
            key = ("path", self._own_path_name(parameter))
        return next((other for other in self.found.parameters if other.key == key), None)

    def _own_path_name(self, parameter: Parameter) -> str:
        pairs = zip(self.wanted.path_names, self.found.path_names, strict=False)
        return dict(pairs).get(parameter.name, parameter.name)

    def _astray(self, parameter: Parameter) -> Parameter | None:
        """Return the submission's parameter of that name elsewhere, or of a similar name in that place."""
        claimed = {id(self.counterpart(other)) for other in self.wanted.parameters}
        free = [other for other in self.found.parameters if id(other) not in claimed]
        same = [other for other in free if other.loose_name == parameter.loose_name]
        alike = [o for o in free if o.kind == parameter.kind and _similar(o.loose_name, parameter.loose_name)]
        return next(iter([*same, *alike]), None)

    def missing(self, parameter: Parameter) -> Finding:
        label, received = name(parameter.name), "missing"
        stray = self._astray(parameter)
        if parameter.kind == "path":
            own = name(self._own_path_name(parameter))
            said = f"the path has {own}, but the function has no parameter of that name"
        elif stray and stray.kind != parameter.kind:
            received = _WHERE[stray.kind]
            mend = f"declare it with {_DECLARE[parameter.kind]}"
            said = f"{label} should be {_WHERE[parameter.kind]}; yours is {received}: {mend}"
        elif stray:
            received = name(stray.name)
            said = f"{parameter.kind} parameter {label} is missing; yours is called {received}"
        elif in_body_instead(parameter, self.wanted, self.found):
            received = "part of the request body"
            mend = f"declare it with {_DECLARE[parameter.kind]}"
            said = f"{label} should be {_WHERE[parameter.kind]}; yours is {received}: {mend}"
        else:
            said = f"{parameter} is missing"
        return self._finding(said, str(parameter), received)

    def differences(self, parameter: Parameter, other: Parameter) -> Iterator[Finding]:
        too_strict = other.required and not parameter.required
        if too_strict:
            said = f"{other} should be optional; yours is required: give it a default value"
            yield self._finding(said, "optional", "required")
        elif parameter.required and not other.required:
            said = f"{other} should be required; yours is optional: remove its default value"
            yield self._finding(said, "required", "optional")
        place = Place(str(other), f"{{}} of {str(other).replace('{', '{{').replace('}', '}}')}")
        comparison = Comparison(self.wanted.document, self.found.document)
        for difference in comparison.differences(
            parameter.schema, other.schema, place, with_default=not too_strict
        ):
            if not difference.is_text:
                said = f"{difference.place} {difference.text}"
                yield self._finding(said, difference.expected, difference.received)
        yield from self._texts(parameter, other)

    def _texts(self, parameter: Parameter, other: Parameter) -> Iterator[Finding]:
        want = read_schema(self.wanted.document, parameter.schema)
        have = read_schema(self.found.document, other.schema)
        automatic = parameter.name.replace("_", " ").title()
        if (
            want.title
            and want.title not in {automatic, parameter.name}
            and want.title.split() != have.title.split()
        ):
            yield self._text(other, "title", want.title, have.title)
        description = text(parameter.node.get("description")) or want.description
        own = {text(other.node.get("description")), have.description}
        if description and description.split() not in [told.split() for told in own]:
            yield self._text(other, "description", description, max(own))
        if parameter.node.get("deprecated") is True and other.node.get("deprecated") is not True:
            yield self._finding(f"{other} should be marked deprecated=True", "deprecated", "not deprecated")

    def _text(self, other: Parameter, what: str, wanted: str, found: str) -> Finding:
        yours = f"yours has {show(clip(found))}" if found else "yours has none"
        return self._finding(
            f"{other} should have the {what} {show(clip(wanted))}; {yours}", clip(wanted), clip(found)
        )

    def unasked(self) -> Iterator[Finding]:
        """Yield parameters without which the submission refuses requests that the lesson allows."""
        claimed = {id(self.counterpart(parameter)) for parameter in self.wanted.parameters}
        missing = [parameter for parameter in self.wanted.parameters if self.counterpart(parameter) is None]
        told = {id(self._astray(parameter)) for parameter in missing}
        own_fields = self.found.body.fields if self.found.body else ()
        body = self.wanted.body.fields if self.wanted.body else ()
        for other in self.found.parameters:
            in_body = other.name in body and other.name not in own_fields
            if other.kind == "path" or not other.required or in_body or id(other) in claimed | told:
                continue
            said = (
                f"{other} is required in yours, but the lesson does not ask for it: give it a default value"
            )
            yield self._finding(said, "", "required")

    def _finding(self, said: str, expected: str, received: str) -> Finding:
        return Finding("parameters", str(self.wanted), sentence(self.wanted, said), expected, received)


def _similar(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one[:80], other[:80]).ratio() >= _SIMILAR
