"""Schemas as other tools than today's FastAPI write them, and rules that no sample app needs."""

from typing import Any

import pytest

from grader.checks.contract import compare

Json = dict[str, Any]
ANY = {"type": "object", "properties": {"a": {}}}
TEXT = {"type": "string"}
WHOLE = {"type": "integer"}


def holding(**schemas: Any) -> Json:
    return {"type": "object", "properties": schemas}


def said(asked: Json, given: Json) -> list[str]:
    """Compare two operations; return what is said after `POST /x`."""
    documents = [{"paths": {"/x": {"post": operation}}} for operation in (asked, given)]
    return [finding.message.removeprefix("POST /x") for finding in compare(documents[0], documents[1])]


def body(schema: Json) -> Json:
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


def response(schema: Json) -> Json:
    return {"responses": {"200": {"content": {"application/json": {"schema": schema}}}}}


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"enum": ["a", "b"]}, {"anyOf": [{"const": "b"}, {"const": "a", "type": "string"}]}),
        ({"enum": ["a", None]}, {"const": "a", "nullable": True}),
        ({"type": ["integer", "null"]}, {"oneOf": [WHOLE, {"enum": [None]}]}),
        ({"type": "integer", "minimum": 1}, {"type": "integer", "exclusiveMinimum": 0.5, "minimum": -3}),
        ({"type": "number", "maximum": 2}, {"anyOf": [{"type": "number"}, WHOLE], "maximum": 2.0}),
        ({"type": "number"}, {"anyOf": [{"type": "number"}, TEXT]}),
        ({"type": "string", "minLength": 0}, TEXT),
        ({"type": "string", "maxLength": 3}, {"anyOf": [TEXT, {"type": "null"}], "maxLength": 3}),
        (holding(a=TEXT, b=WHOLE), {"allOf": [holding(a=TEXT), {"properties": {"b": WHOLE}}]}),
        (holding(a={**TEXT, "default": None}), holding(a=TEXT)),
        (holding(a={"default": {"b": [1, True]}}), holding(a={"default": {"b": [1.0, True]}})),
        ({"properties": {"a": {}}}, ANY),
        ({}, {"type": "array"}),
        (TEXT, {**TEXT, "pattern": "a", "enum": ["a"]}),
    ],
)
def test_spellings_of_the_same(asked: Json, given: Json) -> None:
    assert said(body(asked), body(given)) == []


@pytest.mark.parametrize(
    ("asked", "given", "message"),
    [
        (
            holding(a={"format": "email", **TEXT}),
            holding(a=TEXT),
            "body field `a` should be an email address; yours is any string",
        ),
        (
            holding(a={"format": "date", **TEXT}),
            holding(a={"format": "uuid", **TEXT}),
            "body field `a` should be a date; yours is of format uuid",
        ),
        (
            holding(a={**TEXT, "pattern": "^a"}),
            holding(a=TEXT),
            "body field `a` should match the pattern '^a'; yours has no such limit: add pattern='^a'",
        ),
        (
            holding(a={**WHOLE, "multipleOf": 5}),
            holding(a=WHOLE),
            "body field `a` should be a multiple of 5; yours has no such limit: add multiple_of=5",
        ),
        (
            holding(a={"type": "array", "maxItems": 1}),
            holding(a={"type": "array"}),
            "body field `a` should have at most 1 element; yours has no such limit: add max_length=1",
        ),
        (
            holding(a={"type": "array", "uniqueItems": True}),
            holding(a={"type": "array"}),
            "body field `a` should hold no element twice; yours has no such limit",
        ),
        (
            holding(a={"enum": [1, 2]}),
            holding(a={"enum": [1, 2, 3]}),
            "body field `a` should allow only 1 or 2; yours allows 1, 2 or 3",
        ),
        (
            holding(a={"default": True}),
            holding(a={"default": 1}),
            "body field `a` should default to True; yours defaults to 1",
        ),
        (
            holding(a={"default": {"b": 1}}),
            holding(a={"default": {"c": 1}}),
            "body field `a` should default to {'b': 1}; yours defaults to {'c': 1}",
        ),
        (
            {**ANY, "required": ["a"]},
            ANY,
            "body field `a` should be required; yours is optional: remove its default value",
        ),
        (
            {**ANY, "additionalProperties": False},
            ANY,
            "the JSON body should refuse unknown fields; yours accepts them: set ConfigDict(extra='forbid')",
        ),
        (
            holding(a={"type": "object", "additionalProperties": WHOLE}),
            holding(a={"type": "object", "additionalProperties": TEXT}),
            "each value of body field `a` should be an integer; yours is a string",
        ),
        (
            holding(a={"type": "array", "items": holding(b=WHOLE)}),
            holding(a={"type": "array", "items": holding(b=TEXT)}),
            "body field `a[].b` should be an integer; yours is a string",
        ),
        (
            holding(a={"enum": ["a"]}),
            holding(a={"enum": [["a"]]}),
            "body field `a` should be a string; yours is a list",
        ),
    ],
)
def test_what_falls_short_of_a_body(asked: Json, given: Json, message: str) -> None:
    assert said(body(asked), body(given)) == [f": {message}."]


