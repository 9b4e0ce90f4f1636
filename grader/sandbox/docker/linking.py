"""From a container's plan to a link with it, by the transport that fits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.docker.container import Blueprint, create, mounted_packages
from grader.sandbox.docker.descriptors import descriptor_link, remove
from grader.sandbox.docker.engine import engine_error, is_local
from grader.sandbox.docker.stdio import MODULE, stdio_link
from grader.sandbox.hostprocess import Link
from grader.sandbox.settings import SandboxSettings, Transport

if TYPE_CHECKING:
    from docker import DockerClient


def link_for(client: DockerClient, plan: Blueprint, settings: SandboxSettings, packages: Path | None) -> Link:
    """Start a container from `plan` and return the link with it.

    Raises:
        EngineError: the engine refuses.
    """
    if choose_transport(client, settings) == "descriptor":
        return descriptor_link(client, replace(plan, mounts=mounted_packages(packages)))
    container = create(client, replace(plan, module=MODULE, streams=True))
    try:
        with engine_error():
            link = stdio_link(container, packages)
    except BaseException:
        remove(container)
        raise

    def end() -> None:
        link.end()
        remove(container)

    return replace(link, end=end)


def choose_transport(client: DockerClient, settings: SandboxSettings) -> Transport:
    """Pass descriptors where the engine shares this machine's kernel; else use standard input and output."""
    if settings.transport != "auto":
        return settings.transport
    return "descriptor" if is_local(client) and settings.runtime in {"", "runc"} else "stdio"
