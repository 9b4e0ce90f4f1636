"""The Docker engine: finding it, and saying what to do where there is none.

`import docker` takes a noticeable part of a second, so it waits until an engine is really asked.
"""

from __future__ import annotations

import json
import os
import platform
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import UsageError
from grader.sandbox.docker.labels import VERSION_LABEL, default_image

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.images import Image

DEFAULT_SOCKET = "/var/run/docker.sock"
INSTEAD = "or grade with --sandbox import"


class EngineError(UsageError):
    """There is no engine, or it has not the image; the text says what mends it."""


def engine_may_exist() -> bool:
    """Whether it is worth asking for an engine: something names one. Cheap, and asks nobody."""
    named = os.environ.get("DOCKER_HOST") or os.environ.get("DOCKER_CONTEXT")
    return bool(named) or Path(DEFAULT_SOCKET).exists() or _context_chosen()


def _context_chosen() -> bool:
    folder = os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker"
    try:
        settings = json.loads(Path(folder, "config.json").read_text(encoding="utf-8"))
        return bool(settings.get("currentContext", "default") != "default")
    except (OSError, ValueError, AttributeError):
        return False


def connect(timeout: float = 10.0) -> DockerClient:
    """Return a client of the engine that `docker` itself would use: DOCKER_HOST, the context, the socket.

    `timeout` bounds each wait for an answer, in seconds.

    Raises:
        EngineError: none answers, or it does not let us in.
    """
    from docker import DockerClient
    from docker.errors import DockerException

    settings = _settings()
    address = settings.get("base_url") or f"unix://{DEFAULT_SOCKET}"
    scheme, _, path = address.partition("://")
    if scheme == "unix":
        _knock(path)
    try:
        return DockerClient(timeout=timeout, **settings)  # type: ignore[arg-type]  # fractions are fine
    except DockerException as error:
        why = f"No Docker engine answers at {address} ({error}): mend DOCKER_HOST or the context, {INSTEAD}"
        raise EngineError(why) from None


@contextmanager
def engine_error() -> Iterator[None]:
    """Tell what an engine refuses as an `EngineError`."""
    from docker.errors import DockerException
    from requests import RequestException

    try:
        yield
    except (DockerException, RequestException) as error:
        why = getattr(error, "explanation", None) or error
        raise EngineError(f"The Docker engine refused: {why}") from None


def _knock(path: str) -> None:
    """Connect to the engine's socket, since the system tells more precisely than the client what is wrong."""
    try:
        with socket.socket(socket.AF_UNIX) as knock:
            knock.connect(path)
    except PermissionError:
        raise EngineError(
            f"The Docker engine at unix://{path} does not let you in: `sudo usermod -aG docker $USER` and log"
            f" in anew (members of that group can do what root can), {INSTEAD}"
        ) from None
    except OSError:
        raise EngineError(
            f"No Docker engine answers at unix://{path}: start Docker Desktop, or"
            f" `sudo systemctl start docker`, {INSTEAD}"
        ) from None


def _settings() -> dict[str, Any]:
    """Where the engine is, and the certificates for it, as keywords of a client."""
    from docker.context import ContextAPI
    from docker.utils import kwargs_from_env

    try:
        if os.environ.get("DOCKER_HOST"):
            return dict(kwargs_from_env())
        settings = dict(ContextAPI.kwargs_from_context())
    except Exception as error:  # broken files of a context raise a bare Exception
        raise EngineError(f"The Docker settings cannot be used: {error}; mend them, {INSTEAD}") from None
    if not settings:
        raise EngineError(
            f"The Docker context that is chosen does not exist: `docker context ls` lists them, {INSTEAD}"
        )
    return settings


def is_local(client: DockerClient) -> bool:
    """Whether the engine runs on this very machine, so that our sockets and folders can be mounted.

    Docker Desktop answers on a local socket, too, but from a virtual machine; so does an engine whose
    socket is mounted into the container that we are in.
    """
    if client.api.base_url != "http+docker://localhost":  # what the client makes of unix://
        return False
    info = client.info()
    same_kernel = info.get("KernelVersion") == platform.release() and info.get("Name") == socket.gethostname()
    return same_kernel and info.get("OperatingSystem") != "Docker Desktop"


def require_image(client: DockerClient, name: str) -> Image:
    """Return the image called `name`.

    Raises:
        EngineError: it is not there, or another version of the grader made it.
    """
    from docker.errors import APIError, ImageNotFound

    command = "grade image build" if name == default_image() else f"grade image build --name {name}"
    try:
        image = client.images.get(name)
    except ImageNotFound:
        raise EngineError(f"The Docker image {name} is not there: `{command}` makes it") from None
    except APIError as error:
        raise EngineError(f"The Docker engine refused to tell about {name!r}: {error.explanation}") from None
    from grader import __version__

    made_by = image.labels.get(VERSION_LABEL)
    if made_by != __version__:
        maker = f"version {made_by} of the grader" if made_by else "something else than the grader"
        raise EngineError(
            f"The Docker image {name} was made by {maker}, this is {__version__}: `{command}` renews it"
        )
    return image
