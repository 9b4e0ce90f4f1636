"""Request bodies: whether there is one, of which kind, with which fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from grader.checks.contract.differences import Comparison, Difference, Place
from grader.checks.contract.endpoint import FORMS, Body, Endpoint, is_json
from grader.checks.contract.findings import Finding, clip, name, names, sentence
from grader.checks.contract.parameters import in_body_instead
from grader.checks.openapi import MAX_MEMBERS, Document
from grader.checks.schemas import Alternative, read_schema

_FORM = Place("the form", "form field {}")
_JSON = Place("the JSON body", "body field {}")


def compare_body(wanted: Endpoint, found: Endpoint) -> Iterator[Finding]:
    """Yield what is wrong with the request body of `found`."""
    comparison = _Bodies(wanted, found)
    if wanted.body is None:
        yield from comparison.unasked()
    elif found.body is None:
        yield comparison.missing(wanted.body)
    else:
        yield from comparison.differences(wanted.body, found.body)


@dataclass(frozen=True)
class _Bodies:
    wanted: Endpoint
    found: Endpoint

    def unasked(self) -> Iterator[Finding]:
        body = self.found.body
        if body is None or not body.required:
            return
        if any(in_body_instead(parameter, self.wanted, self.found) for parameter in self.wanted.parameters):
            return  # told as a parameter in the wrong place
        yield self._finding(
            "should need no request body; yours requires one", "no request body", "a required one"
        )

    def missing(self, body: Body) -> Finding:
        kind = "form fields" if body.is_form else "a JSON body" if body.is_json else "a request body"
        queries = self._queries(body.fields)
        if queries:
            return self._finding(f"{_in_query(queries)}: {_mend(body)}", kind, _in_query(queries))
        fields = f" with {names(body.fields)}" if body.fields else ""
        return self._finding(
            f"should take {kind}{fields}; yours documents no request body", kind, "no request body"
        )

    def _queries(self, fields: tuple[str, ...]) -> list[str]:
        """Return those of `fields` that the submission takes from the query."""
        asked = {parameter.key for parameter in self.wanted.parameters}
        queries = {p.name for p in self.found.parameters if p.kind == "query" and p.key not in asked}
        return [field for field in fields if field in queries]

    def differences(self, wanted: Body, found: Body) -> Iterator[Finding]:
        if wanted.required != found.required:
            expected, received = ("required", "optional") if wanted.required else ("optional", "required")
            said = f"the request body should be {expected}; yours is {received}"
            yield self._finding(said, expected, received)
        for media, schema in wanted.contents.items():
            other = _content(found, media)
            if other is None:
                yield self._other_media(media, found)
                return
            if media not in FORMS or media == next(m for m in wanted.contents if m in FORMS):
                yield from self._schema(media, schema, found.contents[other])

    def _other_media(self, media: str, found: Body) -> Finding:
        received = ", ".join(clip(each) for each in list(found.contents)[:3])
        if media in FORMS and found.is_json:
            said = "should take form fields; yours takes JSON: declare them with Form()"
        elif is_json(media) and found.is_form:
            said = "should take JSON; yours takes form fields: use a Pydantic model without Form()"
        else:
            said = f"the request body should be {media}; yours is {received}"
        return self._finding(said, media, received)

    def _schema(self, media: str, wanted: object, found: object) -> Iterator[Finding]:
        place = (
            _FORM if media in FORMS else _JSON if is_json(media) else replace(_JSON, whole="the request body")
        )
        wrapping = self._wrapping(wanted, found)
        if wrapping:
            yield wrapping
            return
        comparison = Comparison(self.wanted.document, self.found.document)
        for difference in comparison.differences(wanted, found, place):
            yield from self._told(difference)

    def _wrapping(self, wanted: object, found: object) -> Finding | None:
        """Tell of a body that is wrapped in a field, or of a field that is the whole body."""
        want = read_schema(self.wanted.document, wanted).only("object")
        have = read_schema(self.found.document, found).only("object")
        if want is None or have is None:
            return None
        wrapper = _field_around(self.found.document, have, want) if len(have.properties) == 1 else ""
        if wrapper:
            said = f"the JSON body is wrapped in {name(wrapper)} in yours: remove Body(embed=True)"
            return self._finding(said, names(want.properties), name(wrapper))
        wrapped = _field_around(self.wanted.document, want, have)
        if wrapped:
            fields = f"the field{'s' if len(want.properties) > 1 else ''} {names(want.properties)}"
            said = f"the JSON body should have {fields}; yours is what belongs inside {name(wrapped)}"
            return self._finding(said, names(want.properties), f"the content of {name(wrapped)}")
        return None

    def _told(self, difference: Difference) -> Iterator[Finding]:
        """Turn a difference into findings; fields that became query parameters have a cause of their own."""
        queries = self._queries(difference.missing) if not difference.place.path else []
        body = self.wanted.body
        if queries and body is not None:
            yield self._finding(f"{_in_query(queries)}: {_mend(body)}", names(queries), "in the query")
        if set(difference.missing) <= set(queries) and queries:
            return
        text = difference.text
        if queries:
            rest = [field for field in difference.missing if field not in queries]
            text = f"has no field{'s' if len(rest) > 1 else ''} {names(rest)}"
        said = f"{difference.place} {text}"
        finding = self._finding(said, difference.expected, difference.received)
        yield replace(finding, aspect="docs") if difference.is_text else finding

    def _finding(self, said: str, expected: str, received: str) -> Finding:
        return Finding("body", str(self.wanted), sentence(self.wanted, said), expected, received)


def _field_around(document: Document, outer: Alternative, inner: Alternative) -> str:
    """Return the field of `outer`, an object of `document`, that can hold all of `inner`; else ""."""
    for field, node in islice(outer.properties.items(), MAX_MEMBERS):
        held = read_schema(document, node).only("object")
        if held is None or field in inner.properties or not inner.properties.keys() & held.properties.keys():
            continue
        if all(key in held.properties for key in inner.required):
            return field
    return ""


def _in_query(fields: list[str]) -> str:
    single = len(fields) == 1
    return f"{names(fields)} {'is a query parameter' if single else 'are query parameters'} in yours"


def _mend(body: Body) -> str:
    return "declare form fields with Form()" if body.is_form else "a request body needs a Pydantic model"


def _content(body: Body, media: str) -> str | None:
    """Return the media type of `body` that takes `media`; FastAPI reads either form encoding."""
    if media in body.contents:
        return media
    if media in FORMS:
        return next((other for other in body.contents if other in FORMS), None)
    return next((other for other in body.contents if is_json(other)), None) if is_json(media) else None
