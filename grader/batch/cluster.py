"""Grading on a Dask cluster: snapshots and lessons travel, reports come back, workers share no disk.

What a worker does is in `remote.py`. A task whose worker is lost is given to another by the scheduler; a
scheduler that is lost ends the batch, which goes on from there when it is run again.
"""

from __future__ import annotations

import gc
import logging
import signal
import threading
import uuid
from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NoReturn, Self, cast

from grader.batch.backend import BackendGoneError
from grader.batch.parcel import make_parcel, pack_lessons
from grader.batch.terms import Terms
from grader.errors import GraderError, UsageError
from grader.lesson import Lesson
from grader.results import Report
from grader.submission import Submission

if TYPE_CHECKING:
    from distributed import Client, Future
    from tornado.ioloop import IOLoop

CONNECT_SECONDS = 20
LEAST_SLOTS = 64
"""Hand-ins under way at a time, so that workers that come later find something to do."""


class Cluster:
    """A Dask cluster that is there already, by the address of its scheduler."""

    def __init__(
        self, address: str, lessons: Sequence[Lesson], terms: Terms, jobs: int | None = None
    ) -> None:
        """Remember what to connect to; `jobs` bounds how many hand-ins are under way at a time."""
        self._address = address
        self._lessons = lessons
        self._terms = terms
        self._jobs = jobs
        self._name = f"fastapi-grader-{uuid.uuid4().hex}"
        self._running: set[Future[Any]] = set()
        self._interrupted = False
        self._stack = ExitStack()
        self.slots = jobs or LEAST_SLOTS
        self.dashboard = ""
        """Address of the scheduler's own page; "" where it has none."""

    def __enter__(self) -> Self:
        """Connect, and give the lessons to every worker, also to those that come later.

        Raises:
            UsageError: Dask is not installed, nothing answers, there are no workers, or one of them cannot
                grade as this machine would.
        """
        with ExitStack() as stack:
            self._client = self._connect()
            stack.callback(self._client.close)
            self._settle()
            self._catch_interrupts(stack)
            self._stack = stack.pop_all()
        threads = sum(self._client.nthreads().values())
        self.slots = self._jobs or max(LEAST_SLOTS, 2 * threads)
        self.dashboard = self._dashboard()
        return self

    def __exit__(self, *details: object) -> None:
        """Disconnect; the scheduler then clears the workers."""
        self._stack.close()

    def _connect(self) -> Client:
        try:
            from distributed import Client, Security
        except ImportError:
            raise UsageError("--cluster needs Dask: pip install 'fastapi-grader[cluster]'") from None
        security = Security()
        if self._address.startswith("tls:") and not security.get_connection_args("client")["ssl_context"]:
            raise UsageError(
                f"--cluster {self._address}: TLS needs certificates; "
                "set DASK_DISTRIBUTED__COMM__TLS__CA_FILE and the rest, as docs/scaling.md says"
            )
        for name in logging.root.manager.loggerDict:  # what matters is told in our words
            if name.partition(".")[0] == "distributed":
                logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            return Client(self._address, timeout=CONNECT_SECONDS, security=security, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as error:  # TimeoutError is an OSError
            why = str(error).partition("\n")[0]
        # What is left of the client stops its loop when it is collected, and for that takes a lock that a
        # client that starts just then would hold in the same thread, for ever: not later, but now.
        gc.collect()
        raise UsageError(
            f"--cluster {self._address}: no Dask scheduler answers there: {why}. "
            "It says its own address when it starts, such as tcp://HOST:8786"
        )

    def _settle(self) -> None:
        """Give every worker what it needs, and the scheduler the order to take it back in the end."""
        from grader.batch.remote import Clearing, WorkerSide  # need Dask

        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError:
            raise UsageError(
                f"--cluster {self._address}: the scheduler has no workers; "
                f"start some with `dask worker {self._address}`"
            ) from None
        present = frozenset(self._client.nthreads())
        side = WorkerSide(pack_lessons(self._lessons), self._terms, present)
        try:
            self._client.register_plugin(Clearing(self._client.id, self._name))
            self._client.register_plugin(side, name=self._name)
        except GraderError as error:
            raise UsageError(f"--cluster {self._address}: {error}") from None
        except Exception as error:  # such as a machine without the grader
            raise UsageError(
                f"--cluster {self._address}: its scheduler and workers need the same installation "
                f"as this machine ({type(error).__name__}: {error})"
            ) from None

    def _dashboard(self) -> str:
        services = self._client.scheduler_info(n_workers=0)["services"]
        return str(self._client.dashboard_link) if "dashboard" in services else ""

    def _catch_interrupts(self, stack: ExitStack) -> None:
        """Let Ctrl-C cancel what waits on the cluster before it takes its usual way."""
        if threading.current_thread() is not threading.main_thread():
            return

        def interrupt(*_signal: Any) -> NoReturn:
            self._interrupted = True
            loop.add_callback(self._cancel_all)
            raise KeyboardInterrupt

        loop = cast("IOLoop", self._client.loop)
        before = signal.signal(signal.SIGINT, interrupt)
        stack.callback(signal.signal, signal.SIGINT, before)

    def _cancel_all(self) -> Any:
        return self._client.cancel(list(self._running), asynchronous=True)

    def grade(self, opened: Submission, lessons: Sequence[Lesson], terms: Terms) -> Report:
        """Grade one submission on some worker.

        Raises:
            UsageError: it cannot be graded as it is.
            GraderError: a worker failed.
            BackendGoneError: the scheduler cannot be reached any more, or Ctrl-C was pressed.
        """
        answer = self._answer(make_parcel(opened, lessons, terms))
        if isinstance(answer, GraderError):
            raise answer
        return Report.model_validate_json(answer)

    def _answer(self, parcel: Any) -> str | GraderError:
        from grader.batch.remote import grade_parcel

        key = f"grade-{parcel.submission.digest[:12]}-{uuid.uuid4().hex[:12]}"  # seen by all: no names
        try:
            future = self._client.submit(grade_parcel, parcel, self._name, key=key)
            self._running.add(future)
            if self._interrupted:
                raise BackendGoneError("interrupted")
            try:
                answer: str | GraderError = future.result()
            finally:
                self._running.discard(future)
        except (CancelledError, OSError, RuntimeError) as error:
            self._tell_gone(error)
        except BackendGoneError:
            raise
        except Exception as error:
            raise GraderError(f"the cluster lost it: {type(error).__name__}: {error}") from None
        return answer

    def _tell_gone(self, error: BaseException) -> NoReturn:
        raise BackendGoneError(
            f"--cluster {self._address}: the scheduler is gone. What was finished is kept: "
            "run the same command again, and it goes on from there"
        ) from error
