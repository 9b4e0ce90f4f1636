"""From the sources of a class to its hand-ins: the page that tells the whole story."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from grader.errors import UsageError
from grader.intake.bulkzip import open_bulk
from grader.intake.folder import FolderShelf
from grader.intake.found import Finding, Found, clean
from grader.intake.joining import join
from grader.intake.known import Known
from grader.intake.lessons import lesson_named
from grader.intake.roster import read_roster
from grader.intake.shelf import Shelf, Workplace, can_be_graded, is_results, is_zip, stem
from grader.intake.values import Intake, Student, Unmatched
from grader.intake.walk import is_one, search
from grader.printable import printable

_ACCEPTED = "a folder, a .zip, a .py or a file of answers"


@contextmanager
def collect(
    sources: Sequence[Path],
    *,
    roster: Path | None = None,
    lessons: Collection[str] = (),
    assignment: str = "",
) -> Iterator[Intake]:
    """Find who handed in what, and delete what was unpacked at the end.

    Args:
        sources: each a folder or zip of hand-ins, an export of Gradescope, Canvas or Moodle, or one hand-in
            (see `walk.is_one`).
        roster: a table of the class, see `read_roster`.
        lessons: ids of the lessons that folders may be called after.
        assignment: what comes before the usernames in the names of clones, if it is known.

    Raises:
        UsageError: a source is not there, cannot be read or holds nothing to grade; the roster is malformed.
    """
    register = read_roster(roster) if roster is not None else None
    students = register.students if register is not None else ()
    usernames = frozenset(student.username.casefold() for student in students if student.username)
    known = Known(tuple(sorted(lessons)), usernames, assignment)
    private = Path(tempfile.mkdtemp(prefix="grade-intake-"))  # mode 0700
    try:
        workplace = Workplace(private)
        findings = [one for path in _each_once(sources) for one in _findings(path, known, workplace)]
        yield join(
            [one for one in findings if isinstance(one, Found)],
            [one for one in findings if isinstance(one, Unmatched)],
            register,
        )
    finally:
        shutil.rmtree(private, ignore_errors=True)


def _each_once(sources: Sequence[Path]) -> list[Path]:
    try:
        return list(dict.fromkeys(source.resolve(strict=True) for source in sources))
    except (OSError, RuntimeError, ValueError):
        missing = next(source for source in sources if not _is_there(source))
        raise UsageError(f"There is no '{printable(str(missing))}'; give {_ACCEPTED}.") from None


def _is_there(path: Path) -> bool:
    try:
        path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return False
    return True


def _findings(path: Path, known: Known, workplace: Workplace) -> list[Finding]:
    """Look through one source.

    Raises:
        UsageError: it cannot be read or holds nothing to grade.
    """
    try:
        findings = list(_source(path, known, workplace))
    except OSError as error:
        raise UsageError(f"{printable(path.name)} cannot be read: {error.strerror or error}.") from error
    if any(isinstance(one, Found) for one in findings):
        return findings
    reasons = "; ".join(f"{one.what} {one.why}" for one in findings[:3] if isinstance(one, Unmatched))
    more = f" ({reasons})" if reasons else ""
    raise UsageError(f"{printable(path.name)} holds nothing to grade{more}; give {_ACCEPTED}.")


def _source(path: Path, known: Known, workplace: Workplace) -> Iterator[Finding]:
    lesson = lesson_named(stem(path.name), known.lessons)
    if path.is_dir():
        shelf = FolderShelf(path, path.name, workplace)
        if is_results(shelf.entries.keys()):
            raise UsageError(f"{printable(path.name)} holds results; give what was handed in.")
        yield from _class_or_one(shelf, path, known, lesson)
    elif is_zip(path.name) and path.is_file():
        with open_bulk(path, path.name, workplace) as bulk:
            yield from _class_or_one(bulk, path, known, lesson)
    elif path.is_file() and can_be_graded(path.name):
        yield _one(path, "")
    else:
        raise UsageError(f"'{printable(path.name)}' cannot be graded; give {_ACCEPTED}.")


def _class_or_one(shelf: Shelf, path: Path, known: Known, lesson: str) -> Iterator[Finding]:
    if is_one(shelf, known, may_wrap=is_zip(path.name)):
        yield _one(path, lesson)
    else:
        yield from search(shelf, known, lesson)


def _one(path: Path, lesson: str) -> Found:
    called = clean(stem(path.name))
    people = (Student(id=called),) if called else ()
    return Found(path.name, clean(path.name), path, "plain", people, who=called, lesson=lesson)
