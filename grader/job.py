"""What the runner asks of the checker, and what the checker answers: JSON both ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from grader.results import SandboxInfo, StartFailure
from grader.sandbox.base import Limits
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission


class Job(BaseModel):
    """One grading."""

    model_config = ConfigDict(frozen=True)

    submission: Submission
    lessons: tuple[Path, ...]
    """Folders of the lessons to choose from; with a single one there is nothing to choose."""
    digest: str = ""
    """Digest of the lesson, where there is a single one."""
    sandbox: SandboxSettings = SandboxSettings()
    limits: Limits = Limits()
    deep: bool = False
    keep_passed: bool = False
    """Keep the exchanges of passed checks, too."""
    stop_early: bool = False
    """End at the first check that fails: enough to know that something is wrong."""
    only_choose: bool = False
    """Say which lesson fits, and run no checks."""
    plain: bool = False
    """Take no short cuts: collect the checks anew, a fresh app for each check module, nothing remembered."""
    scratch: Path | None = None
    """Folder for the checker's temporary files; the runner makes it, either of them deletes it."""

    @property
    def has_app(self) -> bool:
        """Whether the submission holds an app."""
        return self.submission.discovery.app is not None

    @property
    def fits_early_host(self) -> bool:
        """Whether it can use a host that was started before anything was known of it."""
        return (
            self.sandbox.name == "import"
            and self.has_app
            and self.submission.python is None
            and self.limits == Limits()
        )


class Answer(BaseModel):
    """What the checker found."""

    model_config = ConfigDict(frozen=True)

    lesson: Path
    """The lesson that was graded."""
    chosen: str = ""
    """Why this lesson, when there was a choice."""
    near_tie: tuple[str, ...] = ()
    """Ids of lessons that fit about equally well: nothing was graded, the user must choose."""
    tests: tuple[dict[str, Any], ...] = ()
    """The `tests` of pytest-json-report."""
    collectors: tuple[dict[str, Any], ...] = ()
    """Its failed `collectors`: check modules that could not be imported."""
    refused: str = ""
    """Why nothing was run: the sandbox cannot be used, or is not isolated enough."""
    start_failure: StartFailure | None = None
    reliable: bool = True
    """Whether the submission either always or never started."""
    app: str = ""
    python: str = ""
    sandbox: SandboxInfo
    durations: dict[str, float] = {}
    """Seconds per phase in the checker's process."""
    counts: dict[str, int] = {}
    """How often a phase began: how many starts and requests there were."""

    def encoded(self) -> bytes:
        """Return it as JSON in UTF-8.

        Half a surrogate pair, which an app can send as a JSON escape, has no place there and is replaced.
        """
        text = json.dumps(self.model_dump(mode="json"), ensure_ascii=False)
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode()
