"""Grades one side of a case and looks at every canary afterwards."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.grading import grade
from grader.job import Answer, Job
from grader.lesson import load_lesson
from grader.levels import LEVELS, IsolationLevel
from grader.results import Report
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits
from grader.sandbox.inside.processes import children, descendants
from grader.sandbox.inside.supervisor import become_subreaper
from grader.sandbox.settings import SandboxSettings
from grader.submission import open_submission
from grader.warm import WarmRunner
from tests.hostile.bait import LESSON, Bait
from tests.hostile.case import SOLUTION, Case, Expected, Side
from tests.hostile.containers import left_containers
from tests.hostile.memory import MIB, PeakMemory
from tests.hostile.rendering import render_all, unescaped

if TYPE_CHECKING:
    from docker import DockerClient

LIMITS = Limits(start_seconds=12, request_seconds=1.5, cpu_seconds=15, file_size=64 * MIB, output=4 * MIB)
MOST_GROWTH = 64 * MIB
GONE_SECONDS = 3.0
MOST_SECONDS = 90.0
NEEDED: IsolationLevel = "hardened"


@dataclass
class Verdict:
    """What came of one grading."""

    report: Report | None = None
    rendered: Mapping[str, str] = field(default_factory=dict)
    """The report in every format."""
    refusal: str = ""
    """Why there is no report."""
    complaints: list[str] = field(default_factory=list)
    """What the canaries say."""

    @property
    def text(self) -> str:
        """Everything that was told."""
        return "\n".join([self.refusal, *self.rendered.values()])


class Harness:
    """Grades in one sandbox, with one warm runner for all cases."""

    def __init__(
        self,
        run: WarmRunner,
        sandbox: SandboxSettings,
        folder: Path,
        temporary: Path,
        engine: DockerClient | None = None,
    ) -> None:
        """Lay out submissions and bait below `folder`; the grader's own files go to `temporary`.

        `engine` is where containers are looked for afterwards.
        """
        self._run = run
        self.sandbox = sandbox
        self._folder = folder
        self._temporary = temporary
        self._engine = engine
        self._usual = 0
        self.warm_up()

    def warm_up(self) -> None:
        """Attack the sandbox, and grade the solution, unwatched: what that uses is usual."""
        with (
            make_sandbox(self.sandbox) as sandbox,
            open_submission(SOLUTION) as submission,
            sandbox.start(submission, LIMITS),
        ):
            self.sandbox = self.sandbox.model_copy(update={"probed": sandbox.info})
        if self.holds():  # as strangers are graded
            self.sandbox = self.sandbox.model_copy(update={"require": NEEDED})
        with PeakMemory(self._checkers) as memory:
            verdict = self._outcome(SOLUTION, LESSON, deep=False)
        assert verdict.report is not None
        assert verdict.report.full_marks
        self._usual = memory.checker

    def holds(self) -> bool:
        """Say whether attacks on the sandbox have shown that harmful submissions are safe in it."""
        info = self.sandbox.probed
        return info is not None and LEVELS.index(info.level) >= LEVELS.index(NEEDED)

    def judge(self, case: Case, side: Side, expected: Expected, *, plain: bool = False) -> list[str]:
        """Return every difference from what is expected, and every complaint of a canary.

        The `plain` way takes no short cuts.
        """
        verdict = self.grade(case, side, plain=plain)
        if verdict.report is None:
            refused = bool(expected.refused) and expected.refused in verdict.refusal
            return verdict.complaints + ([] if refused else [f"refused: {verdict.refusal}"])
        return verdict.complaints + expected.differences(verdict.report, verdict.text)

    def grade(self, case: Case, side: Side, *, plain: bool = False) -> Verdict:
        """Grade, with everything that a submission may not touch around it."""
        with tempfile.TemporaryDirectory(dir=self._folder) as place, Bait(Path(place)) as bait:
            submission = case.lay_out(side, Path(place), bait.placeholders())
            before = set(descendants(os.getpid()))
            become_subreaper()  # a daemon that slips away ends up here, where it is found
            started = time.monotonic()
            with self._own_temporary_folder(), PeakMemory(self._checkers) as memory:
                verdict = self._outcome(submission, bait.lesson, deep=case.deep, plain=plain)
            seconds = time.monotonic() - started
            told = [
                *survivors(before, self._templates),
                *bait.disturbed(),
                *bait.told(verdict.text),
                *self._left(),
            ]
            become_subreaper(adopt=False)
            reap_orphans(self._templates())
        if seconds > MOST_SECONDS:
            told.append(f"took {seconds:.0f} s")
        for name, growth in (("grader", memory.own), ("checker", memory.checker - self._usual)):
            if growth > MOST_GROWTH:
                told.append(f"the {name} grew by {growth // MIB} MiB")
        verdict.complaints += told
        return verdict

    def _templates(self) -> set[int]:
        """Return the runner's own processes, which stay: those of lessons come as they are asked for."""
        engines, checkers = self._run._engines._process, self._run._checkers._process.pid
        alone = {self._run._hosts._process.pid, checkers} | ({engines.pid} if engines else set())
        return alone | set(children(checkers))

    def _checkers(self) -> list[int]:
        below = children(self._run._checkers._process.pid)  # a lesson's template, or a checker without one
        return [*below, *(pid for lesson in below for pid in children(lesson))]

    def _outcome(self, path: Path, lesson: Path, *, deep: bool, plain: bool = False) -> Verdict:
        def run(job: Job) -> Answer:
            return self._run(job.model_copy(update={"plain": plain}))

        try:
            with open_submission(path) as submission:
                report = grade(
                    submission, load_lesson(lesson), self.sandbox, limits=LIMITS, deep=deep, run=run
                )
        except UsageError as error:
            return Verdict(refusal=str(error))
        rendered = render_all(report)
        return Verdict(report, rendered, complaints=unescaped(rendered))

    @contextlib.contextmanager
    def _own_temporary_folder(self) -> Iterator[None]:
        known = tempfile.tempdir
        tempfile.tempdir = str(self._temporary)
        try:
            yield
        finally:
            tempfile.tempdir = known

    def _left(self) -> list[str]:
        containers = left_containers(self._engine) if self._engine else []
        left = sorted(self._temporary.iterdir())
        for path in left:
            path.rename(self._folder / f"left-{path.name}")
        return [*containers, *(f"temporary file left: {path.name}" for path in left)]


def survivors(before: Collection[int], allowed: Callable[[], set[int]]) -> list[str]:
    """Wait until everything that the grading started has gone; end and name what stays."""
    deadline = time.monotonic() + GONE_SECONDS
    while left := set(descendants(os.getpid())).difference(before, allowed()):
        if time.monotonic() > deadline:
            break
        time.sleep(0.01)
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return [f"process {pid} survived" for pid in sorted(left)]


def reap_orphans(own: Collection[int]) -> None:
    """Collect the dead that were adopted: thousands of them would make every look at /proc slow."""
    for pid in children(os.getpid()):
        state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
        if state == b"Z" and pid not in own:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
