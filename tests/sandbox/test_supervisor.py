"""What a sweep finds and kills, in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from grader.sandbox.inside import processes

HELP = """
import ctypes, os, platform, signal, sys, threading, time
from grader.sandbox.inside import processes, supervisor

SYS_EXIT = {"x86_64": 60, "aarch64": 93}

def child(act):
    ready, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        act()
        os.write(told, b".")
        time.sleep(60)
        os._exit(0)
    os.close(told)
    os.read(ready, 1)
    return pid

def lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
"""
LISTED = Path(processes.CHILDREN).exists()
WAYS = [
    pytest.param("", marks=pytest.mark.skipif(not LISTED, reason="no lists of children")),
    pytest.param("processes.CHILDREN = '/none'", id="all processes"),
    pytest.param("del os.pidfd_open", marks=pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="none")),
]


def run(text: str, way: str = "") -> str:
    command = [sys.executable, "-c", f"{HELP}\n{way}\n{dedent(text)}"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.mark.parametrize("way", WAYS)
def test_all_below_are_killed_but_the_spared(way: str) -> None:
    told = run(
        """
        supervisor.become_subreaper()
        inner, outer = os.pipe()
        host = child(lambda: os.write(outer, str([child(lambda: None) for _ in range(3)]).encode() + b" "))
        grandchildren = eval(os.read(inner, 999))
        other = child(lambda: None)
        print(sorted(processes.descendants(os.getpid())) == sorted([host, other, *grandchildren]))
        supervisor.sweep(spare={host})
        print(lives(host), lives(other))
        print(processes.descendants(host), processes.descendants(os.getpid()) == [host])
        os.kill(host, 9)
        """,
        way,
    )
    assert told == "True\nTrue False\n[] True\n"


@pytest.mark.skipif(not LISTED, reason="a look at all processes takes too long to catch them")
def test_those_that_lose_their_parents_are_found() -> None:
    """A chain whose links each make the next and end, for as long as it is let."""
    told = run(
        """
        supervisor.become_subreaper()
        def chain():
            if os.fork() == 0:
                os.setsid()
                while os.fork() == 0:
                    pass
                os._exit(0)
        host = child(chain)
        supervisor.sweep(spare={host})
        time.sleep(0.2)
        print(processes.descendants(os.getpid()) == [host])
        os.kill(host, 9)
        """
    )
    assert told == "True\n"


@pytest.mark.skipif(sys.platform != "linux", reason="a system call by its number")
@pytest.mark.parametrize("way", WAYS)
def test_a_process_whose_first_thread_has_ended_is_not_dead(way: str) -> None:
    told = run(
        """
        def leave():
            def go_on():
                deadline = time.monotonic() + 10
                while " Z " not in open(f"/proc/{os.getpid()}/stat").read() and time.monotonic() < deadline:
                    time.sleep(0.001)
                os.write(told, b".")
                time.sleep(60)
            threading.Thread(target=go_on).start()
            ctypes.CDLL(None).syscall(SYS_EXIT[platform.machine()], 0)
        ready, told = os.pipe()
        pid = os.fork()
        if pid == 0:
            leave()
        os.read(ready, 1)
        print(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0])
        print(processes.descendants(os.getpid()) == [pid])
        supervisor.sweep()
        print(processes.descendants(os.getpid()), lives(pid))
        """,
        way,
    )
    assert told == "Z\nTrue\n[] False\n"


def test_the_dead_are_passed_over() -> None:
    told = run("""
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        print(processes.descendants(os.getpid()), lives(pid))
    """)
    assert told == "[] True\n"
