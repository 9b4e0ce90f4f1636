"""A submission: what a student hands in, as a read-only snapshot with a digest."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grader.discovery import Discovery
from grader.errors import SubmissionError, UsageError
from grader.phases import Clock
from grader.printable import printable

_ENVIRONMENTS = (".venv", "venv")
_INTERPRETERS = ("bin/python", "Scripts/python.exe")
_ACCEPTED = "a folder, a .zip file, a single .py file or a file of answers"


@dataclass(frozen=True)
class Submission:
    """An opened submission."""

    name: str
    """Name of the folder, archive or file that was handed in."""
    root: Path
    """The snapshot: a private copy that nobody changes.

    Its folder lies alone in a private parent and carries the submission's name: a root that is a
    package (it holds `__init__.py`) is imported from that parent.
    """
    digest: str
    """SHA-256 over the relative paths and contents of the snapshot's files."""
    discovery: Discovery
    """Where the app is, as far as the source tells."""
    python: Path | None = None
    """The interpreter of the submission's own virtual environment, or the one that was asked for."""
    lesson: str = ""
    """`[tool.grade] lesson` of its pyproject.toml, or `lesson` of its answers."""
    notes: tuple[str, ...] = ()
    """What was left out or not used, and matters to the student."""
    answers: str = ""
    """The file of its written answers; "" when there is none."""
    packages: Path | None = None
    """A read-only folder with the packages that it requires and the grader's interpreter lacks."""
    durations: dict[str, float] = field(default_factory=dict, compare=False)
    """Seconds per phase, spent on it before it is graded."""


@contextmanager
def open_submission(
    source: str | Path, *, app: str | None = None, python: Path | None = None
) -> Iterator[Submission]:
    """Copy a submission into a private snapshot, find its app, and delete the copy at the end.

    Args:
        source: a folder, a `.zip` or a single `.py` file.
        app: where the app is, see `discover`; otherwise it is searched for.
        python: an interpreter, by path or by name; otherwise a folder's own `.venv` or `venv` is used.

    Raises:
        UsageError: no such path, not one of the accepted kinds, no such interpreter or app.
        SubmissionError: the submission is too large, broken or hostile; the text says what to mend.
    """
    clock = Clock("open")
    # Only here: the checker knows submissions, too, and opens none.
    from grader.answers import read_sheet
    from grader.discovery.finder import discover
    from grader.settings import read_settings
    from grader.snapshot import digest

    path = Path(source)
    if not os.path.exists(path):  # noqa: PTH110  (False, not an error, for impossible names)
        raise UsageError(f"There is no '{printable(str(source))}'; give {_ACCEPTED}.")
    chosen = _interpreter(python) if python is not None else None
    private = Path(tempfile.mkdtemp(prefix="grade-"))  # mode 0700
    try:
        try:
            root, notes = _snapshot(path, private)
        except OSError as error:
            raise SubmissionError(
                f"{printable(path.name)} cannot be read: {error.strerror or error}"
            ) from error
        if chosen is None:
            chosen, more = _own_interpreter(path)
            notes += more
        settings = read_settings(root)
        sheet = read_sheet(root)
        yield Submission(
            name=printable(path.resolve().name),
            root=root,
            digest=digest(root),
            discovery=discover(root, app, path.name if _is_python(path) else None, chosen is not None),
            python=chosen,
            lesson=settings.lesson or sheet.lesson,
            notes=notes + settings.notes,
            answers=sheet.file,
            durations=clock.durations(),
        )
    finally:
        shutil.rmtree(private, ignore_errors=True)


def _is_zip(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def _is_python(path: Path) -> bool:
    return path.is_file() and path.suffix == ".py"


def _snapshot(path: Path, private: Path) -> tuple[Path, tuple[str, ...]]:
    """Fill the private folder; return the snapshot's root and the notes on it."""
    from grader.answers import FILES as ANSWERS
    from grader.snapshot import MAX_BYTES, copy_folder, folder_name

    parent = private / "snapshot"
    parent.mkdir()
    if path.is_dir():
        root = parent / folder_name(path.resolve().name)
        return root, copy_folder(path, root)
    if not path.is_file():
        raise UsageError(f"'{printable(path.name)}' is no ordinary file; give {_ACCEPTED}.")
    if _is_zip(path):
        return _unpacked(path, private, parent)
    if path.suffix != ".py" and path.name not in ANSWERS:
        more = "save the app's code as main.py" if path.suffix == ".ipynb" else f"give {_ACCEPTED}"
        raise UsageError(f"'{printable(path.name)}' cannot be graded; {more}.")
    if path.stat().st_size > MAX_BYTES:
        raise SubmissionError(f"{printable(path.name)} is larger than {MAX_BYTES // 1024**2} MB.")
    root = parent / "submission"
    root.mkdir()
    shutil.copyfile(path, root / path.name)
    return root, ()


def _unpacked(path: Path, private: Path, parent: Path) -> tuple[Path, tuple[str, ...]]:
    """Unpack a zip; one that only wraps a folder is opened at that folder."""
    from grader.archive import extract_zip
    from grader.snapshot import folder_name

    unpacked = private / "unpacked"
    environments = extract_zip(path, unpacked)
    inner = list(unpacked.iterdir())
    wrapped = len(inner) == 1 and inner[0].is_dir()
    root = parent / folder_name(inner[0].name if wrapped else path.stem)
    (inner[0] if wrapped else unpacked).rename(root)
    notes = [
        f"The zip brings a virtual environment ({printable(name)}); it is not used: "
        "an interpreter from an archive is never run."
        for name in environments[:1]
    ]
    return root, tuple(notes)


def _interpreter(python: Path) -> Path:
    found = shutil.which(python)
    if found is None:
        raise UsageError(f"--python: '{printable(str(python))}' is no Python interpreter that can be run.")
    # Not resolved: an environment's interpreter is a link, and knows its environment by its own path.
    return Path(found).absolute()


def _own_interpreter(path: Path) -> tuple[Path | None, tuple[str, ...]]:
    """Return the interpreter of a folder's own environment, and a note when it is there but broken."""
    for name in _ENVIRONMENTS if path.is_dir() else ():
        if (path / name).is_dir():
            for inner in _INTERPRETERS:
                candidate = path / name / inner
                if candidate.is_file() and os.access(candidate, os.X_OK):
                    return candidate.absolute(), ()
            return None, (f"{name} holds no interpreter that runs here; the grader's own Python is used.",)
    return None, ()
