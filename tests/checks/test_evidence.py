"""What went over the wire, bounded for a report."""

from __future__ import annotations

import base64

import pytest

from grader.checks.evidence import SHOWN_BODY, body, exchange, own_words
from grader.checks.http import WireRequest, WireResponse

LOG = """
INFO: started
Traceback (most recent call last):
  File "/usr/lib/python3/site-packages/starlette/routing.py", line 7, in app
    await self.app(scope)
          ^^^^^^^^
  File "main.py", line 3, in read
    return items[3]
KeyError: 3
object at 0x7f0123456789
"""


@pytest.mark.parametrize(
    ("content", "encoding", "size", "truncated"),
    [
        (b"caf\xc3\xa9", "text", 5, False),
        (b"\xff\xfe", "base64", 2, False),
        (b"x" * 100_000, "text", 100_000, True),
        (("\u20ac" * 100_000).encode(), "text", 300_000, True),
        (b"\xff" * 100_000, "base64", 100_000, True),
    ],
)
def test_bodies_are_cut_and_stay_readable(content: bytes, encoding: str, size: int, truncated: bool) -> None:
    kept = body(content)
    assert (kept.encoding, kept.size, kept.truncated) == (encoding, size, truncated)
    assert len(kept.text) <= SHOWN_BODY * 2
    whole = base64.b64decode(kept.text) if encoding == "base64" else kept.text.encode()
    assert content.startswith(whole)


def test_an_exchange_shows_what_was_chosen_and_what_repeats() -> None:
    request = WireRequest("POST", "/x" * 5000, (("X-A", "b" * 9000), ("Host", "h")), b"{}")
    headers = (("date", "today"), ("server", "uvicorn"), ("x-total", "3"))
    shown = exchange(request, WireResponse(201, headers, b"ok"), note="step 1")
    assert [name for name, _ in shown.request_headers] == ["X-A"]
    assert len(shown.request_headers[0][1]) == 500
    assert shown.response_headers == (("x-total", "3"),)
    assert len(shown.target) == 2000
    assert shown.note == "step 1"
    assert exchange(request, WireResponse(failure="gone")).response_body is None


def test_a_log_keeps_the_students_own_frames() -> None:
    assert own_words(LOG).splitlines() == [
        "INFO: started",
        "Traceback (most recent call last):",
        '  File "main.py", line 3, in read',
        "    return items[3]",
        "KeyError: 3",
        "object at 0x…",
    ]
    assert len(own_words("line\n" * 1000).splitlines()) == 40
