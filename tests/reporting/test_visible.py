from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reporting.visible import LINE, block, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 漢 ✓", "plain é 漢 ✓"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("\x1b]8;;http://x\x1b\\", r"\x1b]8;;http://x\x1b" + "\\"),
        ("abc\u202ecba", r"abc\u202ecba"),
        ("\ud800", r"\ud800"),
        ("\x9b31m", r"\x9b31m"),
        ("a\rb\x00", r"a\rb\x00"),
        ("a\nb", "a\nb"),
        ("no\xa0break", r"no\xa0break"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_whatever_comes_is_printable(text: str) -> None:
    assert visible(text).replace("\n", "").isprintable()
    assert one_line(text).isprintable()
    assert all(line.isprintable() for line in block(text, 3))


def test_one_line_joins_and_cuts() -> None:
    assert one_line(" a\r\n\tb  c ") == "a b c"
    assert one_line("abcdef", 3) == "abc ..."


def test_block_is_bounded() -> None:
    assert block("", 3) == [""]
    assert block("a\r\n\tb", 3) == ["a", "    b"]
    assert block("1\n2\n3\n4\n5", 3) == ["1", "2", "3", "... 2 more lines"]
    assert block("1\n2\n3\n4", 3) == ["1", "2", "3", "... 1 more line"]
    assert block("x" * 1000, 3) == ["x" * LINE + " ..."]
