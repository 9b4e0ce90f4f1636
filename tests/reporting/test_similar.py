"""The report on alike hand-ins: plain words first, evidence side by side, nothing taken at its word."""

from __future__ import annotations

import json
import re

from grader.reporting.similar import render_html, render_json, render_terminal
from grader.reporting.similar_wording import rows
from grader.resemblance import Excerpt, Fragment, LeftOut, Pair, Side, Similarity, Spread

HOSTILE = '<script>alert(1)</script>\x1b[2J\u202e::error::x "&'


def side(name: str) -> Side:
    return Side(id=name, label=name, folder=name, share=80)


def fragment(number: int, text: str, holders: int = 2) -> Fragment:
    lines = (f"    {text}", "\tpass")
    left, right = (Excerpt(file=f"{name}.py", first=3, last=9, lines=lines) for name in ("ours", "theirs"))
    return Fragment(number=number, left=left, right=right, tokens=20, same_words=True, holders=holders)


def similarity(name: str = "Ann", text: str = "x = 1") -> Similarity:
    pair = Pair(
        rank=1,
        likeness=61.5,
        left=side(name),
        right=side("Bob"),
        identical=((f"{name}.py", "b.py"),),
        fragments=(fragment(1, text), fragment(8, text, holders=4)),
    )
    return Similarity(
        lesson="q08-status-codes",
        title="Status codes",
        compared=30,
        given=("the starter of q08-status-codes",),
        common=12,
        spread=Spread(pairs=435, median=4.5, most=21.0, tens=(400, 30, 4, 0, 0, 0, 1, 0, 0, 0)),
        pairs=(pair,),
        left_out=(LeftOut(what=name, why=text),),
    )


def test_the_page_begins_with_what_likeness_does_not_prove() -> None:
    page = render_html(similarity())
    body = page[page.index("<body>") :]
    assert body.index("Likeness is no proof") < body.index("61.5")
    assert "number 1 of 435 pairs (half of them: at most 4.5 %; 95 of 100: at most 21 %)" in page
    assert "In this class, half of all pairs are at most 4.5 % alike, 95 of 100 at most 21 %." in page
    assert "such a list is hardly ever empty" in page
    assert "nobody else has all of it" in page
    assert "at most 2 others have all of it, too" in page
    assert "Set aside, because it was given out: the starter of q08-status-codes." in page


def test_a_fragment_has_one_colour_for_both_sides() -> None:
    page = render_html(similarity())
    fragments = page.split('<section class="fragment ')[1:]
    assert [found[:2] for found in fragments] == ["c0", "c1"]
    for found in fragments:
        assert "ours.py, lines 3 to 9" in found
        assert "theirs.py, lines 3 to 9" in found
        assert "... 5 more lines" in found


def test_lines_keep_their_numbers_and_lose_common_indentation() -> None:
    excerpt = Excerpt(file="a.py", first=7, last=9, lines=("    def f():", "", "\t    pass"))
    assert rows(excerpt) == [(7, "def f():"), (8, ""), (9, "    pass")]


def test_nothing_of_a_submission_is_markup_or_a_control_sequence() -> None:
    hostile = similarity(HOSTILE, HOSTILE)
    page, text = render_html(hostile), render_terminal(hostile)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"(src|href)=\"(?!#)", page), "loads nothing"
    for output in (page, text, render_json(hostile)):
        assert "\x1b" not in output
        assert "\u202e" not in output
    assert json.loads(render_json(hostile))["pairs"][0]["left"]["label"] == HOSTILE


def test_the_terminal_says_where_to_look() -> None:
    text = render_terminal(similarity(), width=100)
    assert "ours.py, lines 3 to 9  theirs.py, lines 3 to 9  the same words; nobody else has all of it" in text
    assert re.search(r"Ann\.py +b\.py +identical files", text)
    assert "Not compared: Ann: x = 1" in text


def test_a_class_without_anything_in_common() -> None:
    nothing = similarity().model_copy(
        update={"pairs": (), "compared": 1, "spread": Spread(pairs=0, median=0, most=0, tens=(0,) * 10)}
    )
    assert "1 submission compared: no two have code of their own in common." in render_html(nothing)
    assert "Likeness is no proof" in render_terminal(nothing)
