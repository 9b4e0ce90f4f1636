from __future__ import annotations

from pathlib import Path

from grader.reporting import html
from grader.results import Report
from tests.reporting.untrusted.judges import Page


def test_structure(mixed: Report) -> None:
    page = Page(html.render(mixed))
    assert [page.tags.count(tag) for tag in ("main", "h1", "title", "style", "svg")] == [1] * 5
    assert page.tags.count("tr") == len(mixed.criteria) + 1
    assert ("scope", "row") in page.attributes
    linked = {value for name, value in page.attributes if name == "href"}
    assert linked == {f"#{c.id}" for c in mixed.lost()}
    assert {value for name, value in page.attributes if name == "id"} >= {c.id for c in mixed.lost()}


def test_the_page_may_load_and_run_nothing(mixed: Report) -> None:
    page = Page(html.render(mixed))
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(page.tags)
    style = next(text for text in page.texts if ":root" in text)
    assert "url(" not in style
    assert "@import" not in style


def test_every_lost_point_has_its_evidence(mixed: Report) -> None:
    text = "".join(Page(html.render(mixed)).texts)
    for criterion in mixed.lost():
        assert criterion.title in text
        for check in criterion.checks:
            assert check.expected in text
            assert all(exchange.curl in text for exchange in check.exchanges)


def test_a_known_mistake_is_told_before_the_hint(mixed: Report, start_failure: Report) -> None:
    text = "".join(Page(html.render(mixed)).texts)
    for label in (
        "This looks like a known mistake:",
        "This may be a known mistake:",
        "This may be the same mistake:",
    ):
        assert text.count(label) == 1
        assert text.index(label) < text.index("Hint", text.index(label)) < text.index(label) + 400
    assert text.count("only documents a code") == 1
    assert start_failure.looks_like[0].misconception in "".join(Page(html.render(start_failure)).texts)


def test_a_misconception_adds_no_markup(mixed: Report) -> None:
    likeness = mixed.looks_like[0].model_copy(update={"misconception": "<b> & `<i>`"})
    page = html.render(mixed.model_copy(update={"looks_like": (likeness,)}))
    assert "&lt;b&gt; &amp; <code>&lt;i&gt;</code>" in page


def test_prose_shows_code() -> None:
    assert html.prose("use `<T>` & go") == "use <code>&lt;T&gt;</code> &amp; go"


def test_a_folder_overrides_the_template(tmp_path: Path, mixed: Report) -> None:
    (tmp_path / "report.html.j2").write_text("<b>{{ report.submission.name ~ '<' }}</b>")
    assert html.render(mixed, tmp_path) == "<b>todo-api-maria&lt;</b>"
