"""Everything that a report depends on beside the submission: together they name it in the store."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from grader import __version__
from grader.lesson import Lesson
from grader.requirements import RequirementsLevel
from grader.sandbox.settings import SandboxSettings

LIBRARIES = ("fastapi", "starlette", "pydantic", "schemathesis")
"""Their versions show in what an app answers, or in what it is asked."""


class Terms(BaseModel):
    """How a batch is graded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    grader_version: str
    python: str
    libraries: dict[str, str]
    sandbox: SandboxSettings
    requirements: RequirementsLevel = "allow-list"
    allowed: tuple[str, ...] = ()
    """Names of packages that may be installed, sorted."""
    deep: bool = False

    @classmethod
    def here(cls, sandbox: SandboxSettings, **more: Any) -> Self:
        """Return the terms of grading with this installation."""
        return cls(
            grader_version=__version__,
            python=platform.python_version(),
            libraries={name: version(name) for name in LIBRARIES},
            sandbox=sandbox.model_copy(update={"probed": None}),
            **more,
        )

    def differences(self, other: Terms) -> list[str]:
        """Return in words what differs, `other` being the later ones."""
        before, after = self.model_dump(mode="json"), other.model_dump(mode="json")
        return [f"{name}: {before[name]} -> {after[name]}" for name in before if before[name] != after[name]]


def report_key(digest: str, lessons: Sequence[Lesson], terms: Terms) -> str:
    """Return the name of a report in the store: SHA-256 in hex over all that decides its content.

    Args:
        digest: the submission's.
        lessons: the one to grade against, or those to choose from.
        terms: the rest.
    """
    parts = [digest, [[lesson.id, lesson.digest] for lesson in lessons], terms.model_dump(mode="json")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
