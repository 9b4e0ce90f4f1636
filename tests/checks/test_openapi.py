"""Reading documents that a stranger's app served."""

import json
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.checks.openapi import MAX_BYTES, MAX_DEPTH, Document, DocumentError, operations, read_document

HEAD = b'{"openapi": "3.1.0", "paths": {}, "x": '


def test_reads_what_fastapi_serves() -> None:
    app = FastAPI(description='Brackets in text do not nest: "' + "[" * 500 + '\\" é')
    app.get("/items/{item_id}")(lambda item_id: item_id)
    document = read_document(json.dumps(app.openapi()).encode())
    assert document == app.openapi()
    assert operations(document) == (("GET", "/items/{item_id}"),)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "The OpenAPI document is not valid JSON."),
        (b"<html>", "The OpenAPI document is not valid JSON."),
        (b'{"openapi": "3.1.0"', "The OpenAPI document is not valid JSON."),
        ('{"openapi": "é"}'.encode("latin-1"), "The OpenAPI document is not valid JSON."),
        (HEAD + b"1" * 5_000 + b"}", "The OpenAPI document is not valid JSON."),
        (HEAD + b"NaN}", "The OpenAPI document contains NaN, which is not valid JSON."),
        (HEAD + b"-Infinity}", "The OpenAPI document contains -Infinity, which is not valid JSON."),
        (HEAD + b"[" * MAX_DEPTH, "The OpenAPI document is nested deeper than 200 levels."),
        (b"[" * 100_000, "The OpenAPI document is nested deeper than 200 levels."),
        (b'{"a":' * 100_000, "The OpenAPI document is nested deeper than 200 levels."),
        (b" " * (MAX_BYTES + 1), "The OpenAPI document is larger than 5 MB."),
        (b"[]", "The OpenAPI document should be a JSON object."),
        (b'"openapi"', "The OpenAPI document should be a JSON object."),
        (b'{"paths": {}}', 'The OpenAPI document should say "openapi": "3.x"; this one does not.'),
        (b'{"openapi": 3.1}', 'The OpenAPI document should say "openapi": "3.x"; this one does not.'),
        (b'{"openapi": "2.0"}', 'The OpenAPI document should say "openapi": "3.x"; this one does not.'),
        (b'{"openapi": "3.0.2", "paths": []}', 'The OpenAPI document has no "paths" object.'),
    ],
    ids=range(17),
)
def test_refuses_with_a_sentence(body: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(body)
    assert str(caught.value) == message


@settings(deadline=None, derandomize=True, database=None)
@given(st.binary() | st.text(alphabet='[]{}"\\:,1 ').map(str.encode))
@example(b'"' + b'\\"' * 200_000)
@example(b'"\\')
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with pytest.raises(DocumentError):
        read_document(body)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([], ()),
        ({"paths": []}, ()),
        (
            {"paths": {"/a": [], "/b": {"get": 1, "post": {}, "summary": {}, "head": {}}}},
            (("POST", "/b"), ("HEAD", "/b")),
        ),
        ({"paths": {"/a": {"$ref": "#/x/~1a~0%20"}}, "x": {"/a~ ": {"get": {}}}}, (("GET", "/a"),)),
        ({"paths": {"/a": {"$ref": "#/paths/~1a"}}}, ()),
        ({"paths": {"/a": {"$ref": "http://example.org/#/paths/~1a"}}}, ()),
        ({"paths": {"/a": {"$ref": 7}}}, ()),
    ],
)
def test_operations_of_any_shape(document: Any, expected: tuple[tuple[str, str], ...]) -> None:
    assert operations(document) == expected


def test_keys_beside_a_reference_win() -> None:
    document = Document({"a": {"$ref": "#/b", "x": 1}, "b": {"x": 2, "y": 3}})
    resolved = document.resolve({"$ref": "#/a", "z": 0})
    assert (resolved["x"], resolved["y"], resolved["z"]) == (1, 3, 0)
