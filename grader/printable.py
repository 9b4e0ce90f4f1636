"""Makes text from a submission safe to print in a message."""

from __future__ import annotations


def printable(text: str, limit: int = 200) -> str:
    """Return `text` with every control, bidirectional or broken character escaped, cut to `limit`."""
    safe = "".join(char if char.isprintable() else escape(char) for char in text[: limit + 1])
    return safe if len(safe) <= limit else safe[: limit - 3] + "..."


def escape(char: str) -> str:
    """Return one character as a Python escape: a backslash, `x`, `u` or `U`, and its number."""
    return char.encode("unicode_escape").decode("ascii")
