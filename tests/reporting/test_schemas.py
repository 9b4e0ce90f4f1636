"""Each format that others define holds to its documentation; `schemas/` says it in JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema_rs
import pytest

from grader.errors import AmbiguousAppError
from grader.lesson import find_lesson, specs_folder
from grader.reporting import render
from grader.results import Outcome, Report
from grader.services.refusal import refused
from tests.conftest import full_marks_report, mixed_report, start_failure_report
from tests.reporting.untrusted.reports import not_started, running

SCHEMAS = Path(__file__).parent / "schemas"


def all_failed_to_judge() -> Report:
    report = full_marks_report()
    criteria = tuple(c.model_copy(update={"outcome": Outcome.ERROR}) for c in report.criteria)
    return report.model_copy(update={"criteria": criteria})


def several_apps() -> Report:
    lesson = find_lesson(specs_folder(), "q08-status-codes")
    return refused(lesson, "sub", AmbiguousAppError("sub holds several apps: a.py:app, b.py:app; choose one"))


REPORTS: Mapping[str, Callable[[], Report]] = {
    "full marks": full_marks_report,
    "mixed": mixed_report,
    "start failure": start_failure_report,
    "not judged": all_failed_to_judge,
    "refused": several_apps,
    "every kind of evidence": lambda: running("x"),
    "not started": lambda: not_started("x"),
    "no text": lambda: running(""),
}


def xml(text: str) -> dict[str, Any]:
    return plain(ElementTree.fromstring(text.encode("utf-8")))


def plain(element: ElementTree.Element) -> dict[str, Any]:
    text = (element.text or "").strip()
    return {
        "tag": element.tag,
        "attributes": dict(element.attrib),
        "children": [plain(child) for child in element],
        **({"text": text} if text else {}),
    }


READ: Mapping[str, Callable[[str], Any]] = {"gradescope": json.loads, "check50": json.loads, "junit": xml}


@pytest.mark.parametrize("kind", REPORTS)
@pytest.mark.parametrize("form", READ)
def test_documented_shape(form: str, kind: str) -> None:
    schema = json.loads((SCHEMAS / f"{form}.json").read_text(encoding="utf-8"))
    shown = READ[form](render(form, REPORTS[kind]()))
    found = [f"{error.instance_path}: {error.message}" for error in jsonschema_rs.iter_errors(schema, shown)]
    assert found == []


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ("gradescope", {"tests": [{"name": "a", "status": "failed"}]}),
        ("gradescope", {"score": 1, "total": 2}),
        ("gradescope", {"tests": [{"score": 1, "visibility": "never"}]}),
        ("check50", {"slug": "a", "version": "1"}),
        ("junit", {"tag": "testsuite", "attributes": {}, "children": []}),
    ],
)
def test_the_schemas_refuse_what_is_not_documented(form: str, wrong: dict[str, Any]) -> None:
    schema = json.loads((SCHEMAS / f"{form}.json").read_text(encoding="utf-8"))
    assert not jsonschema_rs.is_valid(schema, wrong)
