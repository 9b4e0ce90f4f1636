"""Requests and answers, plain or odd, mean what they meant when httpcore sent and read them."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from typing import cast

import h11
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks.http1 import Broken, Late, Line, Request, Unsendable, exchange
from tests.checks.httpcore_way import Outcome, Script, by_httpcore
from tests.checks.odd_answers import CHUNKS, HEADER_LINES, ODD_ANSWERS, OK, STATUS_LINES, USUAL

HEADERS = ((b"Host", b"127.0.0.1:8000"), (b"Accept", b"*/*"), (b"Connection", b"close"))
SIZED = (*HEADERS, (b"Content-Length", b"0"))
CHUNKED = (*HEADERS, (b"Transfer-Encoding", b"chunked"))
GET = Request(b"GET", b"/", SIZED)
REQUESTS = {
    "get": GET,
    "head": Request(b"HEAD", b"/", SIZED),
    "connect": Request(b"CONNECT", b"/", SIZED),
    "upgrade": Request(b"GET", b"/", (*SIZED, (b"Upgrade", b"shell"))),
    "chunked": Request(b"POST", b"/", CHUNKED, b"body", [b"more", b"", b"and more"]),
}
same = settings(max_examples=400, deadline=None, derandomize=True, database=None)


def by_ours(script: Script, request: Request) -> Outcome:
    parts: list[bytes] = []
    try:
        answer = exchange(Line(cast(socket.socket, script), time.monotonic() + 60), request)
        parts.extend(answer.parts)
        return Outcome(answer.status, answer.headers, tuple(parts))
    except Broken as error:
        return Outcome(parts=tuple(parts), failure=f"broken: {error}")
    except Unsendable as error:
        return Outcome(failure=f"unsendable: {error}")


def both_ways(script: Callable[[], Script], request: Request) -> Outcome:
    """Return the outcome, after making sure that it is that of httpcore, and the bytes sent, too.

    As many bytes are left, too, but that what comes after a declared length is not read.
    """
    ours, theirs = script(), script()
    whole = b"".join(ours.pieces)
    content = [request.body, *request.rest]
    outcome = by_ours(ours, request)
    assert outcome == by_httpcore(theirs, request.method, request.target, request.headers, content)
    if ours.pieces != theirs.pieces:
        left = b"".join(ours.pieces)
        assert left.endswith(b"".join(theirs.pieces))
        assert whole.removesuffix(left).endswith(b"".join(outcome.parts)), "read to the end of the body"
    if ours.hangs_up_after is None:
        assert ours.sent == theirs.sent
    return outcome


def cut(answer: bytes) -> Iterator[list[bytes]]:
    """Give the answer whole, in single bytes, in two pieces, and ending early."""
    yield [answer] if answer else []
    yield [answer[at : at + 1] for at in range(len(answer))]
    for at in range(1, len(answer), 5):
        yield [answer[:at], answer[at:]]
        yield [answer[:at]]


@pytest.mark.parametrize("answer", ODD_ANSWERS, ids=repr)
@pytest.mark.parametrize("name", ["get", "head"])
def test_an_odd_answer_means_what_it_meant(name: str, answer: bytes) -> None:
    for pieces in cut(answer):
        both_ways(lambda: Script(list(pieces)), REQUESTS[name])  # noqa: B023 (called at once)


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("reset", [False, True])
def test_so_it_does_after_any_request_and_when_the_connection_breaks(name: str, reset: bool) -> None:
    for answer in ODD_ANSWERS:
        both_ways(lambda: Script([answer] * bool(answer), reset), REQUESTS[name])  # noqa: B023
        both_ways(lambda: Script([answer] * bool(answer), reset, 10), REQUESTS[name])  # noqa: B023


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"X: " + b"x" * 40_000 + b"\r\n" + USUAL[len(OK) :],
        OK + b"X: y\r\n" * 30_000 + b"\r\n",
        OK + b"Content-Length: 200000\r\n\r\n" + b"x" * 200_000,
        OK + b"Transfer-Encoding: chunked\r\n\r\n5;" + b"x" * 200_000,
        OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: y\r\n" * 30_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 9_000 + USUAL,
    ],
    ids=["long-head", "head-bomb", "long-body", "extension-bomb", "trailer-bomb", "interim-flood"],
)
def test_what_is_long_is_bounded_as_it_was(answer: bytes) -> None:
    outcome = both_ways(lambda: Script([answer]), GET)
    assert ("too long" in outcome.failure) == (b"y\r\nX: y" in answer or b";" in answer)


HEADER_LINE = st.sampled_from([b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", *HEADER_LINES])


@st.composite
def answers(draw: st.DrawFn) -> list[bytes]:
    """Give pieces of an answer put together from odd parts, some bytes of it changed."""
    status = draw(st.just(OK[:-2]) | st.sampled_from(STATUS_LINES))
    lines = draw(st.lists(HEADER_LINE, max_size=3))
    body = draw(st.sampled_from([b"hello", b"hell", b"hello there", *CHUNKS]))
    answer = bytearray(status + b"\r\n" + b"".join(lines) + b"\r\n" + body)
    for at, byte in draw(
        st.lists(st.tuples(st.integers(0, len(answer) - 1), st.binary(max_size=1)), max_size=2)
    ):
        answer[at : at + 1] = byte
    ends = sorted(draw(st.lists(st.integers(0, len(answer)), max_size=3)))
    pieces = [bytes(answer[a:b]) for a, b in zip([0, *ends], [*ends, len(answer)], strict=True)]
    return [piece for piece in pieces if piece]


@same
@given(answers(), st.sampled_from(list(REQUESTS)))
def test_any_answer_means_what_it_meant(pieces: list[bytes], name: str) -> None:
    both_ways(lambda: Script(list(pieces)), REQUESTS[name])


WORDS = st.sampled_from(
    [b"X-A", b"a b", b"", b" a", b"a ", b"a\r\nX: b", b"X: a", b"\xe9", b"\x00", b"a\tb", b"\x7f"]
)
FRAMING = st.tuples(
    st.sampled_from([b"Host", b"content-length", b"Transfer-Encoding", b"Connection"]),
    st.sampled_from([b"4", b"04", b"4, 4", b"-4", b"chunked", b"Chunked", b"gzip", b"a"]),
)
ADDED = st.lists(FRAMING | st.tuples(WORDS, WORDS), max_size=2)
FRAMED = st.sampled_from([(*HEADERS, (b"Content-Length", b"4")), CHUNKED, HEADERS[1:] + SIZED])


@same
@given(
    st.just(b"POST") | WORDS | st.just(b"GET /a"),
    st.just(b"/a?b=%20c") | WORDS | st.just(b"/a HTTP/1.1"),
    st.tuples(FRAMED, ADDED),
)
def test_any_request_goes_as_it_went_or_is_refused_as_it_was(
    method: bytes, target: bytes, headers: tuple[tuple[tuple[bytes, bytes], ...], list[tuple[bytes, bytes]]]
) -> None:
    request = Request(method, target, (*headers[0], *headers[1]), b"body")
    try:
        both_ways(lambda: Script([USUAL]), request)
    except h11.LocalProtocolError:  # a check that lies about its body: as before, its author's error
        with pytest.raises(h11.LocalProtocolError):
            by_httpcore(Script([USUAL]), method, target, request.headers, [b"body"])


def test_the_usual_exchange_needs_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(h11, "Connection")
    request = Request(b"POST", b"/a", (*HEADERS, (b"Content-Length", b"4")), b"body")
    assert by_ours(Script([USUAL[:-3], USUAL[-3:]]), request).parts == (b"he", b"llo")


def test_what_nobody_reads_is_not_sent_for_ever() -> None:
    near, far = socket.socketpair()
    with near, far, pytest.raises(Late):
        exchange(Line(near, time.monotonic() + 0.2), Request(b"POST", b"/", CHUNKED, b"x" * 10_000_000))
