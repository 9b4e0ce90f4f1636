"""Streams over one pair of descriptors: whole, in order, each at its own pace, whatever the far end does."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.sandbox.inside import mux as muxes
from grader.sandbox.inside.channel import CLOSE, CREDIT, DATA, OPEN, STOP, WINDOW, Channel, Hooks, MuxError
from grader.sandbox.inside.mux import HEADER, MOST_CHANNELS, MOST_PAYLOAD, Mux

SECONDS = 10


class Pair:
    """Two ends that talk to each other; `accepted` are the far end's sockets, in order."""

    def __init__(self) -> None:
        there, back = os.pipe(), os.pipe()
        self.near = Mux(back[0], there[1])
        self.far = Mux(there[0], back[1], self._accept)
        self._watched, self._enough = os.pipe()
        self.near.watch(self._watched, self.near.stop)
        self.accepted: list[socket.socket] = []
        self._threads = [threading.Thread(target=end.run) for end in (self.near, self.far)]

    def _accept(self, channel: Channel, purpose: dict[str, Any]) -> None:
        assert purpose == {"role": "connection"}
        self.accepted.append(attached(channel))

    def open(self, hooks: Hooks | None = None) -> socket.socket:
        return attached(self.near.open({"role": "connection"}), hooks)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        os.close(self._enough)
        for thread in self._threads:
            thread.join(SECONDS)
            assert not thread.is_alive()
        os.close(self._watched)
        for end in self.accepted:
            end.close()


def attached(channel: Channel, hooks: Hooks | None = None) -> socket.socket:
    """Give a channel one end of a pair, and return the other."""
    inner, outer = socket.socketpair()
    outer.settimeout(SECONDS)
    descriptor = inner.detach()
    channel.attach(descriptor, os.dup(descriptor), hooks or Hooks())
    return outer


@pytest.fixture
def pair() -> Iterator[Pair]:
    pair = Pair()
    yield pair
    pair.end()


