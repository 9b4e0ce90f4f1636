"""Forks checkers that have imported everything and, where the lesson is known, collected its checks.

`python -P -m grader.checks.template REQUESTS HOSTS ENGINES FOLDER`: three descriptors, the socket on which
requests come and those of a `HostTemplate` and an `EngineTemplate`, and a folder of its own. A request is
one datagram: JSON (`Wanted`) with descriptors, the first of which is the checker's channel: it says its
process number there, a line, reads a Job, a line, and answers until the end; when the far end closes, it
ends with all below it. Standard input is the lifeline of all templates. No student code ever runs here.

For each lesson there is a process of its own, in which pytest has collected the checks and waits.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import tempfile
import threading
import traceback
from collections import OrderedDict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from grader.checks.app import AppSession
from grader.checks.checker import Given, Grading, check, refusal, settle
from grader.checks.choice import Choice
from grader.checks.ending import end_everything
from grader.checks.fuzz.engines import use
from grader.cores import Seats
from grader.errors import UsageError
from grader.job import Answer, Job
from grader.lesson import load_lesson
from grader.sandbox.hostprocess import Link
from grader.sandbox.inside.supervisor import become_subreaper

PRELOADED = (
    "grader.checks.fuzz.confirm",
    "grader.checks.stock.test_contract",
    "grader.checks.suite",
    "grader.sandbox.process",
)
ERRORS = "errors.txt"
"""What a checker writes to standard error, in the job's scratch folder."""
MOST_LESSONS = 32
MOST_REQUEST = 16_384
END = b"end"
"""Asks the template of a lesson to end."""
CONTAINER = 3
"""Descriptors of a waiting container, after the channel: lifeline, control, output."""


@dataclass(frozen=True)
class Wanted:
    """A checker that is wanted; without a lesson it chooses one itself."""

    lesson: str = ""
    """Folder of the only lesson there is to choose from."""
    digest: str = ""
    has_app: bool = True

    def encoded(self) -> bytes:
        """Return the datagram."""
        return json.dumps(asdict(self)).encode()


class Shared(NamedTuple):
    """What all checkers have in common."""

    hosts: socket.socket
    """The requests socket of a `HostTemplate`."""
    seats: Seats


@dataclass(frozen=True)
class Forked:
    """What a checker was forked with."""

    channel: socket.socket
    given: Given
    seats: Seats

    def job(self) -> Job:
        """Become the checker's process, and read its job."""
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self.channel.sendall(f"{os.getpid()}\n".encode())
        with self.channel.makefile("rb") as lines:
            job = Job.model_validate_json(lines.readline())
        assert job.scratch is not None
        null = os.open(os.devnull, os.O_RDONLY)
        errors = os.open(job.scratch / ERRORS, os.O_WRONLY | os.O_CREAT, 0o600)
        for source, target in ((null, 0), (errors, 1), (errors, 2)):
            os.dup2(source, target)
        become_subreaper()
        if job.sandbox.name == "import" and not job.plain:
            self.seats.take()
        settle(job.scratch)
        threading.Thread(target=self._end_with_runner, args=(job,), daemon=True).start()
        os.chdir(tempfile.mkdtemp(prefix="grade-checker-"))
        return job

    def _end_with_runner(self, job: Job) -> None:
        self.channel.recv(1)
        end_everything(job.scratch)

    def end(self, answer: Callable[[], Answer]) -> NoReturn:
        """Send the answer, and end; what goes wrong is told where the runner looks for it."""
        try:
            self.channel.sendall(answer().encoded())
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)


