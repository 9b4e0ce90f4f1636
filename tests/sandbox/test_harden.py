"""The parts of the hardening that can be told without an app."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.inside import harden, namespaces, seccomp, workfolder
from grader.sandbox.isolation import BASE, HARDENED, LAYERS, describe, level, reaches

HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", seccomp.ARCHITECTURES)
def test_system_calls_have_the_kernels_numbers(machine: str) -> None:
    if not HEADERS[machine].exists():
        pytest.skip(f"no kernel headers ({HEADERS[machine]})")
    defined = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", HEADERS[machine].read_text()))
    column = list(seccomp.ARCHITECTURES).index(machine)
    named = {**seccomp.DENIED, "socket": seccomp.SOCKET, "connect": seccomp.CONNECT, "clone": seccomp.CLONE}
    assert {name: numbers[column] for name, numbers in named.items()} == {
        name: int(defined[name]) for name in named
    }


ALLOWED, DENIED = seccomp.ALLOW, seccomp.ERRNO | 1
REFUSED = seccomp.ERRNO | 111
FILTERED = {
    "read": ((0, 0, 0), ALLOWED),
    "ptrace": ((101, 0, 0), DENIED),
    "connect": ((42, 5, 0), REFUSED),
    "a Unix stream socket, as asyncio makes it": ((41, 1, 1 | 0o4000 | 0o2000000), ALLOWED),
    "a Unix datagram socket": ((41, 1, 2), REFUSED),
    "a TCP socket": ((41, 2, 1), REFUSED),
    "a netlink socket": ((41, 16, 3), REFUSED),
    "a thread": ((56, 0x3D0F00, 0), ALLOWED),
    "a user namespace by clone": ((56, 0x10000000 | 17, 0), DENIED),
    "clone3, whose flags cannot be seen": ((435, 0, 0), seccomp.ERRNO | 38),
    "an x32 call": ((0x40000000 | 101, 0, 0), seccomp.ERRNO | 38),
}


@pytest.mark.parametrize("name", FILTERED)
def test_the_filter_decides(name: str) -> None:
    (number, first, second), verdict = FILTERED[name]
    assert run_filter("x86_64", number, (first, second)) == verdict


def test_another_architecture_ends_the_process() -> None:
    assert run_filter("x86_64", 0, (0, 0), architecture=0x40000003) == seccomp.KILL_PROCESS


def run_filter(machine: str, number: int, arguments: tuple[int, int], architecture: int | None = None) -> int:
    """Interpret the filter as the kernel would."""
    lines = seccomp.program(machine)
    data = {
        seccomp.NUMBER_AT: number,
        seccomp.ARCHITECTURE_AT: seccomp.ARCHITECTURES[machine] if architecture is None else architecture,
        **{seccomp.argument_at(index): value for index, value in enumerate(arguments)},
    }
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, value = lines[at]
        at += 1
        if code == seccomp.LOAD:
            accumulator = data[value]
        elif code == seccomp.AND:
            accumulator &= value
        elif code == seccomp.RETURN:
            return value
        else:
            tests = {
                seccomp.EQUAL: accumulator == value,
                seccomp.AT_LEAST: accumulator >= value,
                seccomp.ANY_BIT: bool(accumulator & value),
            }
            at += if_true if tests[code] else if_false


def test_no_secret_is_covered(tmp_path: Path) -> None:
    for name in ("lib/site/fastapi", "lib/site/grader/specs", "lib/other"):
        (tmp_path / name).mkdir(parents=True)
    hidden = [str(tmp_path / "lib/site/grader")]
    covered = {
        path.removeprefix(f"{tmp_path}/"): whole for path, whole in harden.cover(str(tmp_path), hidden)
    }
    assert covered == {
        str(tmp_path): False,
        "lib": False,
        "lib/other": True,
        "lib/site": False,
        "lib/site/fastapi": True,
    }
    assert list(harden.cover(hidden[0], hidden)) == []
    assert list(harden.cover(f"{hidden[0]}/specs", hidden)) == []


def test_folders_below_others_are_shown_once(tmp_path: Path) -> None:
    for name in ("a/b", "ab"):
        (tmp_path / name).mkdir(parents=True)
    paths = [str(tmp_path / name) for name in ("a/b", "ab", "a", "missing")]
    assert namespaces.topmost(paths) == [str(tmp_path / "a"), str(tmp_path / "ab")]


def test_a_folder_is_emptied_whatever_lies_there(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    top = tmp_path / "top"
    top.mkdir()
    (top / "link").symlink_to(outside)
    (top / "locked").mkdir()
    (top / "locked" / "file").touch()
    (top / "locked").chmod(0)
    deepest = os.open(top, os.O_RDONLY)
    for _ in range(1500):  # deeper than Python recurses, longer than a path may be
        os.mkdir("deep", dir_fd=deepest)
        inner = os.open("deep", os.O_RDONLY, dir_fd=deepest)
        os.close(deepest)
        deepest = inner
    os.close(deepest)
    workfolder.clear(str(top))
    assert list(top.iterdir()) == []
    assert [path.name for path in outside.iterdir()] == ["kept"]


def test_levels_need_all_their_layers() -> None:
    everything = [*HARDENED, "container"]
    assert [level(layers) for layers in ((), BASE, HARDENED, everything)] == [
        "none",
        "limits",
        "hardened",
        "container",
    ]
    for layer in HARDENED:
        less = level([held for held in everything if held != layer])
        assert less == ("none" if layer in BASE else "limits")
        assert not reaches(less, "hardened")
    assert level([*BASE, "container"]) == "limits", "a container whose defences do not hold is none"


def test_what_is_missing_is_told_with_the_reason() -> None:
    info = describe("import", BASE, {"files": "a private file could be read"})
    assert [(missing.layer, missing.why) for missing in info.missing] == [
        (LAYERS["files"], "a private file could be read")
    ]
    assert LAYERS["limits"] in info.layers


HALFWAY = """
import errno, os
from grader.sandbox.inside import namespaces

def refuse(path, text):
    raise PermissionError(errno.EPERM, "as Ubuntu 24.04 does")

namespaces._write = refuse
names = [f"/proc/self/ns/{name}" for name in ("user", "mnt", "net", "ipc", "pid_for_children")]
before = [os.readlink(name) for name in names]
try:
    namespaces.move_out()
except OSError as error:
    assert error.errno == errno.EPERM, error
    assert [os.readlink(name) for name in names] == before
    print("unchanged")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_namespaces_that_can_be_made_but_not_used_are_not_entered_half_way() -> None:
    run = subprocess.run([sys.executable, "-c", HALFWAY], check=True, capture_output=True, text=True)
    assert run.stdout == "unchanged\n"


TRIALS = """
import os
from grader.sandbox.inside import harden, namespaces

trials, refused = os.pipe2(os.O_NONBLOCK), True

def leave():
    os.write(trials[1], b".")
    if refused:
        os.kill(os.getpid(), 9)

namespaces._leave_user_and_processes = leave
namespaces.unshare = lambda flags: None
plan = {"defences": ["namespaces"]}
for refused in (True, True, False, False):
    harden.prepare(plan, [])
print(len(os.read(trials[0], 99)))
if os.fork() == 0:
    namespaces.move_out()
    os._exit(0)
os.wait()
harden.prepare({"defences": []}, [])
os.write(trials[1], b".")
print(len(os.read(trials[0], 99)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="namespaces are Linux's")
def test_namespaces_are_tried_until_they_can_be_used_and_no_more() -> None:
    run = subprocess.run([sys.executable, "-c", TRIALS], check=True, capture_output=True, text=True)
    assert run.stdout == "4\n1\n"
