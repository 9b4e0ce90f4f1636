"""The app host as seen from the checker: starting it, asking it to fork, sweeping up after it."""

from __future__ import annotations

import array
import contextlib
import json
import os
import select
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from grader.sandbox.base import Limits, StartError
from grader.sandbox.inside import supervisor
from grader.sandbox.output import OutputTail

if TYPE_CHECKING:
    from grader.results import StartFailure

HELLO_SECONDS = 60.0
ANSWER_SECONDS = 15.0
MOST_LINE = 65536


@dataclass(frozen=True)
class Link:
    """The ends of a supervisor and its host that the grader holds, wherever they run."""

    lifeline: socket.socket
    """A byte asks the supervisor for a sweep; closing it ends everything."""
    control: socket.socket
    """Requests to the host, with descriptors."""
    output: int
    """Descriptor of what both print."""
    end: Callable[[], None]
    """Wait until both have gone, once the lifeline is closed."""

    def discard(self) -> None:
        """End everything behind it."""
        self.release()
        self.end()

    def release(self) -> None:
        """Close this process's ends: another one has got copies."""
        self.lifeline.close()
        self.control.close()
        with contextlib.suppress(OSError):
            os.close(self.output)


class HostProcess:
    """A supervisor and, below it, a warm interpreter that forks the submission's processes."""

    def __init__(self, name: str, limits: Limits, link: Link) -> None:
        """Talk to the host behind `link`; `name` is what errors call its interpreter."""
        self._name = name
        self._end = link.end
        self._lifeline, self._control = link.lifeline, link.control
        self._output = OutputTail(link.output, 4096, limits.output, self._hang_up)
        self._reader = self._control.makefile("rb")
        self._hello: dict[str, Any] | None = None
        self._gone = False
        self._asking = threading.Lock()

    def hello(self) -> dict[str, Any]:
        """Wait until the host can fork, and return what it says of its environment.

        Raises:
            StartError: the interpreter cannot run the host, or lacks what every app needs.
        """
        if self._hello is None:
            self._lifeline.settimeout(HELLO_SECONDS)
            try:
                spawned = self._lifeline.recv(4096).decode("utf-8", "replace").strip()
            except OSError:
                raise StartError(self.unusable(f"it does not begin within {HELLO_SECONDS:g} s")) from None
            self._hello = {"problem": spawned} if spawned else self._answer(HELLO_SECONDS)
        problem = self._hello.get("problem")
        if problem:
            raise StartError(self.unusable(str(problem)))
        return self._hello

    def fork(self, job: dict[str, Any], descriptors: list[int]) -> int:
        """Start the submission in a fresh process; the host gets copies of `descriptors`."""
        self.hello()
        return int(self._ask({"start": job}, descriptors)["pid"])

    @property
    def gone(self) -> bool:
        """Whether the host or its supervisor has ended: a new one is needed for the next start."""
        return self._gone

    def status(self, pid: int) -> int | None:
        """Return how process `pid` ended: an exit code, or minus a signal; None when unknown."""
        return self._number({"wait": pid}, "status")

    def peak_memory(self, pid: int) -> int | None:
        """Return the most resident memory of process `pid` so far, in bytes; None when unknown."""
        return self._number({"memory": pid}, "memory")

    def signal(self, pid: int, number: int) -> None:
        """Send a signal to process `pid`; SIGKILL goes to its whole session."""
        with contextlib.suppress(StartError):
            self._ask({"signal": [pid, number]})

    def _number(self, message: dict[str, Any], key: str) -> int | None:
        try:
            answer = self._ask(message).get(key)
        except StartError:
            return None
        return answer if isinstance(answer, int) else None

    def _ask(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> dict[str, Any]:
        with self._asking:  # the reader of the app's output may ask, too
            try:
                socket.send_fds(self._control, [_line(message)], list(descriptors))
            except OSError:
                self._gone = True
                raise StartError(self.unusable("it ended unexpectedly")) from None
            return self._answer(ANSWER_SECONDS)

    def sweep(self) -> None:
        """Kill every process below the host."""
        self._lifeline.settimeout(supervisor.SWEEP_SECONDS + 5)
        try:
            self._lifeline.sendall(b".")
            alive = self._lifeline.recv(1)
        except OSError:
            alive = b""
        if not alive:
            self._gone = True
            if supervisor.is_subreaper():  # orphans of a supervisor that was killed are with this process
                supervisor.sweep()

    def await_line(self, channel: socket.socket, seconds: float) -> tuple[bytes, list[int]] | None:
        """Read one line from `channel`, with the descriptors that came with it; None when time is up.

        The line is b"" when the far end has closed.

        Raises:
            StartError: the host or its supervisor has gone.
        """
        deadline, data = time.monotonic() + seconds, b""
        descriptors: list[int] = []
        while not data.endswith(b"\n") and len(data) < MOST_LINE:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([channel, self._lifeline], [], [], max(0, left))
            if channel in ready:
                part, more = _receive(channel)
                descriptors += more
                if not part:
                    break
                data += part
            elif ready:
                self._gone = True
                raise StartError(self.unusable("it ended unexpectedly"))
            else:
                return None
        return data, descriptors

    def close(self) -> None:
        """End the host and everything below it."""
        self._hang_up()
        self._lifeline.settimeout(supervisor.SWEEP_SECONDS + 5)
        with contextlib.suppress(OSError):
            while self._lifeline.recv(4096):
                pass  # the supervisor's end closes when it has swept and ended
        self._end()
        self._lifeline.close()
        self._reader.close()
        self._control.close()
        self._output.join()

    def _hang_up(self) -> None:
        """Tell the supervisor to kill the host and all below it, and to end."""
        with contextlib.suppress(OSError):
            self._lifeline.shutdown(socket.SHUT_WR)

    def _answer(self, seconds: float) -> dict[str, Any]:
        self._control.settimeout(seconds)
        try:
            line = self._reader.readline(MOST_LINE)
            return cast("dict[str, Any]", json.loads(line))
        except (OSError, ValueError):
            self._gone = True
            self._output.join()
            detail = self._output.since(0).strip().splitlines()[-1:] or ["it ended without a word"]
            raise StartError(self.unusable(detail[0][:300])) from None

    def unusable(self, problem: str) -> StartFailure:
        """Return the failure that tells of a host that cannot do its work."""
        from grader.results import StartFailure, StartFailureKind

        return StartFailure(
            kind=StartFailureKind.CRASHED,
            message=f"The interpreter {self._name!r} cannot run the app: {problem}",
            advice="Check the virtual environment, or name another interpreter with --python.",
            needs_review=True,
        )


def _receive(channel: socket.socket) -> tuple[bytes, list[int]]:
    part, ancillary, _flags, _address = channel.recvmsg(MOST_LINE, socket.CMSG_SPACE(4))
    descriptors = array.array("i")
    for level, kind, payload in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptors.frombytes(payload[: len(payload) - len(payload) % descriptors.itemsize])
    return part, list(descriptors)


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode() + b"\n"
