"""What `grade doctor` prints."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Protocol

from grader.reporting.visible import one_line
from grader.results import SandboxInfo

ADVICE = {
    "namespaces": "User namespaces are refused here. On Ubuntu 24.04 and later: "
    "`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0` allows them.",
    "landlock": "Landlock needs Linux 5.13 or newer (6.12 for all that is used) with `landlock` among the "
    "kernel's security modules (`cat /sys/kernel/security/lsm`).",
    "platform": "On macOS and Windows only limits hold for processes of the machine: use the docker sandbox.",
}


class Found(Protocol):
    """One sandbox, as it was found."""

    @property
    def name(self) -> str:
        """Name of the sandbox."""

    @property
    def info(self) -> SandboxInfo | None:
        """What the attacks have shown."""

    @property
    def problem(self) -> str:
        """Why it cannot be used at all."""


def page(findings: Sequence[Found]) -> str:
    """Return one paragraph per sandbox: its level, its layers, and the mends."""
    return "\n".join("\n".join(_lines(finding)) + "\n" for finding in findings)


def _lines(finding: Found) -> Iterator[str]:
    info = finding.info
    if info is None:
        yield f"{finding.name}: cannot be used. {one_line(finding.problem)}"
        return
    yield f"{finding.name}: isolation level {info.level}"
    yield from (f"  + {layer}" for layer in info.layers)
    yield from (f"  - {missing.layer}: {one_line(missing.why)}" for missing in info.missing)
    yield from (f"  {text}" for text in _advice(info))


def _advice(info: SandboxInfo) -> Iterator[str]:
    if info.missing and sys.platform != "linux":
        yield ADVICE["platform"]
    for defence in ("namespaces", "landlock"):
        if any(f"{defence}: " in missing.why for missing in info.missing):
            yield ADVICE[defence]
