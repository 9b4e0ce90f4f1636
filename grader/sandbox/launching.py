"""What a host is told to start: one job, in the names that hold inside the sandbox."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.discovery import AppLocation, ImportPlan
from grader.lesson import Surroundings
from grader.sandbox.base import Limits
from grader.sandbox.inside.workfolder import SCRATCH, STAND_INS, WORK
from grader.sandbox.settings import DEFENCES, Defence
from grader.submission import Submission


@dataclass(frozen=True)
class Launch:
    """What every attempt to start one submission has in common."""

    submission: Submission
    location: AppLocation
    limits: Limits
    surroundings: Surroundings


@dataclass(frozen=True)
class Place:
    """Where a start happens. Paths are those that hold inside the sandbox."""

    folder: str
    """New folder for the working copy."""
    name: str
    """Name of the submission's own folder."""
    libraries: tuple[str, ...]
    """Folders of packages, imported from after everything else."""
    without: Sequence[Defence]
    """Defences that are left out."""
    hidden: tuple[str, ...]
    """What the submission must not read, even below folders that it may."""
    own_tmp: bool = False
    """Whether /tmp is the sandbox's own already, and all else read-only."""
    clear: tuple[str, ...] = ()
    """Folders to empty first."""

    @property
    def root(self) -> str:
        """The working copy of the submission."""
        return posixpath.join(self.folder, WORK, self.name)


def job(
    launch: Launch, plan: ImportPlan, place: Place, probe: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return the host's job; with `probe`, the targets of an attack, that is made instead of a start."""
    paths = [posixpath.join(place.root, path) for path in plan.paths]
    if launch.surroundings.modules is not None:
        paths.insert(0, posixpath.join(place.folder, STAND_INS))
    return {
        "folder": place.folder,
        "libraries": place.libraries,
        "clear": place.clear,
        "root": place.root,
        "cwd": posixpath.normpath(posixpath.join(place.root, str(launch.submission.discovery.project))),
        "module": plan.module,
        "paths": [posixpath.normpath(path) for path in paths],
        "name": launch.location.name,
        "factory": launch.location.kind == "factory",
        "environment": environment(launch, place),
        "limits": _limits(launch.limits),
        "isolation": _isolation(launch.limits, place),
        "probe": probe,
    }


def environment(launch: Launch, place: Place) -> dict[str, str]:
    """Return all the variables that the submission sees."""
    scratch = posixpath.join(place.folder, SCRATCH)
    own = {"PATH": os.defpath, "HOME": scratch, "TMPDIR": scratch, "LANG": "C.UTF-8"}
    return {**own, **launch.surroundings.settings}


def _limits(limits: Limits) -> dict[str, int]:
    return {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_CPU": limits.cpu_seconds,
        "RLIMIT_FSIZE": limits.file_size,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_CORE": 0,
    }


def _isolation(limits: Limits, place: Place) -> dict[str, Any]:
    return {
        "defences": [defence for defence in DEFENCES if defence not in place.without],
        "hidden": list(place.hidden),
        "own_tmp": place.own_tmp,
        "shown": list(place.libraries),
        "disk": limits.disk,
        "files": limits.files,
        "processes": limits.processes,
    }
