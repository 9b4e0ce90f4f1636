"""Where submissions run: a protocol (`base`) and one module per implementation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable
    from pathlib import Path

    from grader.sandbox.base import Sandbox


def make_sandbox(
    settings: SandboxSettings, hidden: Iterable[Path] = (), template: socket.socket | None = None
) -> Sandbox:
    """Build the sandbox that `settings` name.

    Submissions cannot read what lies below `hidden`; `template` is the requests socket of a `HostTemplate`.
    """
    if settings.name == "docker":
        from grader.sandbox.docker.sandbox import DockerSandbox

        return DockerSandbox(settings)
    from grader.sandbox.process import ProcessSandbox

    return ProcessSandbox(settings, hidden, template)
