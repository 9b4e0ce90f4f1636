"""Which packages may be installed by their name: our list, and the one of the course."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.utils import canonicalize_name

from grader.errors import LessonError
from grader.requirements.texts import logical_lines, read_text

_OURS = Path(__file__).with_name("allowed.txt")
_NAME = re.compile(r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?")


def allowed_names(more: Path | None = None) -> frozenset[str]:
    """Return the normalised names of our list, and of the file `more`: one name a line, `#` for comments.

    Raises:
        LessonError: `more` cannot be read, or a line of it is no plain name.
    """
    return _names(_OURS) | (_names(more) if more is not None else frozenset())


def _names(path: Path) -> frozenset[str]:
    try:
        text = read_text(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise LessonError(f"{path}: cannot be read: {reason}; check the path") from None
    names = set()
    for number, line in logical_lines(text):
        if not _NAME.fullmatch(line):
            raise LessonError(f"{path}:{number}: {line!r} is no name of a package; write one name a line")
        names.add(canonicalize_name(line))
    return frozenset(names)
