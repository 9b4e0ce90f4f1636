from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from grader.errors import UsageError
from grader.reporting import markdown
from grader.results import Report

MARK = "QZQ"
TRICKS = [
    "`",
    "``",
    "```",
    "~~~",
    "\n",
    "|",
    "\\",
    "</b>",
    "![x](http://e/i.png)",
    "[x](http://e)",
    "@me",
    "#1",
    " ",
    "<!--",
]


def inner(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from inner(token.children or [])


def outside_code(text: str) -> str:
    tokens = inner(MarkdownIt("commonmark").enable("table").parse(text))
    kept = [t for t in tokens if t.type not in {"inline", "fence", "code_inline"}]
    return " ".join(f"{token.type} {token.content} {token.attrs}" for token in kept)


@given(text=st.lists(st.sampled_from(TRICKS) | st.characters(exclude_categories=()), max_size=8).map("".join))
def test_a_submission_writes_only_inside_code(text: str, hostile: Callable[[str], Report]) -> None:
    outside = outside_code(markdown.render(hostile(f"{text}{MARK}{text}")))
    assert MARK not in outside
    assert not any(kind in outside for kind in ("html_inline", "html_block", "link_open", "image"))
    assert outside.count("table_open") == 1


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", ""),
        ("a b", "`a b`"),
        ("a\nb", "`a b`"),
        ("say `x`", "`` say `x` ``"),
        ("a``b", "```a``b```"),
        ("\x1b", "`\\x1b`"),
    ],
)
def test_code(text: str, span: str) -> None:
    assert markdown.code(text) == span


def test_fence_is_longer_than_any_run_inside() -> None:
    assert markdown.fence(["a", "````", "b"]) == "`````text\na\n````\nb\n`````"


def test_prose_keeps_code_and_shows_angle_brackets() -> None:
    assert markdown.prose("GET /<id> with `Annotated[<x>]`") == "GET /&lt;id> with `Annotated[<x>]`"
    assert markdown.cell("a | b") == "a \\| b"


def test_a_folder_overrides_the_template(tmp_path: Path, mixed: Report) -> None:
    (tmp_path / "report.md.j2").write_text(
        "{{ report.score }} {{ report.submission.name }} {{ report.criteria[0].title | prose }}"
    )
    assert markdown.render(mixed, tmp_path) == "20 `todo-api-maria` The app starts and answers\n"


@pytest.mark.parametrize("source", ["{% if %}", "{{ report.nothing }}", "{{ nothing }}", "{% include 'x' %}"])
def test_a_wrong_template_is_named(source: str, tmp_path: Path, mixed: Report) -> None:
    (tmp_path / "report.md.j2").write_text(source)
    with pytest.raises(UsageError, match=r"report\.md\.j2: "):
        markdown.render(mixed, tmp_path)
