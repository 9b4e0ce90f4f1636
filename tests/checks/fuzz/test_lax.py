"""FastAPI's own reading of a value is the measure: what it takes is never called invalid."""

import datetime
import json
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from fastapi import FastAPI, Query
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field

from grader.checks.fuzz.boundary import boundary_cases
from grader.checks.fuzz.document import Document, read
from grader.checks.fuzz.lax import may_take
from grader.checks.fuzz.quirks import sendable
from grader.checks.fuzz.validity import surely_invalid, surely_valid
from grader.checks.http import WireRequest


class Colour(Enum):
    red = "red"


class Size(IntEnum):
    small = 1


class Inner(BaseModel):
    x: Annotated[int, Field(gt=0, lt=9)]


TYPES: list[Any] = [
    int,
    float,
    bool,
    str,
    Decimal,
    datetime.datetime,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    UUID,
    Colour,
    Size,
    Inner,
    bytes,
    Literal["a", 1],
    int | None,
    int | str,
    list[int],
    set[int],
    tuple[int, str],
    dict[str, int],
    list[Inner] | None,
    Annotated[str, Field(min_length=2, max_length=4)],
    Annotated[str, Field(pattern="^a+$")],
    Annotated[int, Field(ge=1, le=10, multiple_of=2)],
    Annotated[list[int], Field(min_length=1, max_length=2)],
    Annotated[set[int], Field(max_length=2)],
]
VALUES: list[Any] = [
    *(None, True, False, 0, 1, 2, -1, 1.0, 1.5, 11, 10**6),
    *("", "1", " 1 ", "1_0", "1.0", "1e1", "true", "on", "maybe", "a", "aa", "red", "abcde", "null"),
    *("2024-01-02", "2024-02-30", "2024-01-02T03:04:05Z", "03:04", "P1D", "0" * 32, "é"),
    *(
        [],
        [1],
        ["1", "2"],
        [1, 1, 1],
        [1, "a"],
        [None],
        [{"x": 1}],
        {},
        {"x": 1},
        {"x": "8", "y": 0},
        {"x": 0},
    ),
]


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_what_fastapi_takes_is_never_called_invalid(kind: Any) -> None:
    app = FastAPI()

    class Holder(BaseModel):
        value: kind

    @app.post("/")
    def take(holder: Holder) -> None:
        return None

    document = read(app.openapi())
    schema = document.properties({"$ref": "#/components/schemas/Holder"})["value"]
    refused = found = 0
    with TestClient(app) as client:
        for value in VALUES:
            taken = client.post("/", json={"value": value}).status_code == 200
            may = may_take(document, schema, value)
            assert may or not taken, value
            refused, found = refused + (not taken), found + (not may)
    # Lenient, but not blind.
    assert found >= refused * 0.3


def test_request_verdicts_agree_with_fastapi() -> None:
    app = FastAPI()

    class Item(BaseModel):
        name: Annotated[str, Field(max_length=10)]
        price: float
        inner: Inner | None = None
        tags: list[str] = []

    @app.post("/items/{number}")
    def take(
        number: int,
        item: Item,
        flag: bool,
        day: datetime.date | None = None,
        picks: Annotated[list[int], Query(max_length=3)] = [],  # noqa: B006
    ) -> None:
        return None

    document = read(app.openapi())
    operation = document.operations["POST /items/{number}"]
    counts = {"invalid": 0, "valid": 0, "all": 0}
    with TestClient(app) as client:
        for case in boundary_cases(document, operation):
            if not sendable(operation, case.request):
                continue
            request = case.request
            answer = client.post(request.target, content=request.body, headers=dict(request.headers))
            taken = answer.status_code == 200
            invalid, valid = (
                surely_invalid(document, operation, request),
                surely_valid(document, operation, request),
            )
            assert not (taken and invalid), case
            assert not (valid and not taken), case
            counts = {
                "invalid": counts["invalid"] + invalid,
                "valid": counts["valid"] + valid,
                "all": counts["all"] + 1,
            }
    # Most cases are decided, so that the rules have something to judge.
    assert counts["invalid"] > counts["all"] * 0.4, counts
    assert counts["valid"] > counts["all"] * 0.1, counts


ORDINARY: list[tuple[dict[str, Any], Any, bool]] = [
    ({"type": "string"}, "Ada", True),
    ({"type": "string"}, "", False),
    ({"type": "string", "minLength": 0}, "", True),
    ({"type": "string"}, "x" * 100, False),
    ({"type": "string", "maxLength": 100}, "x" * 100, True),
    ({"type": "string"}, "<b>'", False),
    ({"type": "string", "default": ""}, "", True),
    ({"type": "integer"}, 7, True),
    ({"type": "integer"}, -1, False),
    ({"type": "integer", "minimum": -1}, -1, True),
    ({"type": "integer"}, 1.0, False),
    ({"type": "integer"}, 10**6, False),
    ({"type": "number", "exclusiveMinimum": 0}, 5e-324, False),
    ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, None, True),
    ({"type": "integer"}, None, False),
    ({"type": "array", "items": {"type": "integer"}}, [1, 2], True),
    ({"type": "array", "items": {"type": "integer"}}, ["1"], False),
    ({"type": "object", "properties": {"a": {"type": "integer"}}}, {"a": 1, "b": 1}, False),
]


@pytest.mark.parametrize(("schema", "value", "ordinary"), ORDINARY)
def test_only_ordinary_values_are_surely_valid(schema: dict[str, Any], value: Any, ordinary: bool) -> None:
    document = one_body(schema)
    request = WireRequest("POST", "/", (("content-type", "application/json"),), json.dumps(value).encode())
    assert surely_valid(document, document.operations["POST /"], request) is ordinary


def one_body(schema: dict[str, Any]) -> Document:
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return read({"paths": {"/": {"post": {"requestBody": body}}}})
