"""Finding an engine and its image, and what is said where they are not to be had."""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from grader import __version__
from grader.cli import main
from grader.sandbox.docker import engine as engines
from grader.sandbox.docker.archive import write_image
from grader.sandbox.docker.engine import EngineError, connect, engine_may_exist, is_local, require_image
from grader.sandbox.docker.labels import default_image, image_labels

if TYPE_CHECKING:
    from docker import DockerClient


@pytest.fixture
def nothing_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No variable, no context and no socket names an engine; returns the folder of Docker's settings."""
    for name in ("DOCKER_HOST", "DOCKER_CONTEXT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path))
    monkeypatch.setattr(engines, "DEFAULT_SOCKET", str(tmp_path / "none.sock"))
    return tmp_path


def choose_context(settings: Path, name: str, address: str) -> None:
    (settings / "config.json").write_text(json.dumps({"currentContext": name}))
    meta = settings / "contexts/meta" / hashlib.sha256(name.encode()).hexdigest()
    meta.mkdir(parents=True)
    endpoints = {"docker": {"Host": address, "SkipTLSVerify": False}}
    (meta / "meta.json").write_text(json.dumps({"Name": name, "Metadata": {}, "Endpoints": endpoints}))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("unix:///nowhere/docker.sock", "at unix:///nowhere/docker.sock: start Docker Desktop"),
        ("tcp://127.0.0.1:1", "at tcp://127.0.0.1:1"),
        ("junk://", "mend DOCKER_HOST"),
    ],
)
def test_no_engine_is_told_with_its_address_and_the_mend(
    address: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCKER_HOST", address)
    assert main(["image", "build"]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert "--sandbox import" in told


def test_the_context_is_followed(nothing_named: Path) -> None:
    choose_context(nothing_named, "lab", "unix:///lab/docker.sock")
    assert engine_may_exist()
    with pytest.raises(EngineError, match=r"unix:///lab/docker\.sock"):
        connect()


def test_a_context_that_is_not_there_is_no_reason_to_use_another(
    nothing_named: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_CONTEXT", "lab")
    with pytest.raises(EngineError, match="docker context ls"):
        connect()


def test_broken_settings_of_a_context_are_told(nothing_named: Path) -> None:
    choose_context(nothing_named, "lab", "unix:///lab/docker.sock")
    next(nothing_named.rglob("meta.json")).write_text("{")
    with pytest.raises(EngineError, match="settings cannot be used"):
        connect()


@contextmanager
def socket_of_another_user() -> Iterator[str]:
    """A listening socket that this process may not use, not even as root."""
    folder = tempfile.mkdtemp()  # tmp_path is closed to other users
    Path(folder).chmod(0o755)
    path = f"{folder}/docker.sock"
    user = os.geteuid()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        Path(path).chmod(0)
        import docker.transport  # noqa: F401 (what another user may be unable to read)

        try:
            os.seteuid(user or 65534)
            yield path
        finally:
            os.seteuid(user)
            shutil.rmtree(folder)


def test_a_socket_that_lets_nobody_in_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket_of_another_user() as path:
        monkeypatch.setenv("DOCKER_HOST", f"unix://{path}")
        with pytest.raises(EngineError, match="usermod -aG docker"):
            connect()


@pytest.mark.parametrize("name", ["DOCKER_HOST", "DOCKER_CONTEXT", "socket", "", "broken settings"])
def test_whether_it_is_worth_asking(name: str, nothing_named: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name.isupper():
        monkeypatch.setenv(name, "something")
    elif name:
        (nothing_named / ("none.sock" if name == "socket" else "config.json")).touch()
    assert engine_may_exist() is (name in {"DOCKER_HOST", "DOCKER_CONTEXT", "socket"})


def test_the_client_library_is_not_loaded_before_it_is_needed() -> None:
    script = (
        "import sys, grader.cli, grader.sandbox.docker.engine as e; e.engine_may_exist();"
        "assert not {'docker', 'requests', 'packaging'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


HERE = {"KernelVersion": platform.release(), "Name": socket.gethostname(), "OperatingSystem": "Debian"}
UNIX = "http+docker://localhost"


@pytest.mark.parametrize(
    ("base_url", "change", "local"),
    [
        (UNIX, {}, True),
        (UNIX, {"OperatingSystem": "Docker Desktop"}, False),
        (UNIX, {"Name": "docker-desktop"}, False),
        (UNIX, {"KernelVersion": "6.6.0-linuxkit"}, False),
        ("http://127.0.0.1:2375", {}, False),
        ("http+docker://ssh", {}, False),
    ],
)
def test_only_an_engine_of_this_machine_is_local(base_url: str, change: dict[str, str], local: bool) -> None:
    client = SimpleNamespace(api=SimpleNamespace(base_url=base_url), info=lambda: HERE | change)
    assert is_local(cast("DockerClient", client)) is local


@pytest.mark.docker
def test_a_real_engine_on_a_unix_socket_is_asked(engine: DockerClient) -> None:
    assert engine.ping()
    assert engine_may_exist()


@contextmanager
def empty_image(engine: DockerClient, name: str, labels: dict[str, str], folder: Path) -> Iterator[None]:
    (folder / "layer.tar").write_bytes(bytes(10240))  # how an archive without files looks
    archive = io.BytesIO()
    write_image(folder / "layer.tar", {"Labels": labels}, name, archive)
    engine.images.load(archive.getvalue())
    try:
        yield
    finally:
        engine.images.remove(name)


@pytest.mark.docker
@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ({}, "made by something else"),
        (
            image_labels({}) | {"fastapi-grader.version": "0.0.1"},
            f"version 0.0.1 of the grader, this is {__version__}",
        ),
    ],
)
def test_an_image_of_other_making_is_refused(
    engine: DockerClient, labels: dict[str, str], words: str, tmp_path: Path
) -> None:
    name = "fastapi-grader-test:other"
    with empty_image(engine, name, labels, tmp_path):
        with pytest.raises(EngineError, match=words) as told:
            require_image(engine, name)
        assert f"grade image build --name {name}" in str(told.value)


@pytest.mark.docker
def test_an_image_of_this_version_is_taken(engine: DockerClient, tmp_path: Path) -> None:
    with empty_image(engine, "fastapi-grader-test:own", image_labels({}), tmp_path):
        assert require_image(engine, "fastapi-grader-test:own").tags == ["fastapi-grader-test:own"]


@pytest.mark.docker
@pytest.mark.parametrize("name", ["fastapi-grader-test:absent", "Not A Name"])
def test_a_missing_image_is_told_with_the_mend(engine: DockerClient, name: str) -> None:
    with pytest.raises(EngineError, match=name):
        require_image(engine, name)


def test_the_default_name_is_fit_for_a_tag() -> None:
    name, _, tag = default_image().partition(":")
    assert name == "fastapi-grader"
    assert tag.endswith(f"-py{sys.version_info.major}.{sys.version_info.minor}")
    assert "+" not in tag
