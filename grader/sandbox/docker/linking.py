"""From a container's plan to a link with it, by the transport that fits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader.sandbox.docker.container import Blueprint, mounted_packages
from grader.sandbox.docker.descriptors import descriptor_link
from grader.sandbox.docker.engine import is_local
from grader.sandbox.hostprocess import Link
from grader.sandbox.settings import SandboxSettings, Transport

if TYPE_CHECKING:
    from docker import DockerClient


def link_for(client: DockerClient, plan: Blueprint, settings: SandboxSettings, packages: Path | None) -> Link:
    """Start a container from `plan` and return the link with it.

    Raises:
        EngineError: the engine refuses.
    """
    assert choose_transport(client, settings) == "descriptor"
    return descriptor_link(client, replace(plan, mounts=mounted_packages(packages)))


def choose_transport(client: DockerClient, settings: SandboxSettings) -> Transport:
    """Pass descriptors where the engine shares this machine's kernel; else use standard input and output."""
    if settings.transport != "auto":
        return settings.transport
    return "descriptor" if is_local(client) and settings.runtime in {"", "runc"} else "stdio"
