"""What discovery answers: where the app is, how to import it, what stood in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AppKind = Literal["instance", "wrapped", "factory", "unknown"]


@dataclass(frozen=True)
class AppLocation:
    """Where an app object is defined."""

    file: str
    """POSIX path relative to the submission's root, for example `app/main.py`."""
    name: str
    """The module-level name, for example `app` or `create_app`."""
    kind: AppKind = "instance"


@dataclass(frozen=True)
class ImportPlan:
    """One way to import the app; plans are tried in order, each in a fresh process."""

    module: str
    """Module name for `importlib.import_module`; its parts need not be identifiers."""
    paths: tuple[str, ...]
    """Folders to put in front of `sys.path`, relative to the submission's root ("." for itself)."""
    root_rule: str
    """Which rule it follows.

    `entrypoint`, `fastapi-cli`, `file-folder`, `project-root`, `parent-folder` or `all`.
    """


@dataclass(frozen=True)
class SourceProblem:
    """Why a file cannot be read as Python."""

    file: str
    line: int
    """Counted from 1; 0 when no single line is to blame."""
    message: str


@dataclass(frozen=True)
class Discovery:
    """What the source text says about the app."""

    app: AppLocation | None
    plans: tuple[ImportPlan, ...] = ()
    looked_at: tuple[str, ...] = ()
    """Files that were searched, in order."""
    candidates: tuple[AppLocation, ...] = ()
    """All apps found when none stands out."""
    hints: tuple[str, ...] = ()
    """Sentences for the student: what was found instead of an app, or what discovery passed over."""
    syntax_errors: tuple[SourceProblem, ...] = ()
    """Files that are no Python and were probably meant to hold the app."""
    shadows: tuple[str, ...] = ()
    """Files and folders on the first plan's paths that hide a library, for example `json.py`."""
    project: str = "."
    """The folder, relative to the root, from which the student would run `fastapi dev`."""
