"""One hardened container: how it is made, and why each setting is there."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.sandbox.base import MIB, Limits
from grader.sandbox.docker.bootstrap import command_for
from grader.sandbox.docker.engine import engine_error

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.containers import Container

NOBODY = "65534:65534"
PACKAGES = "/packages"
"""Where the submission's requirements are, read-only."""
CONTROL = "/control"
LABEL = "fastapi-grader.sandbox"
MOST_CORES = 2
MOST_PACKAGES = 1024 * MIB
OWN_MEMORY = 128 * MIB
"""For the supervisor and the host, beside the submission."""


@dataclass(frozen=True)
class Blueprint:
    """What differs from one container to the next."""

    image: str
    runtime: str
    limits: Limits
    module: str = ""
    """Its main program, a module of the package `inside`, and its arguments."""
    arguments: Sequence[str] = ()
    mounts: Mapping[str, str] | None = None
    """Read-only folders: place in the container by path on the engine's machine."""
    streams: bool = False
    """Talk to it over its standard streams; packages then arrive there, in a folder of its own."""


def create(client: DockerClient, plan: Blueprint) -> Container:
    """Make a container, not yet started.

    Raises:
        EngineError: the engine refuses.
    """
    with engine_error():
        # Not `run`: it would pull an image that is missing.
        container: Container = client.containers.create(
            plan.image, command_for(plan.module, *plan.arguments), **_settings(plan)
        )
        return container


def _settings(plan: Blueprint) -> dict[str, Any]:
    from docker.types import LogConfig, Mount, Ulimit

    limits = plan.limits
    memory = limits.memory + limits.disk + OWN_MEMORY  # what lies on a tmpfs counts as memory
    return {
        "labels": {LABEL: str(os.getpid())},
        "user": NOBODY,
        "network_mode": "none",
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges"],
        "ipc_mode": "private",
        "init": True,  # reaps orphans
        "pids_limit": limits.processes,
        "mem_limit": memory,
        "memswap_limit": memory,  # the sum of both: no swap
        "nano_cpus": min(MOST_CORES, os.cpu_count() or 1) * 10**9,
        "shm_size": 16 * MIB,
        "ulimits": [Ulimit(name="core", soft=0, hard=0)],
        "tmpfs": {
            "/tmp": f"noexec,nosuid,nodev,size={limits.disk},nr_inodes={limits.files}",  # noqa: S108
            "/run": "noexec,nosuid,nodev,size=16m,nr_inodes=100,mode=1777",
            **({PACKAGES: f"exec,nosuid,nodev,size={MOST_PACKAGES},mode=1777"} if plan.streams else {}),
        },
        "mounts": [
            Mount(target=target, source=source, type="bind", read_only=True)
            for target, source in (plan.mounts or {}).items()
        ],
        "environment": {"MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        "working_dir": "/tmp",  # noqa: S108
        "log_config": LogConfig(type="none"),  # what is printed comes to the grader, bounded
        "stdin_open": plan.streams,
        "auto_remove": True,  # also when the grader is killed: the container ends with its lifeline
        **({"runtime": plan.runtime} if plan.runtime else {}),
    }


def mounted_packages(packages: Path | None) -> dict[str, str]:
    """Return the mount for the submission's requirements."""
    return {PACKAGES: str(packages)} if packages else {}
