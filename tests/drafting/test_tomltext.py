"""Strings as TOML: whatever the text, it reads back the same and leaves the lines countable."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.drafting.tomltext import prose, string, strings
from grader.tomllines import line_of

NASTY = [
    "",
    "plain",
    'say "hi"',
    "it's",
    'it\'s "both"',
    "back\\slash",
    "ends with \\",
    '"""',
    "'''",
    'def f():\n    """Doc."""\n    return "\\n"\n',
    'a\nends with a quote"',
    '\n\n"starts"',
    "tab\there\r\nand \x00 \x7f",
    'four """" and five """""\n',
]
TEXTS = st.text(st.sampled_from("ab\"'\\\n\r\t =#[]\x00\x1fé"), max_size=30)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_read_back(text: str) -> None:
    _reads_back(text)


@given(TEXTS)
@example('""\\"')
def test_any_text_reads_back(text: str) -> None:
    _reads_back(text)


def _reads_back(text: str) -> None:
    written = f"first = {string(text)}\nlast = {strings([text, text])}\nend = 1\n"
    assert tomllib.loads(written) == {"first": text, "last": [text, text], "end": 1}
    assert line_of(written, ("end",)) == written.count("\n")


@given(st.lists(st.text("abc\"'\\{}", min_size=1, max_size=12), min_size=1, max_size=60))
def test_prose_reads_back(words: list[str]) -> None:
    text = " ".join(words)
    written = f"hint = {prose(text, 7)}\nend = 1\n"
    assert tomllib.loads(written)["hint"] == text
    assert max(map(len, written.splitlines())) <= 115
