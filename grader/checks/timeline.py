"""Requests that are under way at the same time: for lessons on async code, threads, streams and tasks.

Machines are busy, so nothing here may be judged by a stopwatch. What can be relied on:
- Sleeping never ends early. An app that handles N requests of D seconds one after another needs at least
  N * D; one that needed less has overlapped them, however slow the machine.
- While an event loop is blocked for D seconds, no probe is answered: two answers in a row are at least D
  apart. One attempt with a smaller gap proves that the loop was free.
So a correct app is recognised by a single good attempt out of several, and a wrong one never has any.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import NoReturn

import httpx

from grader.checks.failure import CheckFailed
from grader.results import Span

ATTEMPTS = 3
PAUSE = 0.02
"""Seconds between a probe's answer and the next probe."""
CLOCK = 0.02
"""How many seconds earlier a sleep may seem to end, because two clocks are read."""
MOST_SPANS = 60
MOST_PARTS = 40

Send = Callable[[], httpx.Response]
"""Sends one request, for example `lambda: client.get("/slow")`."""


@dataclass(frozen=True)
class Timed:
    """A response and when it was under way, in seconds after the first request of its timeline."""

    response: httpx.Response
    sent: float
    answered: float
    probe: bool = False

    @property
    def span(self) -> Span:
        """What the report shows of it."""
        request = self.response.request
        parts: tuple[tuple[float, int], ...] = self.response.extensions.get("arrivals", ())
        return Span(
            label=f"{request.method} {request.url.raw_path.decode('ascii')}",
            sent=round(self.sent, 3),
            answered=round(self.answered, 3),
            status=self.response.status_code,
            probe=self.probe,
            parts=tuple(round(self.sent + at, 3) for at, _ in parts[:MOST_PARTS]) if len(parts) > 1 else (),
        )


@dataclass(frozen=True)
class Timeline:
    """Requests of which several were under way at the same time."""

    calls: tuple[Timed, ...]
    probes: tuple[Timed, ...] = ()

    @property
    def responses(self) -> list[httpx.Response]:
        """The answers to the calls, in the order of the calls."""
        return [call.response for call in self.calls]

    @property
    def elapsed(self) -> float:
        """Seconds from the first call to the last answer."""
        return max(call.answered for call in self.calls) - min(call.sent for call in self.calls)

    @property
    def longest_silence(self) -> float:
        """The longest time between two answers in a row, in seconds."""
        answers = sorted(one.answered for one in (*self.calls, *self.probes))
        return max((later - earlier for earlier, later in pairwise(answers)), default=0.0)

    @property
    def spans(self) -> tuple[Span, ...]:
        """What the report shows: the calls, and the probes in between, thinned out evenly to the last."""
        calls = self.calls[:MOST_SPANS]
        step = math.ceil(len(self.probes) / max(MOST_SPANS - len(calls), 1))
        kept = self.probes[::-1][:: max(step, 1)][::-1]
        return tuple(one.span for one in (*calls, *kept))


def together(*sends: Send, probe: Send | None = None) -> Timeline:
    """Send all requests at the same time, and `probe` again and again from before to after them.

    Raises:
        CheckFailed: one of them got no answer.
    """
    origin = time.monotonic()
    probes: list[Timed] = []
    if probe is not None:
        probes.append(_timed(probe, origin, probe=True))
    gate = threading.Barrier(len(sends))
    with ThreadPoolExecutor(len(sends)) as pool:
        futures = [pool.submit(_at, gate, send, origin) for send in sends]
        while probe is not None and not all(future.done() for future in futures):
            time.sleep(PAUSE)
            probes.append(_timed(probe, origin, probe=True))
        calls = tuple(future.result() for future in futures)
    if probe is not None:
        probes.append(_timed(probe, origin, probe=True))
    return Timeline(calls, tuple(probes))


def _at(gate: threading.Barrier, send: Send, origin: float) -> Timed:
    gate.wait()
    return _timed(send, origin)


def _timed(send: Send, origin: float, *, probe: bool = False) -> Timed:
    sent = time.monotonic() - origin
    response = send()
    return Timed(response, sent, time.monotonic() - origin, probe)


def until(send: Send, probe: Send, done: Callable[[httpx.Response], bool], seconds: float) -> Timeline:
    """Send a request, then `probe` again and again until `done` says so of an answer, or `seconds` are over.

    For work that goes on after an answer: the last probe tells whether it was done.

    Raises:
        CheckFailed: one of them got no answer.
    """
    origin = time.monotonic()
    call = _timed(send, origin)
    probes = [_timed(probe, origin, probe=True)]
    while not done(probes[-1].response) and time.monotonic() - origin < seconds:
        time.sleep(PAUSE)
        probes.append(_timed(probe, origin, probe=True))
    return Timeline((call,), tuple(probes))


def in_order(*sends: Send) -> Timeline:
    """Send requests one after another, and note when each was under way."""
    origin = time.monotonic()
    return Timeline(tuple(_timed(send, origin) for send in sends))


def first_good(attempt: Callable[[], Timeline], good: Callable[[Timeline], bool]) -> tuple[bool, Timeline]:
    """Try up to `ATTEMPTS` times; return whether one was good, and that one, else the last."""
    for _ in range(ATTEMPTS):
        seen = attempt()
        if good(seen):
            return True, seen
    return False, seen


def expect_lasting(seen: Timeline, seconds: float, message: str) -> None:
    """Expect that what was asked for took `seconds`: an earlier answer came before its work was done.

    Raises:
        CheckFailed: it was answered earlier.
    """
    if seen.elapsed < seconds - CLOCK:
        fail(
            message,
            seen,
            expected=f"an answer after {seconds:g} s or more",
            received=f"an answer after {seen.elapsed:.2f} s",
        )


def expect_overlap(sends: Iterable[Send], seconds: float, message: str) -> Timeline:
    """Expect that requests which take `seconds` each are handled at the same time, not one after another.

    Raises:
        CheckFailed: in no attempt was the whole quicker than one after another can be.
    """
    calls = tuple(sends)
    least = seconds * len(calls)
    ok, seen = first_good(lambda: together(*calls), lambda timeline: timeline.elapsed < least)
    if not ok:
        fail(
            message,
            seen,
            expected=f"less than the {least:g} s that {len(calls)} requests of {seconds:g} s take in a row",
            received=f"{seen.elapsed:.1f} s, in each of {ATTEMPTS} attempts no less than {least:g} s",
        )
    return seen


def expect_free(send: Send, probe: Send, seconds: float, message: str) -> Timeline:
    """Expect that `probe` is answered again and again while `send`, which sleeps `seconds`, is under way.

    Raises:
        CheckFailed: in every attempt there was a silence as long as the sleep.
    """
    ok, seen = first_good(
        lambda: together(send, probe=probe), lambda timeline: timeline.longest_silence < seconds * 0.9
    )
    if not ok:
        fail(
            message,
            seen,
            expected="answers to other requests in the meantime",
            received=f"no answer to anything for {seen.longest_silence:.1f} s",
        )
    return seen


def fail(message: str, timeline: Timeline, *, expected: str = "", received: str = "") -> NoReturn:
    """Fail the check with a timeline as its evidence."""
    exchanges = timeline.calls[-1].response.extensions.get("exchanges", ()) if timeline.calls else ()
    raise CheckFailed(
        message, expected=expected, received=received, exchanges=exchanges[-1:], timeline=timeline.spans
    )
