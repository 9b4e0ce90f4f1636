"""Lays JSON text out over lines without parsing it, so that every value stays as it was sent."""

from __future__ import annotations

import re

INLINE = 60
"""An object or array without another inside stays on one line up to so many characters."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_GAP = re.compile(r"""("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)|([,:])(?=\S)""")
_CLOSING = {"{": "}", "[": "]"}
_DEEPEST = 20
"""Levels that are still indented."""


def lay_out(text: str) -> str:
    """Return JSON `text` with line breaks and indentation; whatever else it is, its tokens survive."""
    tokens = _TOKEN.findall(text)
    whole = _join(tokens)
    if len(whole) <= INLINE:
        return whole
    lines, current, depth, at = [], "", 0, 0
    while at < len(tokens):
        piece = tokens[at]
        flat = _flat(tokens, at) if piece in _CLOSING else 0
        if flat:
            current += _join(tokens[at : at + flat])
            at += flat
            continue
        if piece in "]}":
            depth -= 1
            lines.append(current)
            current = _indent(depth) + piece
        elif piece in _CLOSING or piece == ",":
            depth += piece in _CLOSING
            lines.append(current + piece)
            current = _indent(depth)
        else:
            current += ": " if piece == ":" else piece
        at += 1
    return "\n".join(line for line in [*lines, current] if line.strip())


def spaced(line: str) -> str:
    """Return a line of compact JSON with a space after each comma and colon, so that it wraps there."""
    if line[:1] not in {"{", "["}:
        return line
    return _GAP.sub(lambda match: match[1] or f"{match[2]} ", line)


def _indent(depth: int) -> str:
    return "  " * min(depth, _DEEPEST)


def _flat(tokens: list[str], start: int) -> int:
    """Return how many tokens an object or array has if it fits on one line, else 0."""
    length = 0
    for at in range(start + 1, len(tokens)):
        length += len(tokens[at]) + 1
        if tokens[at] in _CLOSING or length > INLINE:
            return 0
        if tokens[at] == _CLOSING[tokens[start]]:
            return at - start + 1
    return 0


def _join(tokens: list[str]) -> str:
    return "".join({",": ", ", ":": ": "}.get(piece, piece) for piece in tokens).rstrip()
