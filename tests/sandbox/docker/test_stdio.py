"""A container that is reached by its standard streams only behaves like one that gets descriptors."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.sandbox.base import MIB, Limits
from grader.sandbox.bundle import bundle
from grader.sandbox.docker.bootstrap import command_for
from grader.sandbox.docker.stdio import MODULE, stdio_link
from grader.sandbox.forking import Forked, fork
from grader.sandbox.hostprocess import HostProcess

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.containers import Container

pytestmark = pytest.mark.docker

LIMITS = Limits()
APP = """
import os, sys
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

app = FastAPI()

@app.get("/")
def read():
    open("made.txt", "w").write("by the app")
    print("served", "." * 5000, "to the end")
    return {"python": sys.version.split()[0]}

@app.get("/flood")
def flood():
    return StreamingResponse(b"f" * 65536 for _ in iter(int, 1))

@app.post("/size")
async def size(request: Request):
    return len(await request.body())

@app.get("/end")
def end():
    print("going down")
    os._exit(3)

@app.get("/package")
def package():
    import brought
    return brought.WORD
"""


@pytest.fixture
def container(engine: DockerClient, docker_image: str) -> Iterator[Container]:
    made: Container = engine.containers.create(
        docker_image,
        command_for(MODULE),
        user="65534:65534",
        network_mode="none",
        read_only=True,
        cap_drop=["ALL"],
        security_opt=["no-new-privileges"],
        init=True,
        stdin_open=True,
        mem_limit=512 * MIB,
        tmpfs={
            "/tmp": "noexec,nosuid,nodev,size=64m",
            "/run": "noexec,nosuid,nodev,size=4m,nr_inodes=100,mode=1777",
            "/packages": "exec,nosuid,nodev,size=16m,mode=1777",
        },
        working_dir="/tmp",
        environment={"MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    yield made
    made.remove(force=True)


@pytest.fixture
def host(container: Container) -> Iterator[HostProcess]:
    process = linked(container)
    yield process
    process.close()


def linked(container: Container, packages: Path | None = None) -> HostProcess:
    return HostProcess("python3", LIMITS, stdio_link(container, packages))


def job(number: int = 1, **more: Any) -> dict[str, Any]:
    root = f"/tmp/grade-{number}/w/app"
    return {
        "folder": f"/tmp/grade-{number}",
        "clear": ["/tmp"],
        "root": root,
        "cwd": root,
        "module": "main",
        "paths": [root],
        "libraries": ["/packages"],
        "name": "app",
        "factory": False,
        "environment": {"PATH": os.defpath, "HOME": root},
        "limits": {"RLIMIT_CORE": 0},
        "isolation": {
            "defences": ["capabilities", "landlock", "seccomp"],
            "hidden": [],
            "shown": [],
            "disk": 64 * MIB,
            "files": 1000,
            "processes": 100,
            "own_tmp": True,
        },
        "probe": None,
        **more,
    }


@contextlib.contextmanager
def started(host: HostProcess, folder: Path, source: str = APP, number: int = 1) -> Iterator[Forked]:
    app = folder / "app"
    app.mkdir(exist_ok=True)
    (app / "main.py").write_text(source)
    with bundle(app, None) as files, ExitStack() as stack:
        forked = fork(host, job(number), files, LIMITS, stack)
        yield forked


def await_ready(host: HostProcess, forked: Forked) -> dict[str, Any]:
    answer = host.await_line(forked.status, 20)
    assert answer is not None
    return dict(json.loads(answer[0] or b"{}"))


def receive(end: socket.socket) -> bytes:
    end.settimeout(10)
    return end.recv(1)


def ask(forked: Forked, path: str, body: bytes = b"") -> bytes:
    method = "POST" if body else "GET"
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    with forked.app.connect() as connection:
        connection.settimeout(20)
        with contextlib.suppress(BrokenPipeError):
            connection.sendall(head.encode() + body)
        with connection.makefile("rb") as file:
            return file.read().rpartition(b"\r\n")[2]


def test_everything_that_a_start_is_comes_across(host: HostProcess, tmp_path: Path) -> None:
    with started(host, tmp_path) as forked:
        assert forked.problems == {}
        assert await_ready(host, forked) == {"ready": True}
        assert "python" in json.loads(ask(forked, "/"))
        assert forked.app.log().endswith("to the end\n")
        assert forked.app.list_files() == ("made.txt", "main.py")
        assert forked.app.read_file("made.txt") == b"by the app"
        assert forked.app.read_file("none.txt") is None
        assert forked.app.read_file("../../etc/passwd") is None
        assert ask(forked, "/size", b"x" * 3 * MIB) == str(3 * MIB).encode()
        assert (forked.app.peak_memory() or 0) > MIB
        assert forked.app.exited() == ""
        assert ask(forked, "/end") == b""
        assert forked.app.exit_status() == 3
        assert forked.app.log().endswith("going down\n")
        assert forked.app.read_file("made.txt") == b"by the app", "also when the process has gone"
        with pytest.raises(ConnectionRefusedError):
            forked.app.connect()
    with started(host, tmp_path, number=2) as forked:
        assert await_ready(host, forked) == {"ready": True}
        assert forked.app.list_files() == ("main.py",)
        assert forked.app.stop(5)


def test_why_it_does_not_start_is_told(host: HostProcess, tmp_path: Path) -> None:
    with started(host, tmp_path, "print('x' * 100_000)\nraise ValueError('slip')") as forked:
        assert await_ready(host, forked)["error"]["text"] == "slip"
    with started(host, tmp_path, "print('y' * 100_000, flush=True)\nimport os; os._exit(7)", 2) as forked:
        assert await_ready(host, forked) == {}
        assert forked.app.exit_status() == 7
        assert forked.app.log().endswith("yyy\n")


def test_a_flood_holds_up_nothing(host: HostProcess, tmp_path: Path) -> None:
    with started(host, tmp_path) as forked:
        await_ready(host, forked)
        with forked.app.connect() as flooded, forked.app.connect() as silent:
            flooded.sendall(b"GET /flood HTTP/1.1\r\nHost: x\r\n\r\n")
            silent.sendall(b"POST /size HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n")
            time.sleep(0.5)
            began = time.monotonic()
            assert forked.app.exit_status() is None
            assert "python" in json.loads(ask(forked, "/"))
            assert time.monotonic() - began < 5
        host.sweep()
        assert not host.gone


def test_packages_are_there_before_the_host(container: Container, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    (packages / "brought.py").write_text("WORD = 'hello'")
    (packages / "data.bin").write_bytes(os.urandom(5 * MIB))
    host = linked(container, packages)
    with started(host, tmp_path) as forked:
        await_ready(host, forked)
        assert json.loads(ask(forked, "/package")) == "hello"
    host.close()


@pytest.mark.parametrize("killed", [False, True])
def test_container_threads_and_descriptors_end_with_the_link(
    killed: bool, container: Container, tmp_path: Path
) -> None:
    def held() -> int:
        return threading.active_count() + len(list(Path("/proc/self/fd").iterdir()))

    before = held()
    host = linked(container)
    with started(host, tmp_path) as forked:
        await_ready(host, forked)
        if killed:
            container.kill()
            assert receive(forked.status) == b""
            assert forked.app.exit_status() is None
            assert host.gone
    host.close()
    container.reload()
    assert container.status == "exited"
    deadline = time.monotonic() + 5
    while held() > before + 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert held() <= before + 2, "the Docker client keeps a connection from each call"


GRADER = """
import sys, time, docker
from tests.sandbox.docker.test_stdio import linked
container = docker.from_env().containers.get(sys.argv[1])
print(linked(container).hello(), flush=True)
time.sleep(60)
"""


def test_the_container_ends_when_the_grader_is_killed(container: Container) -> None:
    command = [sys.executable, "-c", GRADER, str(container.id)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as grader:
        assert grader.stdout is not None
        assert grader.stdout.readline()
        grader.kill()
    container.wait(timeout=5)
