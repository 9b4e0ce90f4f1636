"""What is settled between opening a submission and grading it: its interpreter, its packages."""

from __future__ import annotations

import dataclasses

from grader.requirements import RequirementsLevel
from grader.requirements.allowed import allowed_names
from grader.requirements.install import install_requirements
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission


def goes_with_own_interpreter(place: SandboxSettings) -> bool:
    """Tell whether a submission may run with the interpreter that came with it."""
    return place.name == "import" and place.require in {"none", "limits"}


def without_own_interpreter(opened: Submission) -> Submission:
    """Leave a submission's own interpreter aside, and say so."""
    note = "The folder's own virtual environment is left aside: it has no place in the isolation asked for."
    return dataclasses.replace(opened, python=None, notes=(*opened.notes, note))


def with_requirements(
    opened: Submission, level: RequirementsLevel = "allow-list", allowed: frozenset[str] | None = None
) -> Submission:
    """Install what the submission requires; an interpreter of its own has it already.

    `allowed` are the normalised names for the level "allow-list"; None stands for the grader's own list.
    """
    if opened.python is not None:
        return opened
    app = opened.discovery.app
    names = allowed_names() if allowed is None else allowed
    installed = install_requirements(opened.root, level, names, app=app.file if app else "")
    return dataclasses.replace(opened, packages=installed.folder, notes=opened.notes + installed.notes)
