"""A scheduler and workers of Dask as processes that share nothing with the tests but the installation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 240.0
"""Seconds that a busy machine may take for one step."""


class Machines:
    """Processes, each with a working folder and a TMPDIR of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.processes: dict[str, subprocess.Popen[str]] = {}
        file = self._start("scheduler", "dask_scheduler", "--host", "127.0.0.1", "--scheduler-file", "at")
        until(lambda: (file / "at").is_file() and (file / "at").stat().st_size > 0)
        self.address: str = json.loads((file / "at").read_text())["address"]

    def worker(self, name: str, *options: str, **environment: str) -> None:
        """Start a worker with one thread; `wait` tells when it is there."""
        more = ("--nthreads", "1", "--no-dashboard", "--name", name, "--death-timeout", "120", *options)
        self._start(name, "dask_worker", self.address, *more, **environment)

    def wait(self, *names: str) -> None:
        until(lambda: all("Registered to" in self.log(name) for name in names))

    def log(self, name: str) -> str:
        return (self.root / name / "log").read_text()

    def kill(self, name: str) -> None:
        self.processes[name].kill()
        self.processes[name].wait()

    def left(self, name: str) -> list[Path]:
        """What gradings left in a machine's temporary folder."""
        walked = os.walk(self.root.joinpath(name, "tmp"))  # which does not mind what goes meanwhile
        return sorted(
            Path(top, entry)
            for top, folders, files in walked
            for entry in [*folders, *files]
            if entry.startswith("grade-")
        )

    def grade(self, *arguments: str | Path, **environment: str) -> subprocess.Popen[str]:
        """Start `grade batch` on a machine of its own."""
        command = ["grader", "batch", *map(str, arguments)]
        return self._popen(f"parent{len(self.processes)}", command, subprocess.PIPE, **environment)

    def end(self) -> None:
        """End all, the scheduler last: what looks for it when it is told to end takes long."""
        for process in reversed(list(self.processes.values())):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for stream in (process.stdout, process.stderr):
                if stream:
                    stream.close()

    def _start(self, name: str, module: str, *arguments: str, **environment: str) -> Path:
        command = [f"distributed.cli.{module}", *arguments, "--dashboard-address", "127.0.0.1:0"]
        if module == "dask_scheduler":
            command += ["--port", "0"]
        self._popen(name, command, None, **environment)
        return self.root / name

    def _popen(
        self, name: str, command: list[str], errors: int | None, **environment: str
    ) -> subprocess.Popen[str]:
        folder = self.root / name
        (folder / "tmp").mkdir(parents=True)
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=folder,
                env={**os.environ, "TMPDIR": str(folder / "tmp"), **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=errors or log,
                text=True,
            )
        self.processes[name] = process
        return process


@contextmanager
def machines(root: Path) -> Iterator[Machines]:
    """Start a scheduler; whatever is started besides is gone in the end."""
    made = Machines(root)
    try:
        yield made
    finally:
        made.end()


def until(condition: Callable[[], bool]) -> None:
    """Wait for `condition`; fail when it does not come true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)


def read_until(process: subprocess.Popen[str], text: str) -> str:
    """Read what `process` tells until a line holds `text`; return all of it."""
    told = ""
    assert process.stderr is not None
    for line in process.stderr:
        told += line
        if text in line:
            return told
    raise AssertionError(f"it never told {text!r}: {told}")
