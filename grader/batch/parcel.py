"""What travels to another machine: a submission's snapshot and the lessons, as tars in memory."""

from __future__ import annotations

import dataclasses
import io
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.batch.terms import Terms
from grader.lesson import Lesson
from grader.submission import Submission

KEPT_BACK = frozenset(["solution", "alternatives", "mutants", "__pycache__"])
"""Parts of a lesson that grading does not need."""


@dataclass(frozen=True)
class Parcel:
    """One submission to grade elsewhere."""

    submission: Submission
    """Its root is a path of the sender."""
    files: bytes
    """The snapshot as a tar; its folder keeps its name."""
    lessons: tuple[str, ...]
    """Ids of the lessons to grade against, or to choose from."""
    terms: Terms


def make_parcel(opened: Submission, lessons: Sequence[Lesson], terms: Terms) -> Parcel:
    """Pack a submission; its own virtual environment stays behind."""
    files = _packed({opened.root: opened.root.name})
    ids = tuple(lesson.id for lesson in lessons)
    if opened.python is not None:
        note = "The folder's own virtual environment is left aside: it does not travel to a cluster."
        opened = dataclasses.replace(opened, python=None, notes=(*opened.notes, note))
    return Parcel(opened, files, ids, terms)


def unpack_submission(parcel: Parcel, folder: Path) -> Submission:
    """Lay the snapshot out below the private `folder`."""
    _unpack(parcel.files, folder)
    return dataclasses.replace(parcel.submission, root=folder / parcel.submission.root.name)


def pack_lessons(lessons: Sequence[Lesson]) -> bytes:
    """Return the lessons' folders as a compressed tar, without what gives solutions away."""
    return _packed({lesson.root: lesson.root.name for lesson in lessons}, "gz")


def unpack_lessons(data: bytes, folder: Path) -> None:
    """Lay lessons out below `folder`, as below `specs/`."""
    _unpack(data, folder)


def _packed(folders: dict[Path, str], compression: str = "") -> bytes:
    buffer = io.BytesIO()
    mode = f"w:{compression}"
    with tarfile.open(fileobj=buffer, mode=mode, format=tarfile.PAX_FORMAT) as tar:  # type: ignore[call-overload]
        for path, name in folders.items():
            tar.add(path, name, filter=_needed if compression else None)
    return buffer.getvalue()


def _needed(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if KEPT_BACK.intersection(Path(member.name).parts[1:]) else member


def _unpack(data: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        tar.extractall(folder, filter="data")
