"""Ids are file names on every system, and stay when others come and go."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.slug import slug, unique

TEXT = st.text(max_size=120)
NAMES = st.lists(st.tuples(TEXT.map(slug), TEXT, TEXT), max_size=8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Müller", "anna-muller"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("CON", "con-x"),
        ("Com1", "com1-x"),
        ("李明", "李明"),
        ("สมชาย", "สมชาย"),
        ("Straße", "strasse"),
        ("a\x00b\u202ec", "a-b-c"),
        ("...", "unnamed"),
        ("x" * 200, "x" * 80),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(TEXT)
def test_slug_is_safe_and_settled(text: str) -> None:
    name = slug(text)
    assert name[0] not in "-_."
    assert all(char in "-_" or unicodedata.category(char)[0] in "LMN" for char in name)
    assert len(name) <= 80
    assert len(name.encode()) <= 200
    assert slug(name) == name
    assert name == name.casefold()


@given(NAMES)
def test_unique(wanted: list[tuple[str, str, str]]) -> None:
    names = unique([(name, (first, second)) for name, first, second in wanted])
    assert len({name.casefold() for name in names}) == len(wanted)
    assert all(len(name) <= 80 for name in names)


def test_unique_does_not_depend_on_order_or_others() -> None:
    wanted = [("ann", ("a/ann", "x/a/ann")), ("ann", ("b/ann", "x/b/ann")), ("bo", ("bo", "x/bo"))]
    before = dict(zip((places for _, places in wanted), unique(wanted), strict=True))
    wanted = [("ann", ("c/ann", "x/c/ann")), *reversed(wanted)]
    after = dict(zip((places for _, places in wanted), unique(wanted), strict=True))
    assert before.items() <= after.items()
    assert after["bo", "x/bo"] == "bo"
