"""Examines this machine: which sandboxes work, which layers hold, what would mend the rest."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from grader.errors import UsageError
from grader.results import SandboxInfo
from grader.sandbox import make_sandbox
from grader.sandbox.base import Limits, StartError
from grader.sandbox.isolation import reaches
from grader.sandbox.settings import SandboxName, SandboxSettings
from grader.submission import Submission, open_submission

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
    return [examine_one(SandboxSettings(name=name)) for name in SANDBOXES]


def examine_one(settings: SandboxSettings) -> Finding:
    """Attack one sandbox, whatever level its settings require."""
    weak = settings.model_copy(update={"require": "none"})
    try:
        with _sample() as submission, make_sandbox(weak) as sandbox:
            sandbox.prove(submission, Limits())
            return Finding(name=settings.name, info=sandbox.info)
    except UsageError as error:
        return Finding(name=settings.name, problem=str(error))
    except StartError as error:
        return Finding(name=settings.name, problem=error.failure.message)


@contextmanager
def _sample() -> Iterator[Submission]:
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        Path(folder, "main.py").write_text(SAMPLE)
        with open_submission(folder) as submission:
            yield submission
