"""The page as a browser would read it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.reporting.classpage import ClassView, render
from tests.reporting.classpage.classes import MARKS, TITLES, VIEW, many, marked
from tests.reporting.untrusted.judges import Page


def element(page: str, tag: str) -> str:
    """Return the content of the only element of a name."""
    (found,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    return str(found)


def test_structure() -> None:
    page = Page(render(VIEW))
    once = ("main", "nav", "h1", "title", "style", "script", "footer", "form")
    assert [page.tags.count(tag) for tag in once] == [1] * len(once)
    assert page.tags.count("table") == page.tags.count("caption") == 4
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    inner = {value[1:] for name, value in page.attributes if name == "href" and value.startswith("#")}
    named = {value for name, value in page.attributes if name == "aria-labelledby"}
    assert inner | named <= set(ids)


def test_every_hand_in_has_a_row_and_a_way_to_its_page() -> None:
    page = Page(render(VIEW))
    assert [value for name, value in page.attributes if name == "data-status"][0::5] == [
        "full",
        "not-graded late",
    ]
    links = {value for name, value in page.attributes if name == "href" and not value.startswith("#")}
    assert links == {f"feedback/{mark.handin.id}/feedback.html" for mark in MARKS if mark.key}


def test_it_loads_nothing_and_runs_only_its_own() -> None:
    shown = render(VIEW)
    page = Page(shown)
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(element(shown, tag).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not {"link", "img", "iframe", "object", "base", "desc"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"style", "src", "xlink:href"}
    assert not re.search(r"url\(|@import", element(shown, "style"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", element(shown, "script"))


def test_each_picture_has_words() -> None:
    page = Page(render(VIEW))
    labels = [value for name, value in page.attributes if name == "aria-label"]
    assert "Histogram. 5 scores out of 30: median 20, mean 16, lowest 0, highest 30." in labels
    assert "Median score: 67 percent of the points" in labels
    assert page.tags.count("svg") == 2 + len(TITLES)
    assert ("aria-hidden", "true") in page.attributes


def test_sections_appear_only_where_there_is_something() -> None:
    ids = {value for name, value in Page(render(VIEW)).attributes if name == "id"}
    sections = {
        "review",
        "changes",
        "scores",
        "criteria",
        "misconceptions",
        "not-started",
        "unstable",
        "slowest",
    }
    others = {"absent", "unmatched"}
    assert ids > sections | others
    for view in (ClassView("Nobody", ()), replace(VIEW, marks=(), changes=(), absent=(), unmatched=())):
        bare = {value for name, value in Page(render(view)).attributes if name == "id"}
        assert not bare & (sections | others)
        assert "hand-ins" in bare


def test_several_lessons_can_be_told_apart() -> None:
    one, several = (Page(render(many(40, lessons))) for lessons in (1, 4))
    assert ("id", "by-lesson") not in one.attributes
    assert ("id", "by-lesson") in several.attributes
    assert several.attributes.count(("class", "histogram")) == 4


def test_what_needs_review_stands_before_all_else() -> None:
    titles = re.findall('<h2 id="(.*?)-title">', render(VIEW))
    assert titles[:3] == ["review", "changes", "scores"]
    assert titles[-1] == "hand-ins"


def test_the_same_class_gives_the_same_page() -> None:
    assert render(VIEW) == render(VIEW)


def test_a_folder_overrides_a_template(tmp_path: Path) -> None:
    (tmp_path / "class.css.j2").write_text("b { color: red }\n::before { }\n")
    shown = render(ClassView("x", [marked("A", "p")]), tmp_path)
    digest = base64.b64encode(hashlib.sha256(element(shown, "style").encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in shown
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "class.html.j2").write_text("{% if %}")
    with pytest.raises(UsageError, match=r"class\.html\.j2: line 1"):
        render(VIEW, tmp_path / "own")
