"""Which sandbox to use, as plain data that can cross a process boundary."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

SandboxName = Literal["import"]


class SandboxSettings(BaseModel):
    """The sandbox asked for."""

    model_config = ConfigDict(frozen=True)

    name: SandboxName = "import"
