"""Expectations: what passes, and the sentence that a student reads."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from grader.checks import expect
from grader.checks.failure import CheckFailed


def answer(status: int = 200, **content: Any) -> httpx.Response:
    request = httpx.Request("GET", "http://127.0.0.1:8000/items?q=1")
    return httpx.Response(status, request=request, **content)


def told(function: Any, *arguments: Any) -> str:
    with pytest.raises(CheckFailed) as caught:
        function(*arguments)
    return caught.value.message


@pytest.mark.parametrize(
    ("expected", "received"),
    [
        ({"id": int, "name": "a"}, {"name": "a", "id": 3}),
        ([{"x": float}], [{"x": 1}]),
        ((None, str), None),
        ((None, str), "x"),
        ({"n": None}, {"n": None}),
        (1.0, 1),
        ({"list": list, "dict": dict, "flag": bool}, {"list": [], "dict": {}, "flag": False}),
    ],
)
def test_matches(expected: Any, received: Any) -> None:
    assert expect.mismatch(expected, received) == ""


@pytest.mark.parametrize(
    ("expected", "received", "words"),
    [
        ({"id": int}, {"id": "3"}, "'id' should be an integer, not \"3\"."),
        ({"id": int}, {"id": True}, "'id' should be an integer, not true."),
        (1, True, "the answer should be 1, not true."),
        ({"a": 1}, {}, "the answer lacks the key 'a'."),
        ({}, {"password": "x"}, "the answer has the key 'password', which was not asked for."),
        ([1], [1, 2], "the answer should be a list of 1, not of 2."),
        ([1, {"a": 2}], [1, {"a": 3}], "'a' should be 2, not 3."),
        ({"a": {}}, {"a": []}, "'a' should be {}, not []."),
        ((None, str), 5, "the answer should be null or a string, not 5."),
        ({"x": float}, {"x": "1"}, "'x' should be a number, not \"1\"."),
    ],
)
def test_mismatches_are_told(expected: Any, received: Any, words: str) -> None:
    assert expect.mismatch(expected, received) == words


def test_status() -> None:
    expect.status(answer(404), {404, 422})
    assert (
        told(expect.status, answer(200), 201)
        == "GET /items?q=1 should answer 201 Created; it answered 200 OK."
    )


@pytest.mark.parametrize("content", [b"<html>", b"NaN", b"[" * 100_000, b"\xff"])
def test_what_is_no_json(content: bytes) -> None:
    assert told(expect.data, answer(content=content)) == "GET /items?q=1 should answer with JSON."


def test_a_wrong_status_is_told_before_a_wrong_body() -> None:
    message = told(expect.includes, answer(422, json={"detail": []}), {"id": int})
    assert message == "GET /items?q=1 answered 422 Unprocessable Content: the answer lacks the key 'id'."


def test_refused_compares_place_and_type_only() -> None:
    detail = [{"loc": ["path", "id"], "type": "int_parsing", "msg": "whatever"}]
    response = answer(422, json={"detail": detail})
    expect.refused(response)
    expect.refused(response, ["path", "id"], {"int_parsing", "type_error.integer"})
    assert 'should point at ["query", "id"]' in told(expect.refused, response, ["query", "id"])
    assert "should be of type missing" in told(expect.refused, response, ["path", "id"], {"missing"})
    assert "should answer 422" in told(expect.refused, answer(200))


@pytest.mark.parametrize("odd", [[], {"detail": "text"}, {"detail": [1, None]}, "x"])
def test_refused_reads_any_answer(odd: Any) -> None:
    assert "should point at" in told(expect.refused, answer(422, json=odd), ["body", "name"])


def test_headers_and_leaks() -> None:
    expect.header(answer(headers={"X-Error": "gone"}), "x-error", "gone")
    assert "X-Error: gone" in told(expect.header, answer(), "X-Error", "gone")
    expect.lacks(answer(422, json={"input": "secret"}), "secret")
    assert "must not contain 'secret'" in told(expect.lacks, answer(json={"a": "secret"}), "secret")


def test_includes() -> None:
    expect.includes(answer(json={"a": 1, "b": 2}), {"a": int})
    assert "lacks the key 'c'" in told(expect.includes, answer(json={"a": 1}), {"c": int})
    assert "should be" in told(expect.includes, answer(json=[1]), {"c": int})
