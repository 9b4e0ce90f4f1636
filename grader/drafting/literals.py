"""Constants in a solution's source: keys of its data and secrets that it compares with are among them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.syntax import parse

MOST = 60
LONGEST = 60
LARGEST = 100_000


def literals(solution: Path) -> tuple[str | int, ...]:
    """Return the short strings and the integers in the solution's Python files, in order."""
    found: dict[str | int, None] = {}
    for path in sorted(solution.rglob("*.py")):
        try:
            tree = parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError):
            continue  # the app starts without it
        found |= dict.fromkeys(_useful(tree))
    return tuple(found)[:MOST]


def _useful(tree: ast.AST) -> Iterator[str | int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            value = node.value
            if (isinstance(value, str) and _is_word(value)) or (type(value) is int and abs(value) <= LARGEST):
                yield value


def _is_word(text: str) -> bool:
    fits = 0 < len(text) <= LONGEST and " " not in text and not text.startswith("/")
    return fits and text.isascii() and text.isprintable()
