"""The report as JSON: what everything else can be made from, and its published schema."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from grader.matrix import LessonCheck
from grader.results import Report

_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SURROGATE = re.compile("[\ud800-\udfff]")
# Not escaped by `json` with ensure_ascii=False, but able to steer a terminal or to turn text around.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def render(report: Report) -> str:
    """Return the report as indented JSON, the durations last; `Report.model_validate_json` reads it again."""
    return written(plain(report))


def plain(result: Report | LessonCheck) -> dict[str, Any]:
    """Return a result as plain values, the durations last."""
    data = result.model_dump()
    data["durations"] = data.pop("durations")
    return data


def written(data: Mapping[str, Any]) -> str:
    """Return `data` as indented JSON that steers no terminal.

    Lone surrogates, which JSON in UTF-8 cannot hold, become U+FFFD.
    """
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    text = _SURROGATE.sub("\ufffd", text)
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def report_json_schema() -> str:
    """Return the JSON Schema (2020-12) of what `render` returns."""
    schema = Report.model_json_schema(mode="serialization")
    titled = {"$schema": _SCHEMA_DIALECT, **schema, "title": "Report of fastapi-grader"}
    return json.dumps(titled, indent=2)
