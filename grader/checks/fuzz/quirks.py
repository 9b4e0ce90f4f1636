"""Requests that are never sent, because FastAPI or the server itself misbehaves on them.

Measured on FastAPI 0.165: it answers 500 to NaN and infinite numbers, lone surrogates, and bytes that
are not UTF-8 under a media type other than JSON. Integers beyond 64 bit break databases, and NUL breaks
files and databases: nothing that a beginner's app is about.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from grader.checks.fuzz.compose import JSON
from grader.checks.fuzz.document import Operation
from grader.checks.fuzz.reading import MISSING, json_body, media_type, path_values
from grader.checks.http import WireRequest

_HUGE = re.compile(r"[1-9]\d{15}")
_NOT_FINITE = re.compile(r"(?i)(?<![a-z])[+-]?(nan|inf|infinity|\d[\d.]*e\+?\d{3,})(?![a-z])")
_SURROGATE = re.compile(r"(?i)\\ud[89a-f]|%ed%[ab]")
_TRANSPORT = frozenset({"host", "content-length", "transfer-encoding", "connection", "expect", "upgrade"})


def sendable(operation: Operation, request: WireRequest) -> bool:
    """Tell whether a generated request says something about the app rather than about the stack."""
    if request.method != operation.method or path_values(operation, request.target) is None:
        return False
    if not request.target.isascii() or not request.target.isprintable() or " " in request.target:
        return False
    if not all(_plain_header(name, value) for name, value in request.headers):
        return False
    media = media_type(request)
    if media and media not in operation.body:
        return False
    return _plain_text(unquote_plus(request.target), request.target) and _plain_body(media, request)


def _plain_header(name: str, value: str) -> bool:
    return (
        name.isascii() and value.isascii() and value.isprintable() and value == value.strip()
    ) and name.lower() not in _TRANSPORT


def _plain_text(text: str, raw: str) -> bool:
    return not ("\0" in text or _HUGE.search(text) or _NOT_FINITE.search(text) or _SURROGATE.search(raw))


def _plain_body(media: str, request: WireRequest) -> bool:
    body = request.body or b""
    try:
        raw = body.decode()
    except UnicodeDecodeError:
        return media == JSON or media.startswith("multipart/")
    if media == JSON and json_body(request) is MISSING:
        return _broken_but_harmless(raw)
    return _plain_text(raw if media == JSON else unquote_plus(raw), raw) and "\\u0000" not in raw


def _broken_but_harmless(raw: str) -> bool:
    """Tell whether text that is not strict JSON is not JSON for Python either, so NaN and 1e999 stay out."""
    return not re.search(r"NaN|Infinity|\d[eE]\+?\d{3}", raw) and not _SURROGATE.search(raw)
