from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reporting.json_layout import lay_out, spaced

LONG = "x" * 70
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('{"id":1,"name":"lamp"}', ['{"id": 1, "name": "lamp"}']),
        ("[]", ["[]"]),
        (
            f'{{"detail":[{{"loc":["path","id"],"msg":"{LONG}"}}],"n":{{}}}}',
            [
                "{",
                '  "detail": [',
                "    {",
                '      "loc": ["path", "id"],',
                f'      "msg": "{LONG}"',
                "    }",
                "  ],",
                '  "n": {}',
                "}",
            ],
        ),
        # Kept as sent: repeated keys, numbers, escapes, brackets in strings.
        (
            f'{{"a":1.0,"a":1e400,"b":"\\u0041[{LONG}"}}',
            ["{", '  "a": 1.0,', '  "a": 1e400,', f'  "b": "\\u0041[{LONG}"', "}"],
        ),
    ],
)
def test_layout(text: str, lines: list[str]) -> None:
    assert lay_out(text).split("\n") == lines


@given(VALUES)
def test_means_the_same(value: object) -> None:
    assert json.loads(lay_out(json.dumps(value))) == value


@given(st.text(alphabet='{}[]",:\\ ab\n', max_size=200))
def test_broken_json_loses_nothing_but_spaces(text: str) -> None:
    assert re.sub(r"\s", "", lay_out(text)) == re.sub(r"\s", "", text)


def test_depth_is_bounded() -> None:
    assert max(map(len, lay_out("[" * 2_000 + "]" * 2_000).split("\n"))) < 50


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('[{"a":1,"b:c,d":"e:f"}]', '[{"a": 1, "b:c,d": "e:f"}]'),
        ("['a:b','c']", "['a:b', 'c']"),
        ('{"a":"cut:off,here ...', '{"a": "cut:off,here ...'),
        ("http://e/a,b", "http://e/a,b"),
    ],
)
def test_spaced(line: str, shown: str) -> None:
    assert spaced(line) == shown
