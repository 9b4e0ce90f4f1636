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

from grader.sandbox.inside.processes import descendants

HANGS = """
    import ctypes, os, time
    from fastapi import FastAPI
    app = FastAPI()
    rename = ctypes.CDLL(None).prctl

    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            rename(15, b"hangs-daemon")
            time.sleep(600)
        os._exit(0)
    rename(15, b"hangs-app")
    time.sleep(600)
"""


@pytest.mark.parametrize("victim", ["grade", "checker", "supervisor", "host"])
def test_nothing_survives_when_the_grader_is_killed(tmp_path: Path, victim: str) -> None:
    (tmp_path / "main.py").write_text(dedent(HANGS))
    command = [sys.executable, "-m", "grader", str(tmp_path), "--lesson", "any-fastapi-app"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as grade:
        wait_until(lambda: hanging(grade.pid))
        below = descendants(grade.pid)
        named = {name_of(pid): pid for pid in below}
        os.kill(grade.pid if victim == "grade" else named[victim], signal.SIGKILL)
        if victim in {"supervisor", "host"}:
            below.remove(named["checker"])  # it goes on, with a new host
        wait_until(lambda: not any(alive(pid) for pid in below))
        if victim in {"supervisor", "host"}:
            wait_until(lambda: hanging(grade.pid))
            grade.kill()
        grade.communicate(timeout=30)
    assert grade.returncode == (3 if victim == "checker" else -signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_everything_with_130(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "scratch").mkdir()
    (tmp_path / "main.py").write_text(dedent(HANGS))
    command = [sys.executable, "-m", "grader", str(tmp_path / "main.py"), "--lesson", "any-fastapi-app"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "scratch")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as grade:
        wait_until(lambda: hanging(grade.pid))
        below = descendants(grade.pid)
        assert list((tmp_path / "scratch").iterdir())
        grade.send_signal(number)
        errors = grade.communicate(timeout=30)[1].decode()
    assert (grade.returncode, errors.strip()) == (130, "grade: interrupted")
    assert not any(alive(pid) for pid in below)
    assert not list((tmp_path / "scratch").iterdir())


def hanging(grade: int) -> bool:
    """Say whether the app and its daemon are there."""
    return {comm(pid) for pid in descendants(grade)} >= {"hangs-app", "hangs-daemon"}


def comm(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def name_of(pid: int) -> str:
    """Tell the grader's processes apart by their command line."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    if "grader.checks" in words:
        return "checker"
    if "supervisor" in words:
        return "supervisor"
    return "host" if "host" in words and is_host(pid) else str(pid)


def is_host(pid: int) -> bool:
    """The app's processes are forks of the host, with the same command line: the host is their parent."""
    parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return b"\0supervisor\0" in Path(f"/proc/{parent}/cmdline").read_bytes() and bool(descendants(pid))


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
