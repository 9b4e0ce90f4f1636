"""Images that a real engine makes and runs."""

from __future__ import annotations

import io
import json
import platform
import sys
import tarfile
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from grader.sandbox.docker import image as images
from grader.sandbox.docker.engine import EngineError
from grader.sandbox.docker.image import Built, build_image
from grader.sandbox.docker.labels import provided_packages
from grader.sandbox.docker.provided import provided_distributions

if TYPE_CHECKING:
    from docker import DockerClient

NAME = "fastapi-grader-test:image"

LOOK = """
import ctypes, email_validator, fastapi, jinja2, json, multipart, os, pwd, socket, sqlite3, ssl, sys
import threading, uvicorn, zoneinfo
threading.Thread(target=int).start()
for library in ("libstdc++.so.6", "libgcc_s.so.1", "librt.so.1", "libz.so.1"):
    ctypes.CDLL(library)
print(json.dumps({
    "user": os.getuid(),
    "home": os.getcwd(),
    "python": list(sys.version_info[:2]),
    "fastapi": fastapi.__version__,
    "zone": str(zoneinfo.ZoneInfo("Asia/Tokyo")),
    "localhost": socket.gethostbyname("localhost"),
    "name": pwd.getpwuid(os.getuid()).pw_name,
    "paths": sys.path,
    "code": uvicorn.run.__code__.co_filename,
    "compiled": open(fastapi.__cached__, "rb").read(8)[4],
    "environment": sorted(os.environ),
}))
"""


@pytest.fixture(scope="module")
def built(engine: DockerClient) -> Iterator[Built]:
    yield build_image(NAME, "interpreter")
    engine.images.remove(NAME)


@pytest.mark.docker
@pytest.mark.slow
def test_an_image_of_this_interpreter_runs_apps(engine: DockerClient, built: Built) -> None:
    seen = json.loads(
        engine.containers.run(
            NAME,
            ["python3", "-I", "-c", LOOK],
            network_mode="none",
            read_only=True,
            cap_drop=["ALL"],
            remove=True,
        )
    )
    site = f"/opt/venv/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    assert seen["user"] == 65534
    assert seen["name"] == "nobody"
    assert seen["home"] == "/app"
    assert seen["python"] == list(sys.version_info[:2])
    assert seen["fastapi"] == version("fastapi")
    assert seen["zone"] == "Asia/Tokyo"
    assert seen["localhost"] == "127.0.0.1"
    assert all(path.startswith("/usr/local/lib/") for path in seen["paths"] if path != site)
    assert seen["code"] == f"{site}/uvicorn/main.py"
    assert seen["compiled"] == 1, "by hash, and never compared with the source"
    assert seen["environment"] == [
        "HOME",
        "HOSTNAME",
        "LANG",
        "PATH",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONUNBUFFERED",
    ]


@pytest.mark.docker
@pytest.mark.slow
def test_the_image_says_what_is_in_it(engine: DockerClient, built: Built) -> None:
    packages = provided_packages(engine.images.get(NAME).labels)
    assert packages["fastapi"] == version("fastapi")
    assert packages["pydantic-core"] == version("pydantic-core")
    assert "pytest" not in packages


@pytest.mark.docker
@pytest.mark.slow
def test_the_same_interpreter_gives_the_same_image(built: Built) -> None:
    again = build_image(NAME, "interpreter")
    assert (again.id, again.size) == (built.id, built.size)


@pytest.mark.docker
def test_a_base_that_is_not_to_be_had_is_told_with_the_mend(
    engine: DockerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "PYTHON", "0.0")
    with pytest.raises(EngineError, match="--from interpreter"):
        build_image("fastapi-grader-test:absent", "dockerfile")


@pytest.mark.docker
def test_an_engine_of_another_platform_cannot_use_this_interpreter(
    engine: DockerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "aarch64" if platform.machine() == "x86_64" else "x86_64"
    monkeypatch.setattr("platform.machine", lambda: other)
    with pytest.raises(EngineError, match="--from dockerfile"):
        build_image("fastapi-grader-test:absent", "interpreter")


def test_a_build_gets_the_dockerfile_and_the_versions_that_the_grader_has() -> None:
    with tarfile.open(fileobj=io.BytesIO(images._context(provided_distributions()))) as tar:
        files = {name: tar.extractfile(name).read().decode() for name in tar.getnames()}  # type: ignore[union-attr]
    assert f"uvicorn=={version('uvicorn')}\n" in files["requirements.txt"]
    assert "FROM python:${PYTHON}-slim" in files["Dockerfile"]


@pytest.mark.parametrize("name", ["Upper", "with space", "-x", "a:b:c d", ""])
def test_a_name_that_no_engine_takes_is_refused_before_the_work(name: str) -> None:
    with pytest.raises(EngineError, match="not a name"):
        build_image(name)
