"""Drafted code stands as `ruff format` would put it."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from grader.drafting.layout import Call, Code, literal, statement

LITERALS = ["plain", "it's", 'say "hi"', 'it\'s "both"', "back\\slash", "line\nend", "é", ""]
LONG = "a text of some length, long enough to fill a line"

LAYOUTS: dict[str, tuple[Any, str]] = {
    "fits": (Call("f", [("", "a"), ("b=", [1, None])]), '    x = f("a", b=[1, None])'),
    "types": ({"a": int, "b": (str, None)}, '    x = {"a": int, "b": (str, None)}'),
    "arguments on one line": (
        Call("function", [("", LONG), ("", LONG[:-3])]),
        f'    x = function(\n        "{LONG}", "{LONG[:-3]}"\n    )',
    ),
    "arguments one by one": (
        Call("function", [("", LONG), ("", LONG), ("c=", Code("c"))]),
        f'    x = function(\n        "{LONG}",\n        "{LONG}",\n        c=c,\n    )',
    ),
    "members one by one": (
        {"a": LONG, "b": LONG},
        f'    x = {{\n        "a": "{LONG}",\n        "b": "{LONG}",\n    }}',
    ),
}


@pytest.mark.parametrize(("value", "expected"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(value: Any, expected: str) -> None:
    assert statement("x = ", value) == expected


@pytest.mark.parametrize("text", LITERALS)
def test_literal_is_the_text(text: str) -> None:
    assert ast.literal_eval(literal(text)) == text
    assert literal(text).startswith('"') or '"' in text
