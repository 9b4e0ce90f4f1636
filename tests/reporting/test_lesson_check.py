"""Checked lessons: the exact output of each format.

`UPDATE_GOLDEN=1 python -m pytest tests/reporting/test_lesson_check.py` writes the golden files anew.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.matrix import LessonCheck
from grader.outputs import CHECK_FORMAT_NAMES, deliver_checks, plan_outputs
from grader.reporting import check_wording
from grader.reporting.lesson_check import FORMATS, render_html, render_json, render_terminal
from tests.reporting.lesson_checks import CHECKS, HOLDS, UNREADABLE, broken, trial
from tests.reporting.untrusted.judges import Page

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {"terminal": "txt", "json": "json", "html": "html"}


@pytest.mark.parametrize("form", SUFFIXES)
def test_exact_output(form: str) -> None:
    text = FORMATS[form](CHECKS, None)
    golden = GOLDEN / f"lesson_check.{SUFFIXES[form]}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_colour_changes_no_word() -> None:
    colored = render_terminal(CHECKS, color=True)
    assert "\x1b[" in colored
    plain = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in plain.split("\n")] == render_terminal(CHECKS).split("\n")


def test_ascii_marks() -> None:
    assert render_terminal(CHECKS, unicode=False).isascii()


@pytest.mark.parametrize("width", [40, 80, 100])
def test_only_rows_may_be_wider_than_the_terminal(width: int) -> None:
    lines = render_terminal([HOLDS, broken("x")], width=width).split("\n")
    wide = [line for line in lines if len(line) > width]
    assert all(re.search(r"^  \S+$|\d( +flaky)?$", line) for line in wide)
    assert not wide or width < 80


def test_a_name_that_leaves_no_room_gets_a_line_of_its_own() -> None:
    name = "a-mutant-with-" + "a-very-" * 10 + "long-name"
    lines = render_terminal([HOLDS.model_copy(update={"trials": (trial(name, "x.-", 40),)})]).split("\n")
    at = lines.index(f"  {name}")
    assert lines[at + 1].split() == ["✗", "·", "⊘", "40"]


def test_json_can_be_read_again() -> None:
    data = json.loads(render_json(CHECKS))
    assert list(data) == ["schema_version", "holds", "lessons"]
    assert data["holds"] is False
    assert json.loads(render_json([HOLDS]))["holds"] is True
    assert tuple(LessonCheck.model_validate_json(json.dumps(one)) for one in data["lessons"]) == CHECKS
    assert {list(one)[-1] for one in data["lessons"]} == {"durations"}


def test_rich_markup_is_shown_as_it_is() -> None:
    words = " ".join(render_terminal([broken("[bold red]x[/]")]).split())
    assert "the starter does not start: [bold red]x[/] Mend: [bold red]x[/]" in words


def test_the_page_may_load_and_run_nothing() -> None:
    page = Page(render_html(CHECKS))
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not {"script", "link", "img", "iframe", "object", "base"} & set(page.tags)


@pytest.mark.parametrize(
    ("checks", "line"),
    [
        ([HOLDS], "1 lesson holds."),
        ([HOLDS] * 5, "5 lessons hold."),
        ([HOLDS, UNREADABLE], "1 of 2 lessons has problems: q99-draft."),
        ([UNREADABLE], "1 of 1 lesson has problems: q99-draft."),
        (list(CHECKS), "2 of 3 lessons have problems: q07-response-models, q99-draft."),
    ],
)
def test_summary(checks: list[LessonCheck], line: str) -> None:
    assert check_wording.summary(checks) == line
    assert render_terminal(checks).endswith(f"{line}\n")


@pytest.mark.parametrize(("share", "words"), [(0.0, "0%"), (0.29, "29%"), (0.9996, "99.9%"), (1.0, "100%")])
def test_only_the_whole_is_100_percent(share: float, words: str) -> None:
    assert check_wording.percent(share) == words


@pytest.mark.parametrize(
    ("formats", "output", "words"),
    [
        (["junit"], None, "--format junit: junit is not available here; choose from terminal, json, html"),
        ([], "r.md", "--output r.md: markdown is not available here; choose from terminal, json, html"),
        ([], "report", "--output report: end the name in .txt .json .html .htm, or add --format"),
    ],
)
def test_a_format_that_lesson_checks_lack_is_refused(
    formats: list[str], output: str | None, words: str
) -> None:
    with pytest.raises(UsageError) as caught:
        plan_outputs(formats, [Path(output)] if output else [], CHECK_FORMAT_NAMES)
    assert str(caught.value) == words


def test_several_formats_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / f"r{ending}" for ending in (".html", ".json", ".txt")]
    deliver_checks(CHECKS, plan_outputs([], files, CHECK_FORMAT_NAMES), None)
    assert [path.read_text() for path in files] == [
        render_html(CHECKS),
        render_json(CHECKS),
        render_terminal(CHECKS),
    ]
    assert capsys.readouterr().out == render_terminal(CHECKS)


def test_the_gist_is_told_when_nothing_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "r.json"
    deliver_checks([HOLDS], plan_outputs(["json"], [path], CHECK_FORMAT_NAMES), None)
    assert capsys.readouterr() == ("", f"1 lesson holds: {path}\n")
