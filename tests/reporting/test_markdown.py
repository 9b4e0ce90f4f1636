from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.reporting import markdown
from grader.reporting.visible import one_line
from grader.results import Report
from tests.reporting.untrusted.judges import LIVE, bare, parse_markdown
from tests.reporting.untrusted.texts import TEXTS


@given(text=TEXTS, before=st.sampled_from(["", "> ", "> - "]))
def test_plain_text_keeps_every_character_and_means_nothing(text: str, before: str) -> None:
    tokens = parse_markdown(f"{before}{markdown.plain(text)}")
    blocks = {"blockquote", "bullet_list", "list_item", "paragraph"}
    kinds = {
        "inline",
        "text",
        "code_inline",
        *(f"{block}_{end}" for block in blocks for end in ("open", "close")),
    }
    assert {token.type for token in tokens} <= kinds
    assert [t.type for t in tokens].count("list_item_open") == before.count("-")
    assert bare("".join(t.content for t in tokens if t.type in {"text", "code_inline"})) == bare(
        one_line(text)
    )
    assert not re.search(LIVE, " ".join(token.content for token in tokens if token.type == "text"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("POST /items answered 200, not 201.", "POST /items answered 200, not 201."),
        ("It lacks `a b`, and item_id.", "It lacks `a b`, and `item_id`."),
        ("[1, 2] *x* <b>", r"\[1, 2\] \*x\* \<b>"),
        ("1. see @me: http://e", r"1\. see `@me`: `http://e`"),
        ("a `lone tick", "a `` `lone `` tick"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert markdown.plain(text) == shown


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
