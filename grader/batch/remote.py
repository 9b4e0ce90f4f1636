"""What happens on the machines of a cluster; nothing of it outlives the batch there."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast

from distributed import SchedulerPlugin, WorkerPlugin, get_worker

from grader.batch.backend import grade_by_terms
from grader.batch.parcel import Parcel, unpack_lessons, unpack_submission
from grader.batch.terms import Terms
from grader.doctor import examine_one
from grader.errors import GraderError, LessonError, SubmissionError
from grader.lesson import list_lessons
from grader.results import SandboxInfo
from grader.runner import Run
from grader.sandbox.isolation import reaches, too_weak


class Clearing(SchedulerPlugin):
    """Takes the worker's side back when the batch leaves, in whichever way it ended."""

    def __init__(self, client: str, plugin: str) -> None:
        """Take the id of the batch's client, and the name of its worker plugin."""
        self.name = f"{plugin}-clearing"
        self._client = client
        self._plugin = plugin

    def remove_client(self, scheduler: Any, client: str) -> None:
        """Dask calls it when a client has gone."""
        if client == self._client:
            scheduler.loop.add_callback(self._clear, scheduler)

    async def _clear(self, scheduler: Any) -> None:
        await scheduler.unregister_scheduler_plugin(name=self.name)
        if self._plugin in scheduler.worker_plugins:
            await scheduler.unregister_worker_plugin(comm=None, name=self._plugin)


class WorkerSide(WorkerPlugin):
    """The lessons, and what makes gradings quick, on each worker."""

    def __init__(self, lessons: bytes, terms: Terms, present: frozenset[str]) -> None:
        """Take along what grading needs.

        Args:
            lessons: see `pack_lessons`.
            terms: how they are graded where the batch began.
            present: addresses of the workers that were there then.
        """
        self._packed = lessons
        self._present = present
        self._terms = terms

    async def setup(self, worker: Any) -> None:
        """Get ready to grade; Dask calls it on every worker.

        A worker that comes later and cannot grade as asked leaves again, and its log says why: Dask would
        give it tasks all the same.

        Raises:
            GraderError: this machine cannot grade as asked.
        """
        self._stack = ExitStack()
        try:
            await asyncio.to_thread(self._prepare, worker)
        except Exception as error:
            self._stack.close()
            if worker.address not in self._present:
                worker.loop.add_callback(worker.close, reason="cannot-grade-as-asked")
            raise GraderError(f"worker {worker.address} {error}") from None

    def _prepare(self, worker: Any) -> None:
        """Compare versions, attack the sandbox, unpack the lessons, start the templates."""
        if differences := other_versions(self._terms, Terms.here(self._terms.sandbox)):
            raise GraderError(f"has other versions: {'; '.join(differences)}")
        self._sandbox = self._terms.sandbox.model_copy(update={"probed": self._prove()})
        self._place = worker.local_directory
        specs = self._stack.enter_context(self._folder())
        unpack_lessons(self._packed, specs)
        self._lessons = {lesson.id: lesson for lesson in list_lessons(specs)}
        self._run = self._runner(worker.state.nthreads)

    def _prove(self) -> SandboxInfo:
        """Attack the sandbox, so that a machine that is too weak is told as such, and tried once only."""
        found = examine_one(self._terms.sandbox)
        if found.info is None:
            raise GraderError(f"cannot isolate submissions: {found.problem}")
        if not reaches(found.info.level, self._terms.sandbox.require):
            raise GraderError(f"is too weak: {too_weak(found.info, self._terms.sandbox.require)}")
        return found.info

    def _runner(self, threads: int) -> Run:
        """Return the quick way."""
        from grader.warm import WarmRunner

        containers = threads if self._sandbox.name == "docker" else 0
        return self._stack.enter_context(WarmRunner(containers=containers))

    def grade(self, parcel: Parcel) -> str:
        """Grade one submission; return the report as JSON.

        Raises:
            UsageError, GraderError: as `Backend.grade`.
        """
        terms = parcel.terms.model_copy(update={"sandbox": self._sandbox})
        lessons = [self._lessons[name] for name in parcel.lessons]
        with self._folder() as folder:
            submission = unpack_submission(parcel, folder)
            report = grade_by_terms(
                submission, lessons, terms, self._run, lambda: tuple(self._lessons.values())
            )
        return report.model_dump_json()

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        """Make a folder in Dask's own, which the next worker clears where this one is killed."""
        with tempfile.TemporaryDirectory(
            prefix="grade-", dir=self._place, ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)

    def teardown(self, worker: Any) -> None:  # noqa: ARG002 (Dask's signature)
        """End and remove all of it."""
        self._stack.close()


def grade_parcel(parcel: Parcel, plugin: str) -> str | GraderError:
    """Grade one submission; the task that runs on a worker.

    Returns the report as JSON, or what `Backend.grade` is to raise. Only what is wrong with the submission
    stays a UsageError: all else that this machine cannot do is told as a fault of this machine.
    """
    worker = get_worker()
    try:
        return cast("WorkerSide", worker.plugins[plugin]).grade(parcel)
    except (SubmissionError, LessonError) as error:
        return error
    except GraderError as error:
        return GraderError(f"worker {worker.address}: {error}")
    except Exception as error:  # Dask would log it with the submission
        return GraderError(f"worker {worker.address}: {type(error).__name__}: {error}")


def other_versions(wanted: Terms, there: Terms) -> list[str]:
    """Return in words which versions differ: those of the sender, and those of a worker."""
    pairs = {
        "fastapi-grader": (wanted.grader_version, there.grader_version),
        "Python": (wanted.python, there.python),
        **{name: (version, there.libraries.get(name)) for name, version in wanted.libraries.items()},
    }
    return [f"{name} {theirs}, here {ours}" for name, (ours, theirs) in pairs.items() if ours != theirs]
