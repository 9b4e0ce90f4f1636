"""When any of the grader's own processes is killed, nothing of the submission survives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import pytest

from grader.sandbox.supervisor import descendants

HANGS = """
    import os, time
    from fastapi import FastAPI
    app = FastAPI()

    def note(name):
        with open("{notes}/" + name, "w") as file:
            file.write(str(os.getpid()))

    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            note("daemon")
            time.sleep(600)
        os._exit(0)
    note("app")
    time.sleep(600)
"""


@pytest.mark.parametrize("victim", ["grade", "checker", "supervisor", "host"])
def test_nothing_survives_when_the_grader_is_killed(tmp_path: Path, victim: str) -> None:
    submission, notes = tmp_path / "submission", tmp_path / "notes"
    submission.mkdir()
    notes.mkdir()
    (submission / "main.py").write_text(dedent(HANGS).format(notes=notes))
    command = [sys.executable, "-m", "grader", str(submission), "--lesson", "any-fastapi-app"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as grade:
        wait_until(lambda: len(list(notes.iterdir())) == 2)
        below = {name_of(pid): pid for pid in descendants(grade.pid)}
        os.kill(grade.pid if victim == "grade" else below[victim], signal.SIGKILL)
        pids = [int(path.read_text()) for path in notes.iterdir()]
        wait_until(lambda: not any(alive(pid) for pid in [*pids, *below.values()]))
        output = grade.communicate(timeout=30)[0].decode()
    assert "Traceback (most recent call last)" not in output or victim == "checker"
    assert grade.returncode == {"grade": -signal.SIGKILL, "checker": 3}.get(victim, 1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_everything_with_130(tmp_path: Path, number: signal.Signals) -> None:
    for name in ("notes", "scratch"):
        (tmp_path / name).mkdir()
    (tmp_path / "main.py").write_text(dedent(HANGS).format(notes=tmp_path / "notes"))
    command = [sys.executable, "-m", "grader", str(tmp_path / "main.py"), "--lesson", "any-fastapi-app"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "scratch")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as grade:
        wait_until(lambda: len(list((tmp_path / "notes").iterdir())) == 2)
        below = descendants(grade.pid)
        assert list((tmp_path / "scratch").iterdir())
        grade.send_signal(number)
        errors = grade.communicate(timeout=30)[1].decode()
    assert (grade.returncode, errors.strip()) == (130, "grade: interrupted")
    assert not any(alive(pid) for pid in below)
    assert not list((tmp_path / "scratch").iterdir())


def name_of(pid: int) -> str:
    """Tell the grader's processes apart by their command line."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    named = {"grader.checks.checker": "checker", "supervisor.py": "supervisor", "host.py": "host"}
    for word in words[:4]:
        for ending, name in named.items():
            if word.endswith(ending) and (name != "host" or is_host(pid)):
                return name
    return str(pid)


def is_host(pid: int) -> bool:
    """The app's processes are forks of the host, with the same command line: the host is their parent."""
    parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return b"supervisor.py" in Path(f"/proc/{parent}/cmdline").read_bytes() and bool(descendants(pid))


def alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def wait_until(condition: object) -> None:
    deadline = time.monotonic() + 15
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)
