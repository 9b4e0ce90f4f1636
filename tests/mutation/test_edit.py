from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.mutation import minimal_edit

# Few different lines, so that most blocks occur more than once.
TEXTS = st.lists(st.sampled_from(["a\n", "b\n", " a\n", "\n", "a\r\n", "\x0c\n", "a"]), max_size=12).map(
    "".join
)


@given(TEXTS, TEXTS)
@example("a\na\na\n", "a\na\n")
@example("a\na\na\n", "a\na\nb\n")
@example("", "a\n")
@example("a", "a\n")
@example("a\nb\na\n", "a\nb\na\n")
def test_edit_applies(before: str, after: str) -> None:
    replace, with_ = minimal_edit(before, after)
    assert before.count(replace) == 1
    assert before.replace(replace, with_) == after


@pytest.mark.parametrize(
    ("before", "after", "edit"),
    [
        ("a\nb\nc\n", "a\nx\nc\n", ("b\n", "x\n")),
        ("a\nb\nc\n", "a\nc\n", ("b\n", "")),
        # A line that occurs twice takes a neighbour along.
        ("a\nb\na\nc\n", "a\nb\nx\nc\n", ("b\na\n", "b\nx\n")),
        ("x = a\na\n", "x = a\nb\n", ("x = a\na\n", "x = a\nb\n")),
        # An insertion needs a line to hold on to.
        ("a\nb\n", "a\nx\nb\n", ("a\n", "a\nx\n")),
    ],
)
def test_smallest_block(before: str, after: str, edit: tuple[str, str]) -> None:
    assert minimal_edit(before, after) == edit
