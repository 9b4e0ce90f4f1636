"""The checker process, alone: `python -P -m grader.checks SCRATCH [host]`.

SCRATCH is the folder for its temporary files. A Job on standard input, which stays open as a lifeline, an
Answer on standard output. It is started before there is a job: with `host` it starts the app host first of
all, which imports FastAPI while this process imports pytest and the runner opens the submission.
"""

from __future__ import annotations

import os
import sys
import threading
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from grader.checks.ending import end_everything
from grader.importing import importing, without_plugins
from grader.sandbox.base import Limits
from grader.sandbox.inside.supervisor import become_subreaper
from grader.sandbox.locallink import local_link

if TYPE_CHECKING:
    from grader.sandbox.hostprocess import Link

FOR_APPS = ("grader.sandbox.process", "grader.checks.fuzz.confirm")
"""What almost every app's checks need, and would else be imported when the host is ready and waits."""


def main(arguments: list[str]) -> None:
    """Get ready, read the job, grade, answer."""
    scratch = Path(arguments[0])
    answer_to = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints must not end up in the answer
    become_subreaper()
    without_plugins()
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(jobs, scratch), daemon=True).start()
    host = local_link(Path(sys.executable), Limits()) if "host" in arguments else None
    answer = _answer(jobs, scratch, host)
    with os.fdopen(answer_to, "wb") as channel:
        channel.write(answer)
    sys.stderr.flush()
    os._exit(0)  # all is closed: taking the interpreter down would only keep the runner waiting


def _listen(jobs: SimpleQueue[bytes], scratch: Path) -> None:
    """Pass on the job; end everything when standard input closes, be it before there is one."""
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(0, 65536)
        if not part:
            end_everything(scratch)
        line += part
    jobs.put(line)
    os.read(0, 1)
    end_everything(scratch)


def _answer(jobs: SimpleQueue[bytes], scratch: Path, host: Link | None) -> bytes:
    """Import what every job needs, then wait for the job and do it."""
    # httpx does without its own command line, which brings rich, click and Pygments along.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    with importing():
        from grader.checks import checker
        from grader.job import Job

        checker.settle(scratch)
        checker.import_pytest()
        for name in FOR_APPS if host else ():
            import_module(name)
    sys.dont_write_bytecode = True
    job = Job.model_validate_json(jobs.get())
    if host is not None and not job.fits_early_host:
        host.discard()
        host = None
    return checker.check(job, checker.Given(host=host)).encoded()


if __name__ == "__main__":
    main(sys.argv[1:])
