"""Many byte streams over one pair of descriptors: for a container that is reached by its standard streams.

Both ends run this. One opens streams, the other accepts them; each is a `Channel` with credit of its own, so
a stream that nobody reads holds up no other. A frame is the channel's number, a kind, the length of what
follows, and that. The far end may be hostile: whatever it sends, memory stays bounded; the
worst is an end.
"""

from __future__ import annotations

import json
import os
import select
import struct
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from .channel import OPEN, STOP, WINDOW, Channel, MuxError

HEADER = struct.Struct(">IBI")
MOST_PAYLOAD = 1024 * 1024
MOST_CHANNELS = 1000
MOST_PENDING = 32 * 1024 * 1024
"""Bytes of all channels that came and are not written yet."""
ENOUGH_QUEUED = 256 * 1024
"""Bytes for the far end; while there are more, no channel is read."""
MOST_QUEUED = 4 * 1024 * 1024


class Mux:
    """Runs until either side ends it; everything that it was given is closed then."""

    def __init__(
        self,
        incoming: int,
        outgoing: int,
        accept: Callable[[Channel, dict[str, Any]], object] | None = None,
    ) -> None:
        """Talk over two descriptors; `accept` gets each new channel, with what the far end says it is for."""
        self._incoming, self._outgoing, self._accept = incoming, outgoing, accept
        self._received, self._queued = bytearray(), bytearray()
        self._channels: dict[int, Channel] = {}
        self._watched: dict[int, Callable[[], object]] = {}
        self._last = 0
        self._ended = False

    @property
    def full(self) -> bool:
        """Whether there is no room for another channel."""
        return len(self._channels) >= MOST_CHANNELS

    def open(self, purpose: dict[str, Any]) -> Channel:
        """Return a new channel; attach its ends before the next turn.

        Raises:
            MuxError: there is no room for it, or `purpose` is too long.
        """
        payload = json.dumps(purpose).encode()
        if self.full or len(payload) > MOST_PAYLOAD:
            raise MuxError("too much to open")
        self._send(self._last + 1, OPEN, payload)
        return self._add(self._last + 1)

    def _add(self, number: int) -> Channel:
        self._last = number
        self._channels[number] = Channel(partial(self._send, number))
        return self._channels[number]

    def watch(self, descriptor: int, ready: Callable[[], object]) -> None:
        """Call `ready` whenever `descriptor` can be read."""
        self._watched[descriptor] = ready

    def unwatch(self, descriptor: int) -> None:
        """Forget a watched descriptor."""
        self._watched.pop(descriptor, None)

    def stop(self) -> None:
        """End, from within."""
        self._ended = True

    def run(self) -> None:
        """Carry bytes until the far end goes, breaks the rules, or `stop` is called."""
        try:
            for descriptor in (self._incoming, self._outgoing):
                os.set_blocking(descriptor, False)
            while not self._ended:
                self._turn()
        except (MuxError, OSError):
            pass  # what the far end does is no error of ours: it is over
        finally:
            for channel in self._channels.values():
                channel.abandon()
            os.close(self._incoming)
            os.close(self._outgoing)

    def _turn(self) -> None:
        self._channels = {number: one for number, one in self._channels.items() if not one.done}
        if sum(len(channel.pending) for channel in self._channels.values()) > MOST_PENDING:
            raise MuxError("nobody takes what comes")
        actions = self._actions()
        poll = select.poll()
        for descriptor, (event, _action) in actions.items():
            poll.register(descriptor, event)
        for descriptor, _event in poll.poll():
            actions[descriptor][1]()

    def _actions(self) -> dict[int, tuple[int, Callable[[], object]]]:
        """Return what to wait for and what to do then, by descriptor."""
        actions: dict[int, tuple[int, Callable[[], object]]] = {}
        room = len(self._queued) < ENOUGH_QUEUED
        for channel in self._channels.values():
            if channel.wants_reading and room:
                actions[channel.reader] = select.POLLIN, channel.read  # type: ignore[index]
            if channel.wants_writing:
                actions[channel.writer] = select.POLLOUT, channel.flush  # type: ignore[index]
        for descriptor in self._watched:
            actions[descriptor] = select.POLLIN, partial(self._ready, descriptor)
        actions[self._incoming] = select.POLLIN, self._receive
        if self._queued:
            actions[self._outgoing] = select.POLLOUT, self._flush
        return actions

    def _ready(self, descriptor: int) -> None:
        ready = self._watched.get(descriptor)  # it may have been forgotten in this very turn
        if ready is not None:
            ready()

    def _send(self, number: int, kind: int, payload: bytes) -> None:
        self._queued += HEADER.pack(number, kind, len(payload)) + payload
        if len(self._queued) > MOST_QUEUED:
            raise MuxError("the far end does not listen")

    def _flush(self) -> None:
        with suppress(BlockingIOError):
            del self._queued[: os.write(self._outgoing, self._queued)]

    def _receive(self) -> None:
        try:
            data = os.read(self._incoming, 65536)
        except BlockingIOError:
            return
        self._ended = self._ended or not data
        self._received += data
        while len(self._received) >= HEADER.size:
            number, kind, length = HEADER.unpack_from(self._received)
            end = HEADER.size + length
            if length > MOST_PAYLOAD:
                raise MuxError("a frame that is too long")
            if len(self._received) < end:
                return
            payload = bytes(self._received[HEADER.size : end])
            del self._received[:end]
            self._handle(number, kind, payload)

    def _handle(self, number: int, kind: int, payload: bytes) -> None:
        channel = self._channels.get(number)
        if kind == OPEN and self._accept is not None and number > self._last:
            self._accept(self._add(number), json.loads(payload))
        elif channel is not None:
            channel.handle(kind, payload)
        elif kind not in {WINDOW, STOP} or number > self._last:
            raise MuxError("an unknown channel")
