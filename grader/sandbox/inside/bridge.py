"""The main program of a container that is reached by its standard streams: they carry a `Mux`.

The grader opens every channel and says by a role what it is for: `packages` comes first, a tar or nothing;
`lifeline` and `control` are those of the supervisor and its host; each start has a number and the roles
`start` (its files), `output`, `status`, `folder`, `listener`, and a `connection` for each request to the app.
What the supervisor and the host print goes to standard error.
"""

from __future__ import annotations

import os
import socket
import sys
import tarfile
from functools import partial
from typing import Any

from . import command, supervisor
from .bridgedstart import BridgedStart
from .channel import Channel, Hooks
from .mux import Mux
from .system import prctl

PACKAGES = "/packages"
PR_SET_DUMPABLE = 4


def main(_arguments: list[str]) -> None:
    """Carry until standard input closes or the supervisor has ended; there are no arguments."""
    incoming, outgoing = _standard_streams()
    pairs = [socket.socketpair() for _ in range(3)]
    ours, theirs = [near for near, _ in pairs], [far for _, far in pairs]
    if os.fork() == 0:
        try:
            for descriptor in (incoming, outgoing, *(end.detach() for end in ours)):
                os.close(descriptor)
            _supervise(*theirs)
        finally:
            os._exit(0)
    for end in theirs:
        end.close()
    prctl(PR_SET_DUMPABLE, 0)  # no other process of this user gets at the streams
    Bridge(incoming, outgoing, *ours).run()


def _standard_streams() -> tuple[int, int]:
    """Set standard input and output aside, where nothing prints into them."""
    incoming, outgoing = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    return incoming, outgoing


def _supervise(packages: socket.socket, lifeline: socket.socket, control: socket.socket) -> None:
    """Unpack what comes on `packages`, then be the supervisor."""
    with packages, packages.makefile("rb") as stream:
        if stream.peek(1):
            with tarfile.open(fileobj=stream, mode="r|") as tar:
                tar.extractall(PACKAGES, filter="data")
    ends = [str(lifeline.detach()), str(control.detach())]
    supervisor.main(
        [*ends, supervisor.UNBOUNDED, *command(sys.executable, "host", ends[1], "", flags=("-I",))]
    )


class Bridge:
    """The accepting end: from channels to sockets, pipes and files in the container."""

    def __init__(
        self,
        incoming: int,
        outgoing: int,
        packages: socket.socket,
        lifeline: socket.socket,
        control: socket.socket,
    ) -> None:
        """Carry over two descriptors; the sockets lead to the supervisor's process."""
        self._mux = Mux(incoming, outgoing, self._accept)
        self._ends = {"packages": packages, "lifeline": lifeline, "control": control}
        self._control = control.dup()
        self._starts: dict[int, BridgedStart] = {}

    def run(self) -> None:
        """Carry until the grader or the supervisor has gone."""
        self._mux.run()

    def _accept(self, channel: Channel, purpose: dict[str, Any]) -> None:
        role = purpose["role"]
        if role in self._ends:
            end = self._ends.pop(role).detach()
            take = self._take_lifeline if role == "lifeline" else os.read
            channel.attach(end, os.dup(end), Hooks(take=take, ahead=self._print_ahead))
        elif role == "start":
            number = purpose["start"]
            closed = partial(self._starts.pop, number)
            self._starts[number] = BridgedStart(number, purpose["line"], closed)
            self._starts[number].receive(channel, self._control)
        else:
            self._starts[purpose["start"]].attach(role, channel, self._print_ahead)

    def _take_lifeline(self, reader: int, most: int) -> bytes:
        data = os.read(reader, most)
        if not data:
            self._mux.stop()
        return data

    def _print_ahead(self) -> None:
        """What was printed before something else was said must be known before it, too."""
        for start in self._starts.values():
            start.print_ahead()
