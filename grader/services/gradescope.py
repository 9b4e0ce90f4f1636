"""Gradescope: the zip that grades there, which criteria are seen when, and its results.json."""

from __future__ import annotations

import difflib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from grader.errors import UsageError
from grader.files import replacing
from grader.lesson import Lesson
from grader.reporting.gradescope import Visibility
from grader.services.portable import Files

WAYS = get_args(Visibility)
SCRIPTS = ("run_autograder", "setup.sh")

_BEGINNING = (1980, 1, 1, 0, 0, 0)
_UNIX, _FILE, _PROGRAM = 3, 0o100644, 0o100755


def read_visibility(asked: Sequence[str], lesson: Lesson) -> dict[str, Visibility]:
    """Read options of the form `CRITERION=WHEN`.

    Raises:
        UsageError: one is of another form, or names no criterion of the lesson.
    """
    known = [criterion.id for criterion in lesson.criteria]
    found: dict[str, Visibility] = {}
    for text in asked:
        name, _, when = text.partition("=")
        if when not in WAYS:
            raise UsageError(f"--visibility {text}: write CRITERION=WHEN, WHEN one of {', '.join(WAYS)}")
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            mend = f"did you mean {near[0]}?" if near else f"its criteria are {', '.join(known)}"
            raise UsageError(f"--visibility {text}: {lesson.id} has no such criterion; {mend}")
        found[name] = when  # type: ignore[assignment]
    return found


def write_zip(path: Path, files: Files) -> None:
    """Write `files` as a zip: the same files give the same bytes, and the scripts can be executed."""
    with replacing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _BEGINNING)
            entry.create_system = _UNIX
            entry.external_attr = (_PROGRAM if name in SCRIPTS else _FILE) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
