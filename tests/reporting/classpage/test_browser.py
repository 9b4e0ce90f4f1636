"""The class page in a real browser: sorted, filtered, in both themes, on paper, and large."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.reporting.classpage import render
from tests.reporting.classpage.classes import MARKS, VIEW, handin, many, marked
from tests.reporting.classpage.conftest import Opener
from tests.reporting.untrusted.texts import MARKUP

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

NAMES = "rows => rows.filter(row => row.checkVisibility()).map(row => row.cells[0].firstChild.textContent)"
CONTRAST = """() => {
  const channel = (c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const painted = (colors) => {
    colors.forEach((color) => { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); });
    return light([...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((c) => c / 255));
  };
  let worst = 99;
  const texts = "h1, h2, h3, p, li, th, td, span, a, code, label, button, select, text";
  for (const one of document.querySelectorAll(texts)) {
    if (!one.checkVisibility() || !one.textContent.trim()) continue;
    const behind = [];
    for (let at = one; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
    const style = getComputedStyle(one);
    const ink = one.tagName === "text" ? style.fill : style.color;
    const [a, b] = [painted(behind), painted([...behind, ink])];
    worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return worst;
}"""


def shown(page: Page) -> list[str]:
    """Return the names of the rows that can be seen, in their order."""
    names: list[str] = page.locator("#table tbody tr").evaluate_all(NAMES)
    return names


def count(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_a_click_sorts_and_another_turns_it_round(opened: Opener) -> None:
    page = opened(VIEW)
    header = page.get_by_role("columnheader", name="Score")
    assert header.get_attribute("aria-sort") is None
    page.get_by_role("button", name="Score").click()
    assert header.get_attribute("aria-sort") == "ascending"
    assert shown(page) == ["Dan", "Cleo", "Ben", "Eve", "Ada", "Fay"]
    page.get_by_role("button", name="Score").click()
    assert header.get_attribute("aria-sort") == "descending"
    assert shown(page) == ["Ada", "Ben", "Eve", "Cleo", "Dan", "Fay"]
    page.get_by_role("button", name="Late").click()
    assert header.get_attribute("aria-sort") is None
    assert shown(page)[:2] == ["Fay", "Ben"]


def test_names_sort_as_people_sort_them(opened: Opener) -> None:
    names = ("Zoe", "émile", "Eva", "Nr 10", "Nr 9", "adam")
    page = opened(replace(VIEW, marks=[marked(name, "p") for name in names]))
    page.get_by_role("button", name="Student").click()
    assert shown(page) == ["adam", "émile", "Eva", "Nr 9", "Nr 10", "Zoe"]


def test_the_keyboard_is_enough(opened: Opener) -> None:
    page = opened(VIEW)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#by-text").focus()
    page.keyboard.type("ben")
    assert shown(page) == ["Ben"]
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.type("needs")
    assert shown(page) == ["Eve"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="All 6 shown").wait_for()
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Score"
    page.keyboard.press("Space")
    assert shown(page)[0] == "Dan"


def test_filters_narrow_together_and_the_count_follows(opened: Opener) -> None:
    marks = (*MARKS, marked("Béa", "fff", lesson="q09"))
    page = opened(replace(VIEW, marks=marks))
    assert count(page) == "All 7 shown"
    page.get_by_label("Text").fill("BE")
    assert shown(page) == ["Ben", "Béa"]
    assert count(page) == "2 of 7 shown"
    page.get_by_label("Text").fill("bea q09")
    assert shown(page) == ["Béa"]
    page.get_by_label("Text").fill("be")
    page.locator("#by-lesson").select_option("q09")
    assert shown(page) == ["Béa"]
    page.get_by_label("Status").select_option("full")
    assert (shown(page), count(page)) == ([], "0 of 7 shown")
    page.get_by_role("button", name="Show all").click()
    page.get_by_role("status").filter(has_text="All 7 shown").wait_for()
    page.get_by_label("Status").select_option("late")
    assert shown(page) == ["Ben", "Fay"]


def test_without_script_all_is_there(opened: Opener) -> None:
    page = opened(VIEW, java_script_enabled=False)
    assert page.locator("#table tbody tr").count() == len(MARKS)
    assert page.locator("#table tbody tr:visible").count() == len(MARKS)
    assert page.locator("button:visible, select:visible, input:visible").count() == 0


def test_on_paper_everything_is_shown_without_controls(opened: Opener) -> None:
    page = opened(VIEW)
    page.get_by_label("Text").fill("ben")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(shown(page)) == len(MARKS)
    assert page.locator("form:visible, nav:visible").count() == 0
    assert page.get_by_text("90 to below 100 %").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.get_by_text("90 to below 100 %").is_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("width", [360, 1200])
def test_both_themes_can_be_read(opened: Opener, width: int) -> None:
    seen = set()
    for theme in ("light", "dark"):
        page = opened(VIEW, color_scheme=theme, viewport={"width": width, "height": 800})
        assert page.evaluate(CONTRAST) >= 4.5
        assert page.evaluate("document.documentElement.scrollWidth") == width
        seen.add(page.screenshot(full_page=True))
    assert len(seen) == 2


def test_a_hostile_name_does_nothing(opened: Opener) -> None:
    names = [f"x{text}" for text in MARKUP]
    marks = [marked(f"a{n}", "p", handin=handin(name, id=f"h{n}")) for n, name in enumerate(names)]
    page = opened(replace(VIEW, marks=marks))
    assert shown(page) == [" ".join(name.split()) for name in names]
    page.get_by_role("button", name="Student").click()
    page.get_by_label("Text").fill("<script>alert(1)</script>")
    assert shown(page) == ["x<script>alert(1)</script>"]
    assert page.locator("img, iframe").count() == 0
    assert page.evaluate("document.scripts.length") == 1


def test_the_policy_keeps_other_scripts_out(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(render(VIEW), encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    refused = page.evaluate("""() => new Promise((done) => {
      addEventListener("securitypolicyviolation", () => done(true));
      const script = document.createElement("script");
      script.textContent = "document.title = 'taken'";
      document.body.append(script);
      setTimeout(() => done(false), 2000);
    })""")
    assert refused
    assert page.title() == VIEW.title
    page.close()


def test_a_thousand_students_stay_quick(opened: Opener) -> None:
    page = opened(many(1000))
    timed = """(action) => { const start = performance.now(); action(); document.body.offsetHeight;
      return performance.now() - start; }"""
    sorting = page.evaluate(f"({timed})(() => document.querySelector('#table thead button').click())")
    assert shown(page)[:2] == ["Student 0000", "Student 0001"]
    filtering = page.evaluate(f"""({timed})(() => {{
      const text = document.getElementById("by-text");
      text.value = "student 000";
      text.dispatchEvent(new Event("input"));
    }})""")
    assert count(page) == "10 of 1000 shown"
    assert sorting < 5000
    assert filtering < 5000
