"""What is settled between opening a submission and grading it: its interpreter, its packages."""

from __future__ import annotations

import dataclasses

from grader.phases import Clock
from grader.requirements import RequirementsLevel
from grader.requirements.allowed import allowed_names
from grader.requirements.install import install_requirements
from grader.sandbox.settings import SandboxSettings
from grader.submission import Submission

DEFAULT_PLACE = SandboxSettings()


def prepare(
    opened: Submission,
    place: SandboxSettings = DEFAULT_PLACE,
    level: RequirementsLevel = "allow-list",
    allowed: frozenset[str] | None = None,
) -> Submission:
    """Make a submission ready to be graded in `place`, as the command `grade` does.

    An interpreter of its own is left aside where it has no place; what it requires is installed, and what is
    not stands in its `notes`. `allowed` are normalised names of packages for the level "allow-list"; None
    stands for the grader's own list.
    """
    ready = with_fitting_interpreter(opened, place)
    return with_requirements(ready, level, allowed_names() if allowed is None else allowed)


def goes_with_own_interpreter(place: SandboxSettings) -> bool:
    """Tell whether a submission may run with the interpreter that came with it."""
    return place.name == "import" and place.require in {"none", "limits"}


def with_fitting_interpreter(opened: Submission, place: SandboxSettings) -> Submission:
    """Leave a submission's own interpreter aside where it has no place (Docker, strangers), and say so."""
    if opened.python is None or goes_with_own_interpreter(place):
        return opened
    note = "The folder's own virtual environment is left aside: it has no place in the isolation asked for."
    return dataclasses.replace(opened, python=None, notes=(*opened.notes, note))


def with_requirements(opened: Submission, level: RequirementsLevel, allowed: frozenset[str]) -> Submission:
    """Install what the submission requires; an interpreter of its own has it already."""
    if opened.python is not None:
        return opened
    clock = Clock("requirements")
    app = opened.discovery.app
    installed = install_requirements(opened.root, level, allowed, app=app.file if app else "")
    return dataclasses.replace(
        opened,
        packages=installed.folder,
        notes=opened.notes + installed.notes,
        durations={**opened.durations, **clock.durations()},
    )