@pytest.mark.parametrize(
    ("asked", "given", "messages"),
    [
        (holding(a={"type": "number"}), holding(a=WHOLE), []),
        (
            holding(a=WHOLE),
            holding(a={"type": "number"}),
            [": `a` in the 200 response should be an integer; yours is a number."],
        ),
        (holding(a={**TEXT, "format": "date", "maxLength": 3, "default": "x"}), holding(a=TEXT), []),
        (ANY, {"anyOf": [TEXT, ANY]}, []),
        (
            holding(a={**TEXT, "description": "Why"}),
            holding(a=TEXT),
            [": `a` in the 200 response should have the description 'Why'."],
        ),
    ],
)
def test_of_a_response_the_shape_counts(asked: Json, given: Json, messages: list[str]) -> None:
    assert said(response(asked), response(given)) == messages


def test_a_class_of_codes_documents_each_code() -> None:
    asked: Json = {"responses": {"201": {}, "404": {}, "500": {}, "422": {}}}
    assert said(asked, {"responses": {"2XX": {}, "4XX": {}, "default": {}}}) == []
    assert said({"responses": {"200": {}}}, {"responses": {"default": {}}}) == [
        " should document 200; yours documents default: set status_code=200 on the route."
    ]


def test_form_fields_in_query_and_missing_ones_are_told_apart() -> None:
    form = {"multipart/form-data": {"schema": holding(a=TEXT, b=TEXT, c=TEXT)}}
    own = {"multipart/form-data": {"schema": holding(a=TEXT)}}
    query = [{"name": "b", "in": "query", "required": True, "schema": TEXT}]
    assert said(
        {"requestBody": {"content": form}}, {"requestBody": {"content": own}, "parameters": query}
    ) == [
        ": `b` is a query parameter in yours: declare form fields with Form().",
        ": the form has no field `c`.",
    ]


def test_bodies_of_other_media_types() -> None:
    asked: Json = {"requestBody": {"content": {"text/plain": {}}}}
    given: Json = {"requestBody": {"content": {"image/png": {}}}}
    assert said(asked, given) == [": the request body should be text/plain; yours is image/png."]
    problem = {"requestBody": {"content": {"application/merge-patch+json; charset=utf-8": {"schema": ANY}}}}
    assert said(body(ANY), problem) == []


def test_deprecation_is_asked_for_where_the_contract_states_it() -> None:
    parameter = {"name": "q", "in": "query", "schema": TEXT}
    asked = {"deprecated": True, "parameters": [{**parameter, "deprecated": True}]}
    assert said(asked, asked) == []
    assert said(asked, {"parameters": [parameter]}) == [
        ": query parameter `q` should be marked deprecated=True.",
        ": the route should be marked deprecated=True.",
    ]
