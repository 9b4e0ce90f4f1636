"""Negative controls: without its defence a case does harm, and without harm no canary sings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.inside.processes import descendants
from grader.sandbox.settings import SandboxSettings
from tests.hostile import harness as module
from tests.hostile.bait import Bait
from tests.hostile.case import Case, load_cases
from tests.hostile.conftest import MakeHarness
from tests.hostile.memory import MIB, PeakMemory

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the canaries need Linux")


@pytest.mark.slow
@pytest.mark.parametrize("case", [case for case in load_cases() if case.without], ids=lambda case: case.name)
def test_a_case_does_harm_without_its_defence(case: Case, harness: MakeHarness) -> None:
    bare = harness(SandboxSettings(without=case.without))
    assert bare.judge(case, "hostile", case.expected("import")) != []


def test_nothing_sings_where_nothing_happens(tmp_path: Path) -> None:
    with Bait(tmp_path) as bait:
        assert bait.disturbed() == []
        assert bait.told("a report") == []


HARM = {
    "a file is changed": ("echo more >> '@OUTSIDE@/ledger.txt'", "ledger.txt was changed"),
    "a file is made": ("touch '@OUTSIDE@/new'", "new was changed"),
    "a mode is changed": ("chmod 600 '@OUTSIDE@/ledger.txt'", "ledger.txt was changed"),
    "the lesson is changed": ("echo >> '@LESSON@/checks/test_notes.py'", "test_notes.py was changed"),
    "something is left": ("touch /tmp/x-@MARK@", "left behind: /tmp/x-"),
    "a signal is sent": ("kill -USR1 @BYSTANDER_PID@", "the bystander was changed: ShdPnd"),
    "a process is stopped": ("kill -STOP @BYSTANDER_PID@", "the bystander was"),
    "a process is ended": ("kill -KILL @BYSTANDER_PID@", "the bystander was"),
    "a process is slowed down": ("renice 5 -p @BYSTANDER_PID@", "the bystander was changed"),
}


@pytest.mark.parametrize("what", HARM)
def test_the_canary_sings_when(what: str, tmp_path: Path) -> None:
    command, song = HARM[what]
    with Bait(tmp_path) as bait:
        for name, value in bait.placeholders().items():
            command = command.replace(name, value)
        subprocess.run(["sh", "-c", command], check=True, capture_output=True)
        told = bait.disturbed()
        Path(f"/tmp/x-{bait.mark}").unlink(missing_ok=True)
    assert any(song in line for line in told), told


KNOCK = """
import socket, sys
tcp, udp, path, box, name = sys.argv[1:]
socket.create_connection(("127.0.0.1", int(tcp)))
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(udp)))
socket.socket(socket.AF_UNIX).connect(path)
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"x", box)
socket.socket(socket.AF_UNIX).connect("\\0" + name)
"""
DOORS = ("@TCP_PORT@", "@UDP_PORT@", "@UNIX_SOCKET@", "@UNIX_DATAGRAM@", "@ABSTRACT_SOCKET@")


def test_every_door_counts_who_knocks(tmp_path: Path) -> None:
    with Bait(tmp_path) as bait:
        arguments = [bait.placeholders()[door] for door in DOORS]
        subprocess.run([sys.executable, "-c", KNOCK, *arguments], check=True)
        assert len(bait.listeners.hits()) == len(DOORS)
        assert bait.listeners.hits() == []


@pytest.mark.parametrize("veil", [str, lambda text: text[::-1], lambda text: text.encode().hex()])
def test_a_secret_is_heard_through_a_veil(veil: object, tmp_path: Path) -> None:
    with Bait(tmp_path) as bait:
        assert bait.told(f"<p>{veil(bait.secret)}</p>")  # type: ignore[operator]


def test_survivors_files_and_memory_are_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "GONE_SECONDS", 0.1)
    before = descendants(os.getpid())
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    assert module.survivors(before, set) == [f"process {child.pid} survived"]
    child.wait()
    with PeakMemory(list) as memory:
        assert len(b"x" * (100 * MIB))
    assert memory.own > 90 * MIB
