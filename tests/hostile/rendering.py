"""What no report may hold, whatever the submission wrote: words that their medium would act on."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from unittest import mock
from xml.etree import ElementTree

from grader.reporting import FORMATS, render
from grader.results import Report
from tests.services.runner import CLASSROOM50

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
COMMAND = re.compile(r"^\s*::|##\[|##vso\[", re.M)
"""What runners of GitHub Actions and Azure Pipelines obey."""
ACTIVE = re.compile(r'<(pwned|script)|="javascript:', re.I)


def render_all(report: Report) -> dict[str, str]:
    """Return `report` in every format."""
    with mock.patch.dict(os.environ, CLASSROOM50):
        return {form: render(form, report) for form in FORMATS}


def unescaped(rendered: Mapping[str, str]) -> list[str]:
    """Say where a rendering would be acted on; each must be well-formed in any case."""
    told = [f"{form}: a control character" for form, text in rendered.items() if CONTROLS.search(text)]
    told += [
        f"{form}: a workflow command" for form in ("terminal", "markdown") if COMMAND.search(rendered[form])
    ]
    if ACTIVE.search(rendered["html"]):
        told.append("html: active content")
    ElementTree.fromstring(rendered["junit"])
    Report.model_validate(json.loads(rendered["json"]))
    return told
