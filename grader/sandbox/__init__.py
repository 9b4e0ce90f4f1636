"""Where submissions run: a protocol (`base`) and one module per implementation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    import socket

    from grader.sandbox.base import Sandbox


def make_sandbox(settings: SandboxSettings, template: socket.socket | None = None) -> Sandbox:
    """Build the sandbox that `settings` name; `template` is the requests socket of a `HostTemplate`."""
    from grader.sandbox.process import ProcessSandbox

    table = {"import": ProcessSandbox}
    return table[settings.name](template)
