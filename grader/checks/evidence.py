"""Turns what went over the wire into bounded evidence for a report."""

from __future__ import annotations

import base64
import codecs
import re
from collections.abc import Set

from grader.checks.http import WireRequest, WireResponse
from grader.results import Body, Exchange, Header

SHOWN_BODY = 4_000
"""Characters of a body that a report keeps."""
LOG_LINES = 40
LINE = 500
FRAME = re.compile(r'\s+File "(?P<path>[^"]*)", line \d+')
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")
SHOWN_HEADER = 500
SHOWN_HEADERS = 40
SHOWN_TARGET = 2_000
TRANSPORT = {"content-length", "host", "accept-encoding", "connection"}
VOLATILE = {"date", "server", "connection"}


def exchange(request: WireRequest, response: WireResponse, note: str = "") -> Exchange:
    """Turn a request and its response into evidence."""
    return Exchange(
        method=request.method,
        target=request.target[:SHOWN_TARGET],
        request_headers=_shown(request.headers, TRANSPORT),
        omitted_headers=request.omit,
        request_body=None if request.body is None else body(request.body, request.size),
        status=response.status,
        response_headers=_shown(response.headers, VOLATILE),
        response_body=body(response.body) if response.status is not None else None,
        failure=response.failure,
        note=note,
    )


def body(content: bytes, size: int | None = None) -> Body:
    """Cut a body to what a report keeps: text where it is UTF-8, else Base64.

    `size` is that of the whole body in bytes, where `content` is only its beginning.
    """
    cut = content[: SHOWN_BODY * 4]
    size = len(content) if size is None else size
    try:
        # A cut may fall inside a character: only an unfinished end may be dropped.
        text = codecs.getincrementaldecoder("utf-8")().decode(cut, final=len(cut) == size)
    except UnicodeDecodeError:
        text = base64.b64encode(cut[:SHOWN_BODY]).decode("ascii")
        return Body(text=text, encoding="base64", size=size, truncated=size > SHOWN_BODY)
    return Body(text=text[:SHOWN_BODY], size=size, truncated=len(text) > SHOWN_BODY or len(cut) < size)


def own_words(log: str) -> str:
    """Cut a log to what the student can use: no library frames, no memory addresses, no old lines.

    Paths of the submission are relative by now, so an absolute path is a library's.
    """
    kept: list[str] = []
    foreign = False
    for line in log.strip().splitlines():
        frame = FRAME.match(line)
        if frame is not None:
            foreign = frame["path"].startswith(("/", "<frozen")) or frame["path"][1:2] == ":"
        elif not line.startswith("    "):
            foreign = False
        if not foreign:
            kept.append(ADDRESS.sub("0x…", line)[:LINE])
    return "\n".join(kept[-LOG_LINES:])


def _shown(headers: tuple[Header, ...], hidden: Set[str]) -> tuple[Header, ...]:
    shown = [(name, value[:SHOWN_HEADER]) for name, value in headers if name.lower() not in hidden]
    return tuple(shown[:SHOWN_HEADERS])
