"""No text of a submission means anything in any format, wherever it stands."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from grader.reporting import lesson_check as checks
from grader.reporting import render, terminal
from grader.results import Report
from tests.reporting.untrusted import judges
from tests.reporting.untrusted.reports import lesson_check, not_started, running
from tests.reporting.untrusted.texts import TEXTS, each_trick, harmless_twin

REPORTS = (running, not_started)


def judge_html(text: str) -> None:
    for report in REPORTS:
        shown = render("html", report(text))
        judges.judge_screen(shown)
        judges.judge_html(shown, render("html", report(harmless_twin(text))), text)


def judge_markdown(text: str) -> None:
    for report in REPORTS:
        shown = render("markdown", report(text))
        judges.judge_screen(shown)
        judges.judge_markdown(shown, render("markdown", report(harmless_twin(text))), text)


def judge_junit(text: str) -> None:
    for report in REPORTS:
        shown = render("junit", report(text))
        judges.judge_screen(shown)
        judges.judge_junit(shown, render("junit", report(harmless_twin(text))), text)


def judge_json(text: str) -> None:
    for report in REPORTS:
        shown = render("json", report(text))
        judges.judge_screen(shown)
        readable = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
        assert Report.model_validate(strict_json(shown)) == report(readable)


def judge_gradescope(text: str) -> None:
    for report in REPORTS:
        shown, harmless = (render("gradescope", report(told)) for told in (text, harmless_twin(text)))
        judges.judge_screen(shown)
        told, expected = gradescope_outputs(shown), gradescope_outputs(harmless)
        for output in told:
            judges.judge_screen(f"{output or 'nothing'}\n")
        judges.judge_markdown("\n\n---\n\n".join(told), "\n\n---\n\n".join(expected), text)


def gradescope_outputs(shown: str) -> list[str]:
    found = strict_json(shown)
    return [found["output"], *(test["output"] for test in found["tests"])]


def judge_check50(text: str) -> None:
    for report in REPORTS:
        shown = render("check50", report(text))
        judges.judge_screen(shown)
        told = list(strings(strict_json(shown)))
        for one in filter(None, told):
            judges.judge_screen(f"{one}\n")
        content = judges.bare("".join(told))
        assert all(line in content for line in judges.told(text))


def strings(found: object) -> Iterator[str]:
    """Yield all strings of a JSON value but the keys."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            yield from strings(one)


def judge_terminal(text: str) -> None:
    for report in REPORTS:
        plain = render("terminal", report(text))
        judges.judge_screen(plain)
        judges.judge_terminal(plain, terminal.render(report(text), color=True), text)
        narrow = terminal.render(report(text), width=40, marks=terminal.ASCII)
        stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")
        terminal.echo(narrow, stream)
        stream.seek(0)
        judges.judge_screen(stream.read())


def judge_lesson_check(text: str) -> None:
    told, harmless = [lesson_check(text)], [lesson_check(harmless_twin(text))]
    page, data, plain = (checks.FORMATS[form](told, None) for form in ("html", "json", "terminal"))
    for shown in (page, data, plain):
        judges.judge_screen(shown)
    judges.judge_html(page, checks.render_html(harmless), text)
    judges.judge_terminal(plain, checks.render_terminal(told, color=True), text)
    assert len(strict_json(data)["lessons"]) == 1


def strict_json(text: str) -> dict[str, Any]:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    found: dict[str, Any] = json.loads(text.encode("utf-8"), parse_constant=refuse)
    return found


JUDGES: Mapping[str, Callable[[str], None]] = {
    "html": judge_html,
    "markdown": judge_markdown,
    "junit": judge_junit,
    "json": judge_json,
    "terminal": judge_terminal,
    "gradescope": judge_gradescope,
    "check50": judge_check50,
    "lesson check": judge_lesson_check,
}


def kinds(found: object) -> set[type[BaseModel]]:
    """Return the types of all results in a value."""
    if isinstance(found, tuple):
        return set().union(*map(kinds, found))
    if isinstance(found, BaseModel):
        return {type(found)}.union(*(kinds(getattr(found, name)) for name in type(found).model_fields))
    return set()


def described(schema: Mapping[str, Any]) -> set[str]:
    """Return the names of all objects that a JSON Schema describes."""
    return {name for name, one in schema["$defs"].items() if one["type"] == "object"}


def test_every_kind_of_result_is_tried() -> None:
    tried = {kind.__name__ for report in REPORTS for kind in kinds(report("x"))}
    assert tried - {"Report"} == described(Report.model_json_schema())


def judge_many(form: str, examples: int) -> None:
    settings(max_examples=examples)(given(TEXTS)(JUDGES[form]))()


@pytest.mark.parametrize("form", JUDGES)
def test_no_known_trick_means_anything(form: str) -> None:
    for text in each_trick():
        JUDGES[form](text)


@pytest.mark.parametrize("form", JUDGES)
def test_no_text_means_anything(form: str) -> None:
    judge_many(form, 10)


@pytest.mark.slow
@pytest.mark.parametrize("form", JUDGES)
def test_no_text_means_anything_long(form: str) -> None:
    judge_many(form, 150)