class Templates:
    """The templates of the lessons that were asked for, the latest last."""

    def __init__(self, requests: socket.socket, shared: Shared, folder: Path) -> None:
        self._requests = requests
        self._shared = shared
        self._folder = folder
        self._lessons: OrderedDict[Wanted, socket.socket] = OrderedDict()
        self._count = 0

    def serve(self) -> NoReturn:
        """Fork what is asked for, until standard input closes."""
        forked = fork_each(self._requests, self._shared, self._pass_on)
        forked.end(lambda: check(forked.job(), forked.given))

    def _pass_on(self, wanted: Wanted, descriptors: list[int]) -> bool:
        """Hand a request to the template of its lesson; returns whether there is one."""
        if not wanted.lesson:
            return False
        for _ in range(2):  # one that was killed is replaced
            if wanted not in self._lessons:
                self._start(wanted, descriptors)
            try:
                socket.send_fds(self._lessons[wanted], [wanted.encoded()], descriptors)
            except OSError:
                self._drop(wanted)
            else:
                self._lessons.move_to_end(wanted)
                return True
        return False

    def _start(self, wanted: Wanted, descriptors: list[int]) -> None:
        """Fork a template, which gets no copy of the `descriptors` of a request."""
        if len(self._lessons) == MOST_LESSONS:
            self._drop(next(iter(self._lessons)))
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        near, far = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        if os.fork() == 0:
            for other in (self._requests, near, *self._lessons.values()):
                other.close()
            for descriptor in descriptors:
                os.close(descriptor)
            LessonTemplate(wanted, far, self._shared).serve(folder)
        far.close()
        self._lessons[wanted] = near

    def _drop(self, wanted: Wanted) -> None:
        """End a template; the checkers that it has forked go on."""
        requests = self._lessons.pop(wanted)
        with contextlib.suppress(OSError):
            requests.send(END)
        requests.close()


def fork_each(
    requests: socket.socket,
    shared: Shared,
    pass_on: Callable[[Wanted, list[int]], bool] = lambda _wanted, _descriptors: False,
) -> Forked:
    """Fork a checker for each request that `pass_on` does not take; returns in the checkers only."""
    while True:
        ready, _, _ = select.select([requests.fileno(), 0], [], [])
        if 0 in ready:
            os._exit(0)
        message, descriptors, _flags, _address = socket.recv_fds(requests, MOST_REQUEST, 1 + CONTAINER)
        if message == END:
            os._exit(0)
        if descriptors and not pass_on(Wanted(**json.loads(message)), descriptors) and os.fork() == 0:
            requests.close()
            return _forked(descriptors, shared)
        for descriptor in descriptors:
            os.close(descriptor)


def _forked(descriptors: list[int], shared: Shared) -> Forked:
    channel, *container = descriptors
    link = None
    if len(container) == CONTAINER:
        lifeline, control, output = container
        link = Link(socket.socket(fileno=lifeline), socket.socket(fileno=control), output, lambda: None)
    return Forked(socket.socket(fileno=channel), Given(shared.hosts, link), shared.seats)


class LessonTemplate:
    """A process in which pytest has collected a lesson's checks."""

    def __init__(self, wanted: Wanted, requests: socket.socket, shared: Shared) -> None:
        self._wanted = wanted
        self._requests = requests
        self._shared = shared
        self._forked: Forked | None = None
        self._stack = ExitStack()

    def serve(self, folder: Path) -> NoReturn:
        """Collect, then fork a checker for each request, which runs the checks and ends.

        A lesson that cannot be collected is graded as without a template: so each submission is told why.
        """
        from grader.checks.suite import run_suite

        try:
            self._lesson = load_lesson(Path(self._wanted.lesson))
            found = run_suite(self._lesson, self._begin, folder, has_app=self._wanted.has_app)
        except BaseException:
            if self._forked is None:
                plain = fork_each(self._requests, self._shared)
                plain.end(lambda: check(plain.job(), plain.given))
            traceback.print_exc()
            os._exit(1)
        assert self._forked is not None
        self._forked.end(lambda: self._answer(found))

    def _begin(self) -> tuple[Job, AppSession]:
        """Wait for requests; returns in the checkers, of which each has a job."""
        settle_memory()
        forked = self._forked = fork_each(self._requests, self._shared)
        job = forked.job()
        self._grading = Grading(job, forked.given)
        try:
            self._stack.enter_context(self._grading)
            self._grading.prove()
        except UsageError as error:
            refused = refusal(job, error)
            forked.end(lambda: refused)
        return job, self._grading.open_session(self._lesson.surroundings)

    def _answer(self, found: dict[str, Any]) -> Answer:
        with self._stack:
            answer = self._grading.answer(Choice(self._lesson), found)
        return self._grading.measured(answer)


def settle_memory() -> None:
    """Keep what is there out of the sight of the garbage collector: its pages stay shared."""
    gc.collect()
    gc.freeze()


def main(arguments: list[str]) -> None:
    """Serve until standard input closes."""
    requests, hosts, engines = (socket.socket(fileno=int(number)) for number in arguments[:3])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for what is forked here
    settle(None)
    sys.dont_write_bytecode = True
    for name in PRELOADED:
        importlib.import_module(name)
    use(engines)
    settle_memory()
    Templates(requests, Shared(hosts, Seats()), Path(arguments[3])).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
