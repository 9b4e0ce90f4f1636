"""The report as JSON: what everything else can be made from, and its published schema."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from grader import results
from grader.matrix import LessonCheck
from grader.reporting.fielddocs import field_docs
from grader.reporting.visible import inert
from grader.results import Report

_SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(report: Report) -> str:
    """Return the report as indented JSON, the durations last; `Report.model_validate_json` reads it again."""
    return written(plain(report))


def plain(result: Report | LessonCheck) -> dict[str, Any]:
    """Return a result as plain values, the durations last."""
    data = result.model_dump()
    data["durations"] = data.pop("durations")
    return data


def written(data: Mapping[str, Any]) -> str:
    """Return `data` as indented JSON that steers neither a terminal nor a CI service.

    Lone surrogates, which JSON in UTF-8 cannot hold, become U+FFFD.
    """
    text = _SURROGATE.sub("\ufffd", json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))
    lines = (line if line.isprintable() else "".join(map(_printable, line)) for line in text.split("\n"))
    return inert("\n".join(lines), _escape) + "\n"


def _printable(char: str) -> str:
    return char if char.isprintable() else _escape(char)


def _escape(char: str) -> str:
    return json.dumps(char)[1:-1] if not char.isascii() else f"\\u{ord(char):04x}"


def report_json_schema() -> str:
    """Return the JSON Schema (2020-12) of what `render` returns."""
    schema = Report.model_json_schema(mode="serialization")
    parts = {**schema["$defs"], Report.__name__: schema}
    for name, documented in field_docs(results).items():
        for field, text in documented.items() if name in parts else ():
            parts[name]["properties"][field]["description"] = text
    titled = {"$schema": _SCHEMA_DIALECT, **schema, "title": "Report of fastapi-grader"}
    return json.dumps(titled, indent=2)
