"""Reads and parses a submission's Python files: bounded, cached, never imported."""

from __future__ import annotations

import ast
import codecs
import os
import re
import stat
from pathlib import Path

from grader.discovery.location import SourceProblem
from grader.printable import printable
from grader.snapshot import is_ignored
from grader.syntax import parse

MAX_FILE = 1024 * 1024
MAX_FILES = 2_000
MAX_TOTAL = 4 * 1024 * 1024
"""Bytes of source parsed for one submission: some seconds of work."""

_PASTED = (
    (
        r"(<<<<<<<|=======|>>>>>>>)",
        "a merge conflict marker, which is no Python; decide for one side and delete it",
    ),
    (r"(```|~~~)", "a Markdown code fence, which is no Python; delete the line"),
    (
        r"(>>>|\.\.\.)(\s|$)|In \[\d+\]:",
        "the prompt of an interactive session; delete it and the printed results",
    ),
    (r"<(!doctype|html)", "HTML: the file is a saved web page; download the raw file instead"),
    (
        r"([$%]|PS .*>|[A-Za-z]:\\.*>)\s*\S"
        r"|(pip3?|python3?|uvicorn|fastapi|cd|git|curl|mkdir|npm|source)\s+[\w.-]",
        "a command for the shell, which is no Python; delete the line",
    ),
)


class Sources:
    """The Python files below a submission's root."""

    def __init__(self, root: Path) -> None:
        """Take the root; it is made real once, so that all comparisons hold."""
        self.root = root.resolve()
        self._data: dict[str, bytes | None] = {}
        self._trees: dict[str, ast.Module | SourceProblem] = {}
        self._parsed = 0
        self._kinds: dict[str, str] = {}

    def files(self, suffix: str = ".py") -> list[str]:
        """Return up to `MAX_FILES` files with this suffix: POSIX paths, shallow ones first, then by name."""
        found: list[str] = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(
                name for name in folders if not name.startswith(".") and not is_ignored([name])
            )
            here = Path(folder).relative_to(self.root)
            found += [(here / name).as_posix() for name in sorted(names) if name.endswith(suffix)]
            if len(found) >= MAX_FILES:
                break
        return sorted(found[:MAX_FILES], key=lambda file: (file.count("/"), file))

    def exists(self, file: str) -> bool:
        """Tell whether a regular file of this relative path lies in the submission."""
        return self._kind(file) == "file"

    def is_folder(self, path: str) -> bool:
        """Tell whether a folder of this relative path lies in the submission."""
        return self._kind(path) == "folder"

    def _kind(self, path: str) -> str:
        if path not in self._kinds:
            try:
                mode = (self.root / path).stat().st_mode
            except (OSError, ValueError):  # Missing, or a name that no file can have.
                mode = 0
            self._kinds[path] = "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else ""
        return self._kinds[path]

    def data(self, file: str) -> bytes | None:
        """Return a file's bytes, or None when it is missing, unreadable or over `MAX_FILE`."""
        if file not in self._data:
            try:
                with (self.root / file).open("rb") as source:
                    data = source.read(MAX_FILE + 1)
                self._data[file] = data if len(data) <= MAX_FILE else None
            except (OSError, ValueError):
                self._data[file] = None
        return self._data[file]

    def mentions(self, file: str, pattern: bytes) -> bool:
        """Tell whether a file's bytes match a regular expression; a UTF-16 file is searched as text."""
        data = self.data(file) or b""
        return re.search(pattern, data.replace(b"\0", b"") if is_utf16(data) else data) is not None

    def parse(self, file: str) -> ast.Module | SourceProblem:
        """Return the syntax tree of a file, or why there is none."""
        if file not in self._trees:
            self._trees[file] = self._parse(file)
        return self._trees[file]

    def _parse(self, file: str) -> ast.Module | SourceProblem:
        data = self.data(file)
        if data is None:
            return SourceProblem(file, 0, "it cannot be read, or is larger than 1 MB")
        if is_utf16(data):
            return SourceProblem(file, 0, "it is saved as UTF-16, which Python cannot read; save it as UTF-8")
        self._parsed += len(data)
        if self._parsed > MAX_TOTAL:
            return SourceProblem(file, 0, "the submission has more source than is searched (4 MB)")
        try:
            return parse(data)
        except SyntaxError as error:
            return _syntax_problem(file, data, error)
        except (ValueError, RecursionError, MemoryError) as error:
            return SourceProblem(file, 0, printable(str(error)) or "it is nested too deeply")


def is_utf16(data: bytes) -> bool:
    """Tell whether bytes look like UTF-16, as PowerShell's redirection writes it."""
    return (
        data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        or data[:1000].count(0) > len(data[:1000]) // 4
    )


def _syntax_problem(file: str, data: bytes, error: SyntaxError) -> SourceProblem:
    line = error.lineno or 0
    message = printable(error.msg)
    lines = data.decode("utf-8", "replace").splitlines()
    # An unfinished statement above is sometimes blamed instead of the pasted line below it.
    for number in (line, line + 1):
        text = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        for pattern, meaning in _PASTED:
            if re.match(pattern, text, re.IGNORECASE):
                return SourceProblem(file, number, f"{message}: the line starts with {meaning}")
    return SourceProblem(file, line, message)
