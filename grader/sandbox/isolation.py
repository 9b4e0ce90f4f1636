"""Isolation layers in words, and the level that they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from grader.levels import LEVELS, IsolationLevel
from grader.results import MissingLayer, SandboxInfo

LAYERS = {
    "environment": "environment rebuilt from empty",
    "limits": "limits on memory, CPU time, file size and open files",
    "output": "private working copy, closed standard input, bounded output",
    "tree": "whole process tree killed afterwards",
    "interpreter": "the interpreter is none that came with the submission",
    "files": "no other file can be read or written",
    "network": "no connection leaves",
    "processes": "no other process can be seen or signalled",
    "privileges": "no capabilities, no privileges to gain, rare system calls refused",
    "crowd": "number of processes bounded",
    "disk": "disk space bounded",
    "container": "a container of its own, memory of all processes together bounded",
}
BASE = ("environment", "limits", "output", "tree")
HARDENED = (*BASE, "interpreter", "files", "network", "processes", "privileges")


def describe(
    name: str, held: Sequence[str], missing: Mapping[str, str], unavailable: Iterable[str] = ()
) -> SandboxInfo:
    """Return what a report says: the layers in `held`, those in `missing` with the reason, the level.

    `unavailable` are defences that could not be put up.
    """
    return SandboxInfo(
        name=name,
        level=level(held),
        layers=tuple(text for layer, text in LAYERS.items() if layer in held),
        missing=tuple(
            MissingLayer(layer=text, why=missing[layer]) for layer, text in LAYERS.items() if layer in missing
        ),
        unavailable=tuple(sorted(unavailable)),
    )


def level(held: Sequence[str]) -> IsolationLevel:
    """Return the highest level all of whose layers are in force."""
    if not set(BASE) <= set(held):
        return "none"
    if not set(HARDENED) <= set(held):
        return "limits"
    return "container" if "container" in held else "hardened"


def reaches(found: IsolationLevel, wanted: IsolationLevel) -> bool:
    """Say whether a level is at least the one that was asked for."""
    return LEVELS.index(found) >= LEVELS.index(wanted)


def too_weak(found: SandboxInfo, wanted: IsolationLevel) -> str:
    """Say why a sandbox does not do for the level that was asked for, and what would."""
    text = f"isolation level {wanted} was required, the {found.name} sandbox reaches {found.level} here"
    if not found.missing:
        return f"{text}; grade with --sandbox docker"
    lines = [f"  {missing.layer}: {missing.why}" for missing in found.missing]
    return "\n".join([f"{text}; `grade doctor` says more. Not in force:", *lines])
