"""The `source` fixture: the submission's Python files as syntax trees, never imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.syntax import parse

MOST_BYTES = 1_000_000
MOST_FILES = 500


class Source:
    """Read-only view of a submission's source text."""

    def __init__(self, root: Path) -> None:
        """Read below `root`; files that do not parse are left out."""
        self._root = root
        self.trees = dict(self._parse_all())
        """Path relative to the submission (POSIX) to its module's tree."""

    def _parse_all(self) -> Iterator[tuple[str, ast.Module]]:
        for path in sorted(self._root.rglob("*.py"))[:MOST_FILES]:
            if path.is_file() and path.stat().st_size <= MOST_BYTES:
                try:
                    yield path.relative_to(self._root).as_posix(), parse(path.read_bytes())
                except (SyntaxError, ValueError, RecursionError, MemoryError):
                    continue

    def functions(self) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
        """Yield every function with the file that defines it."""
        for name, tree in self.trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield name, node
