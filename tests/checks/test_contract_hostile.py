"""No document, however spoilt, makes the contract check raise, hang or write nonsense."""

import copy
import time
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI, Header, Query
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from grader.checks.contract import compare, fit
from grader.checks.openapi import MAX_OPERATIONS, operations


class Item(BaseModel):
    name: str = Field(min_length=2)
    price: float | None = Field(None, gt=0)
    tags: list[str] = []


def honest() -> Any:
    app = FastAPI()

    @app.get("/items/{item_id}")
    def read(item_id: int, limit: int = Query(10, ge=1), x_token: str | None = Header(None)) -> list[Item]:
        raise NotImplementedError

    @app.post("/items", status_code=201, tags=["items"])
    def create(item: Item) -> Item:
        raise NotImplementedError

    return app.openapi()


CONTRACT = honest()


def spots(node: Any) -> list[tuple[Any, Any]]:
    """Return (container, key) of every value in a document."""
    keys = node.keys() if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    return [spot for key in keys for spot in [(node, key), *spots(node[key])]]


WORDS = st.sampled_from(sorted({str(key) for _, key in spots(CONTRACT)})) | st.sampled_from(
    ["$ref", "#/paths", "allOf", "enum", "const", "integer", "object", "query", "path"]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=5)
ANY_JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.data(), ANY_JSON)
def test_no_document_raises(data: st.DataObject, value: Any) -> None:
    assert compare(CONTRACT, value)
    spoilt = copy.deepcopy(CONTRACT)
    container, key = data.draw(st.sampled_from(spots(spoilt)))
    container[key] = value
    for asked, yours in ((CONTRACT, spoilt), (spoilt, CONTRACT), (spoilt, spoilt)):
        assert compare(asked, yours) == compare(asked, yours)
        assert 0.0 <= fit(asked, yours) <= 1.0


def nested(step: Callable[[Any], Any], depth: int = 10_000) -> Any:
    node: Any = {"type": "integer"}
    for _ in range(depth):
        node = step(node)
    return node


SCHEMAS = {
    "deep-anyOf": nested(lambda node: {"anyOf": [node]}),
    "deep-allOf": nested(lambda node: {"allOf": [node]}),
    "deep-items": nested(lambda node: {"type": "array", "items": node}),
    "deep-default": {"type": "integer", "default": nested(lambda node: [node])},
    "deep-enum": {"enum": nested(lambda node: [node])},
    "cycle": {"$ref": "#/components/schemas/Loop"},
    "cycle-in-union": {"$ref": "#/components/schemas/Tree"},
    "cycle-in-all-of": {"$ref": "#/components/schemas/All"},
    "remote": {"$ref": "https://example.org/schema.json"},
    "pointer": {"$ref": "#" + "/~1" * 100_000},
    "many-properties": {"properties": {str(i): {} for i in range(200_000)}, "required": ["0"] * 200_000},
    "many-branches": {"anyOf": [{"type": "integer", "minimum": i} for i in range(200_000)]},
    "wide-and-deep": nested(lambda node: {"anyOf": [node] * 30, "allOf": [node] * 30}, 20),
    "boolean": True,
    "huge-number": {"type": "integer", "minimum": 10**5_000, "default": 10**5_000},
    "infinite": {"type": "integer", "minimum": float("inf"), "exclusiveMaximum": float("nan")},
    "unhashable": {"type": [{}, []], "required": [{}], "enum": [{}, []]},
    "control": {"type": "integer", "default": "\x1b[2J\ud800`" * 100},
    "odd-type": {"type": "\x1b[2J" * 100},
}
LOOPS = {
    "Loop": {"$ref": "#/components/schemas/Loop"},
    "Tree": {"anyOf": [{"$ref": "#/components/schemas/Tree"}] * 30},
    "All": {"allOf": [{"$ref": "#/components/schemas/All"}] * 30},
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_hostile_schemas_are_read_within_bounds(schema: Any) -> None:
    contents = {"content": {"application/json": {"schema": schema}}}
    limits = [{"name": "limit", "in": "query", "schema": schema}]
    hostile = {
        "paths": {
            "/items": {"post": {"requestBody": contents, "responses": {"201": contents}}},
            "/items/{\x1b}": {"get": {"parameters": limits, "responses": {"200": contents}}},
        },
        "components": {"schemas": LOOPS},
    }
    start = time.process_time()
    found = compare(CONTRACT, hostile)
    fit(CONTRACT, hostile)
    assert time.process_time() - start < 5
    assert any("`limit`" in finding.message for finding in found)
    assert max(len(finding.message) for finding in found) < 1_000
    assert all(finding.message.isprintable() for finding in found)


def test_many_operations_are_read_within_bounds() -> None:
    get = {"get": {"parameters": [{"name": "q", "in": "query"}] * 5_000}}
    hostile = {"paths": {"/" + "{" * 500 + str(number): get for number in range(100_000)}}
    start = time.process_time()
    assert len(compare(CONTRACT, hostile)) == len(operations(CONTRACT))
    fit(CONTRACT, hostile)
    assert time.process_time() - start < 5
    assert len(operations(hostile)) == MAX_OPERATIONS
