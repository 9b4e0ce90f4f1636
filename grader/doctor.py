"""Examines this machine: which sandboxes work, which layers hold, what would mend the rest."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from grader.errors import UsageError
from grader.results import SandboxInfo
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits, StartError
from grader.sandbox.isolation import reaches
from grader.sandbox.settings import SandboxName, SandboxSettings
from grader.submission import open_submission

SANDBOXES: tuple[SandboxName, ...] = ("import", "docker")
SAMPLE = "from fastapi import FastAPI\n\napp = FastAPI()\n"


class Finding(BaseModel):
    """What was found out about one sandbox."""

    model_config = ConfigDict(frozen=True)

    name: SandboxName
    info: SandboxInfo | None = None
    problem: str = ""
    """Why it cannot be used at all, with the mend."""

    @property
    def safe(self) -> bool:
        """Whether strangers' code can be run in it."""
        return self.info is not None and reaches(self.info.level, "hardened")


def examine() -> list[Finding]:
    """Attack each sandbox that can be had."""
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        Path(folder, "main.py").write_text(SAMPLE)
        return [_examine(name, Path(folder)) for name in SANDBOXES]


def _examine(name: SandboxName, sample: Path) -> Finding:
    try:
        with open_submission(sample) as submission, make_sandbox(SandboxSettings(name=name)) as sandbox:
            sandbox.prove(submission, Limits())
            return Finding(name=name, info=sandbox.info)
    except UsageError as error:
        return Finding(name=name, problem=str(error))
    except StartError as error:
        return Finding(name=name, problem=error.failure.message)
