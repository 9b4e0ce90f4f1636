"""Where submissions run: a protocol (`base`) and one module per implementation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.sandbox.settings import SandboxSettings

if TYPE_CHECKING:
    from grader.sandbox.base import Sandbox


def make_sandbox(settings: SandboxSettings) -> Sandbox:
    """Build the sandbox that `settings` name."""
    from grader.sandbox.process import ProcessSandbox

    table = {"import": ProcessSandbox}
    return table[settings.name]()
