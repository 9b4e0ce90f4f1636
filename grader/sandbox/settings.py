"""Which sandbox to use, as plain data that can cross a process boundary."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from grader.levels import IsolationLevel
from grader.results import SandboxInfo

SandboxName = Literal["import", "docker"]
Defence = Literal["namespaces", "landlock", "seccomp", "capabilities"]
DEFENCES: tuple[Defence, ...] = ("namespaces", "landlock", "seccomp", "capabilities")
Transport = Literal["auto", "descriptor", "stdio"]


class SandboxSettings(BaseModel):
    """The sandbox asked for."""

    model_config = ConfigDict(frozen=True)

    name: SandboxName = "import"
    require: IsolationLevel = "none"
    """Nothing of the submission runs below this level."""
    without: tuple[Defence, ...] = ()
    """Defences to leave out: to try what each of them is for."""
    probed: SandboxInfo | None = None
    """What attacking this very sandbox has shown before; otherwise it is attacked first."""
    image: str = ""
    """Image of the `docker` sandbox; "" is the one that `grade image build` makes."""
    runtime: str = ""
    """Its container runtime, for example `runsc` (gVisor); "" is the engine's own."""
    transport: Transport = "auto"
    """How the `docker` sandbox is talked to: sockets passed in, or all over standard input and output."""
