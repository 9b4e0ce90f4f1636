"""Makes the image that submissions run in: from a registry, or from the running interpreter."""

from __future__ import annotations

import io
import os
import platform
import re
import sys
import tarfile
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any, Literal

from docker import DockerClient
from docker.errors import APIError, BuildError, ContainerError, DockerException
from requests.exceptions import RequestException

from grader.sandbox.docker.archive import ARCHITECTURES, add_bytes, write_image, write_layer
from grader.sandbox.docker.engine import EngineError, connect, require_image
from grader.sandbox.docker.labels import PYTHON, image_labels
from grader.sandbox.docker.provided import provided_distributions
from grader.sandbox.docker.rootfs import PREFIX, VENV, stage

Source = Literal["interpreter", "dockerfile"]
Packages = Mapping[str, Distribution]
"""By canonical name."""

BASE = f"python:{PYTHON}-slim"
BUILD_SECONDS = 900.0
_NAME = re.compile(r"[a-z0-9]+([._/:-]+[a-z0-9]+)*(:\w[\w.-]{0,127})?", re.ASCII)
_TRY = ["python3", "-I", "-c", "import fastapi, uvicorn, pydantic, sqlite3, ssl, zoneinfo, ctypes"]
_ENVIRONMENT = {
    "HOME": "/tmp",  # noqa: S108 (inside the container)
    "LANG": "C.UTF-8",
    "PATH": f"/{VENV}/bin:/{PREFIX}/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(frozen=True)
class Built:
    """A new image."""

    name: str
    id: str
    source: Source
    size: int
    """Bytes."""
    seconds: float


def build_image(name: str, source: Source | None = None) -> Built:
    """Make the image called `name`, from `source` or else from what can be had, and try it.

    The same packages and the same interpreter give the same image once more.

    Raises:
        EngineError: there is no engine, or the image cannot be made; the text says what to change.
    """
    if not _NAME.fullmatch(name):
        raise EngineError(f"--name {name}: not a name for an image; one looks like fastapi-grader:mine")
    started = time.monotonic()
    name = name if ":" in name.rpartition("/")[2] else f"{name}:latest"
    source = source or choose_source()
    packages = provided_distributions()
    try:
        with closing(connect(timeout=BUILD_SECONDS)) as client:
            _MAKERS[source](client, name, packages)
            image = require_image(client, name)
            client.containers.run(name, _TRY, network_mode="none", read_only=True, remove=True)
    except ContainerError as error:
        said = os.fsdecode(error.stderr or b"").strip().rpartition("\n")[2]
        raise EngineError(f"{name} was made, but does not run FastAPI: {said}") from None
    except (DockerException, RequestException) as error:
        raise EngineError(f"{name} cannot be made: {error}") from None
    return Built(name, str(image.id), source, int(image.attrs["Size"]), time.monotonic() - started)


def choose_source() -> Source:
    """Return "dockerfile" where the base image is here or in a registry that answers soon.

    Raises:
        EngineError: there is no engine.
    """
    with closing(connect()) as client:
        for ask in (client.images.get, client.images.get_registry_data):
            with suppress(APIError, RequestException):
                ask(BASE)
                return "dockerfile"
    return "interpreter"


def _from_dockerfile(client: DockerClient, name: str, packages: Packages) -> None:
    """Build it with Docker: the base image and the packages come from the net."""
    try:
        client.images.build(
            fileobj=io.BytesIO(_context(packages)),
            custom_context=True,
            tag=name,
            buildargs={"PYTHON": PYTHON},
            labels=image_labels(_versions(packages)),
            rm=True,
            forcerm=True,
        )
    except BuildError as error:
        log = "".join(str(entry.get("stream", "")) for entry in error.build_log).strip()
        raise EngineError(
            f"{name} cannot be made from {BASE}: {error.msg}\n{log[-2000:]}\n"
            "`grade image build --from interpreter` needs no network."
        ) from None


def _context(packages: Packages) -> bytes:
    pinned = "".join(f"{name}=={version}\n" for name, version in _versions(packages).items())
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        add_bytes(tar, "Dockerfile", Path(__file__).with_name("Dockerfile").read_bytes())
        add_bytes(tar, "requirements.txt", pinned.encode())
    return buffer.getvalue()


def _from_interpreter(client: DockerClient, name: str, packages: Packages) -> None:
    """Copy the running interpreter with its packages: no network at all."""
    _refuse_other_platform(client.info())
    with tempfile.TemporaryDirectory(prefix="grade-image-") as folder:
        root, layer, archive = (Path(folder, part) for part in ("root", "layer.tar", "image.tar"))
        root.mkdir()
        stage(root, packages.values())
        with layer.open("wb") as file:
            write_layer(root, file)
        with archive.open("wb") as file:
            write_image(layer, _config(packages), name, file)
        with archive.open("rb") as file:
            client.images.load(file)


def _config(packages: Packages) -> Mapping[str, Any]:
    return {
        "Cmd": ["python3"],
        "Env": [f"{key}={value}" for key, value in _ENVIRONMENT.items()],
        "Labels": image_labels(_versions(packages)),
        "User": "65534:65534",
        "WorkingDir": "/app",
    }


def _versions(packages: Packages) -> dict[str, str]:
    return {name: one.version for name, one in packages.items()}


def _refuse_other_platform(engine: Mapping[str, Any]) -> None:
    here, there = (sys.platform, platform.machine()), (engine["OSType"], engine["Architecture"])
    if here != there or platform.machine() not in ARCHITECTURES:
        raise EngineError(
            f"This interpreter ({' '.join(here)}) does not run on the Docker engine ({' '.join(there)}):"
            f" `grade image build --from dockerfile` gets another from a registry, which must be reachable"
        )


_MAKERS = {"dockerfile": _from_dockerfile, "interpreter": _from_interpreter}
