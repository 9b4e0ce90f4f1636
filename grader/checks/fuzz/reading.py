"""Reads a request back as FastAPI would: its parameters, its body, the operation that it reaches."""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote

from grader.checks.fuzz.compose import FORM, JSON
from grader.checks.fuzz.document import Operation, Parameter
from grader.checks.http import WireRequest

MISSING = object()
"""Stands for a value that the request does not hold."""


def path_values(operation: Operation, target: str) -> dict[str, str] | None:
    """Return the path parameters as sent, or None when the target does not reach the operation."""
    path = unquote(target.partition("?")[0])
    found = re.fullmatch(_template(operation.path), path)
    names = re.findall(r"\{([^{}]+)\}", operation.path)
    return dict(zip(names, found.groups(), strict=True)) if found else None


@lru_cache(maxsize=512)
def _template(path: str) -> str:
    return "".join(
        "([^/]+)" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^{}]+\})", path)
    )


def query_pairs(target: str) -> list[tuple[str, str]]:
    """Return the query as names and values."""
    return parse_qsl(target.partition("?")[2], keep_blank_values=True, errors="replace")


def media_type(request: WireRequest) -> str:
    """Return the request's media type without its parameters, or ""."""
    value = next((value for name, value in request.headers if name.lower() == "content-type"), "")
    return value.partition(";")[0].strip().lower()


def parameter_values(operation: Operation, request: WireRequest, parameter: Parameter) -> list[str]:
    """Return every value that the request holds for a parameter, in order."""
    match parameter.place:
        case "path":
            values = path_values(operation, request.target) or {}
            return [values[parameter.name]] if parameter.name in values else []
        case "query":
            return [value for name, value in query_pairs(request.target) if name == parameter.name]
        case "header":
            return [value for name, value in request.headers if name.lower() == parameter.name.lower()]
        case "cookie":
            return [value for name, value in _cookies(request) if name == parameter.name]


def json_body(request: WireRequest) -> Any:
    """Return the body as JSON, or MISSING when it is not strict JSON in UTF-8."""
    try:
        return json.loads((request.body or b"").decode(), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        return MISSING


def form_fields(request: WireRequest) -> dict[str, list[str]]:
    """Return the fields of a URL-encoded form."""
    fields: dict[str, list[str]] = {}
    for name, value in parse_qsl((request.body or b"").decode("utf-8", "replace"), keep_blank_values=True):
        fields.setdefault(name, []).append(value)
    return fields


def is_json(request: WireRequest) -> bool:
    """Tell whether the request says that its body is JSON."""
    return media_type(request) == JSON


def is_form(request: WireRequest) -> bool:
    """Tell whether the request says that its body is a URL-encoded form."""
    return media_type(request) == FORM


def _cookies(request: WireRequest) -> list[tuple[str, str]]:
    pairs = [
        part.strip().partition("=")
        for name, header in request.headers
        if name.lower() == "cookie"
        for part in header.split(";")
    ]
    return [(name, value) for name, _, value in pairs]


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value
