"""Where submissions run: a protocol (`base`) and one module per implementation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable
    from pathlib import Path

    from grader.sandbox.base import Sandbox
    from grader.sandbox.hostprocess import Link
    from grader.sandbox.settings import SandboxSettings


def make_sandbox(
    settings: SandboxSettings,
    hidden: Iterable[Path] = (),
    *,
    template: socket.socket | None = None,
    container: Link | None = None,
    host: Link | None = None,
) -> Sandbox:
    """Build the sandbox that `settings` name.

    Submissions cannot read what lies below `hidden`. What is warm already is used: `template` is the
    requests socket of a `HostTemplate`, `container` the link with a container of a `ContainerPool`, `host`
    the link with a host of the `import` sandbox, under the grader's own interpreter and the job's limits.

    Raises:
        UsageError: this machine lacks what it needs; the text says what mends it.
    """
    if settings.name == "docker":
        from grader.sandbox.docker.sandbox import DockerSandbox

        return DockerSandbox(settings, container)
    from grader.sandbox.process import ProcessSandbox

    return ProcessSandbox(settings, hidden, template, host)