def await_true(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert condition()


def receive(end: socket.socket) -> bytes:
    """Return everything up to the end of the stream."""
    parts = []
    while part := end.recv(65536):
        parts.append(part)
    return b"".join(parts)


def send_all(end: socket.socket, data: bytes) -> threading.Thread:
    def work() -> None:
        end.sendall(data)
        end.shutdown(socket.SHUT_WR)

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_much_goes_both_ways_on_many_channels_at_once(pair: Pair) -> None:
    ends = [pair.open() for _ in range(8)]
    pair.start()
    await_true(lambda: len(pair.accepted) == len(ends))
    sent = [os.urandom(2 * CREDIT + 1000 * number) for number in range(2 * len(ends))]
    both = [*ends, *pair.accepted]
    threads = [send_all(end, data) for end, data in zip(both, sent, strict=True)]
    got: dict[int, bytes] = {}
    takers = [
        threading.Thread(target=lambda number=number, end=end: got.update({number: receive(end)}))
        for number, end in enumerate(both)
    ]
    for thread in takers:
        thread.start()
    for thread in threads + takers:
        thread.join(SECONDS)
    swapped = sent[len(ends) :] + sent[: len(ends)]
    assert [got.get(number) for number in range(len(both))] == swapped
    for end in ends:
        end.close()


def test_one_direction_ends_and_the_other_goes_on(pair: Pair) -> None:
    with pair.open() as near:
        pair.start()
        sending = send_all(near, b"q" * CREDIT)
        await_true(lambda: bool(pair.accepted))
        (far,) = pair.accepted
        time.sleep(0.1)  # the end arrives while most of it waits to be read
        assert receive(far) == b"q" * CREDIT
        sending.join(SECONDS)
        far.sendall(b"answer")
        far.shutdown(socket.SHUT_WR)
        assert receive(near) == b"answer"


def taken(end: socket.socket) -> int:
    """Send until no more is taken; return how much was."""
    sent = 0
    with contextlib.suppress(BlockingIOError):
        while sent < 100 * CREDIT:
            time.sleep(0.002)  # time to take it
            sent += end.send(b"x" * 32768)
    return sent


def test_a_stream_that_nobody_reads_holds_up_itself_only(pair: Pair) -> None:
    with pair.open() as stuck, pair.open() as alive:
        pair.start()
        await_true(lambda: len(pair.accepted) == 2)
        stuck.setblocking(False)
        assert taken(stuck) < 10 * CREDIT
        alive.sendall(b"!")
        assert pair.accepted[1].recv(1) == b"!"
        assert len(pair.accepted[0].recv(1)) == 1


def test_who_writes_learns_that_the_reader_has_gone(pair: Pair) -> None:
    with pair.open() as near:
        pair.start()
        await_true(lambda: bool(pair.accepted))
        pair.accepted[0].close()
        with pytest.raises(BrokenPipeError):
            near.sendall(b"x" * 100 * CREDIT)


def test_a_channel_that_is_over_makes_room(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(muxes, "MOST_CHANNELS", 1)
    near = pair.open()
    assert pair.near.full
    pair.start()
    await_true(lambda: bool(pair.accepted))
    near.close()
    pair.accepted[0].close()
    await_true(lambda: not pair.near.full)


def test_what_must_be_known_first_goes_ahead(pair: Pair) -> None:
    printed = pair.near.open({"role": "connection"})
    log = attached(printed)

    def ahead() -> None:
        while printed.read():
            pass

    with log, pair.open(Hooks(ahead=ahead)) as said:
        log.sendall(b"p" * 100_000)
        said.sendall(b"done")
        pair.start()
        await_true(lambda: len(pair.accepted) == 2)
        assert pair.accepted[1].recv(4) == b"done"
        pair.accepted[0].setblocking(False)
        assert len(pair.accepted[0].recv(200_000)) == 100_000


class Hostile:
    """A mux with open channels, whose far end is the test."""

    def __init__(self, channels: int = 1) -> None:
        back, there = os.pipe(), os.pipe()
        self._to, self._from = back[1], there[0]
        self.mux = Mux(back[0], there[1])
        self.locals = [attached(self.mux.open({"role": "connection"})) for _ in range(channels)]
        self.local = self.locals[0]
        self._thread = threading.Thread(target=self.mux.run)
        self._thread.start()

    def send(self, data: bytes) -> None:
        with open(self._to, "wb", closefd=False) as file:
            file.write(data)

    def ended(self, seconds: float = SECONDS) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def close(self) -> None:
        os.close(self._to)
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()
        os.close(self._from)
        for end in self.locals:
            end.close()


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    hostile = Hostile()
    yield hostile
    hostile.close()


def frame(number: int, kind: int, payload: bytes = b"") -> bytes:
    return HEADER.pack(number, kind, len(payload)) + payload


BREACHES = {
    "something else": b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "data for nobody": frame(2, DATA, b"x"),
    "number zero": frame(0, DATA, b"x"),
    "end of nothing": frame(2, CLOSE),
    "credit for what is not yet": frame(7, WINDOW, bytes(4)),
    "opens a channel": frame(2, OPEN, json.dumps({"role": "control"}).encode()),
    "opens one twice": frame(1, OPEN, b"{}"),
    "unknown kind": frame(1, 9),
    "short credit": frame(1, WINDOW, b"\0"),
    "credit for nothing": frame(1, WINDOW, b"\0\0\0\1"),
    "two ends": frame(1, CLOSE) * 2,
    "data after the end": frame(1, CLOSE) + frame(1, DATA, b"x"),
    "more than allowed": frame(1, DATA, b"x" * (CREDIT + 1)),
    "long frame": HEADER.pack(1, DATA, MOST_PAYLOAD + 1),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_far_end_that_breaks_the_rules_ends_all(breach: str, hostile: Hostile) -> None:
    hostile.send(BREACHES[breach])
    assert hostile.ended()
    assert receive(hostile.local)[:1] in {b"", b"x"}, "the local end is closed"


@pytest.mark.parametrize("data", [frame(1, DATA, b"x")[:-1], frame(1, STOP) * 3, frame(1, DATA) * 3])
def test_what_is_odd_but_allowed_ends_nothing(data: bytes, hostile: Hostile) -> None:
    hostile.send(data)
    assert not hostile.ended(0.2)


def test_a_far_end_that_does_not_listen_costs_no_memory(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(muxes, "MOST_QUEUED", 50_000)
    hostile.local.sendall(b"x" * 100_000)
    part = frame(1, DATA, b"y" * (CREDIT // 4))
    with contextlib.suppress(BrokenPipeError):
        for _ in range(10_000):
            hostile.send(part)
            hostile.local.recv(CREDIT // 4, socket.MSG_WAITALL)
    assert hostile.ended()


def test_a_far_end_that_is_slow_is_waited_for() -> None:
    hostile = Hostile(40)
    for end in hostile.locals:
        end.sendall(b"x" * 150_000)
    assert not hostile.ended(0.3)
    hostile.close()


def test_what_nobody_takes_is_bounded(hostile: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(muxes, "MOST_PENDING", 1000)
    hostile.send(frame(1, DATA, b"y" * CREDIT))  # more than the socket takes
    assert hostile.ended()


def test_there_is_a_most_of_channels() -> None:
    end, far = os.pipe()
    mux = Mux(end, far)
    while not mux.full:
        mux.open({})
    with pytest.raises(MuxError):
        mux.open({})
    assert mux._last == MOST_CHANNELS
    os.close(end)
    os.close(far)
