"""Lays out Python as `ruff format` does, for the few constructs that drafted checks are made of: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.drafting.values import WORD

WIDTH = 110


@dataclass(frozen=True)
class Code:
    """Text that is no literal."""

    text: str


@dataclass(frozen=True)
class Call:
    """A call, or anything else in brackets; `parts` are pairs of a prefix like `json=` and a value."""

    name: str
    parts: Sequence[tuple[str, Any]]
    brackets: str = "()"


def statement(before: str, value: Any, indent: int = 4) -> str:
    """Return a statement like `response = <value>`, broken into lines where it is too long."""
    return " " * indent + before + _laid_out(value, indent, indent + len(before))


def _laid_out(value: Any, indent: int, column: int) -> str:
    flat = _flat(value)
    node = _node(value)
    if column + len(flat) <= WIDTH or not isinstance(node, Call) or not node.parts:
        return flat
    inner = indent + 4
    # As ruff does: first all parts on one line of their own where a call's fit, then each on its own.
    single = ", ".join(prefix + _flat(part) for prefix, part in node.parts)
    if node.brackets == "()" and inner + len(single) <= WIDTH:
        lines = [single]
    else:
        lines = [
            prefix + _laid_out(part, inner, inner + len(prefix) + 1) + "," for prefix, part in node.parts
        ]
    body = "".join(f"{' ' * inner}{line}\n" for line in lines)
    return f"{node.name}{node.brackets[0]}\n{body}{' ' * indent}{node.brackets[1]}"


def _flat(value: Any) -> str:
    node = _node(value)
    if isinstance(node, str):
        return node
    inner = ", ".join(prefix + _flat(part) for prefix, part in node.parts)
    comma = "," if node.brackets == "()" and not node.name and len(node.parts) == 1 else ""
    return f"{node.name}{node.brackets[0]}{inner}{comma}{node.brackets[1]}"


def _node(value: Any) -> Call | str:
    """Return a value as a bracketed node, or as text that is never broken."""
    if isinstance(value, Mapping):
        return Call("", [(f"{literal(key)}: ", inner) for key, inner in value.items()], "{}")
    if isinstance(value, list | tuple):
        return Call("", [("", inner) for inner in value], "[]" if isinstance(value, list) else "()")
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, str):
        return text_literal(value)
    return value if isinstance(value, Call) else value.text if isinstance(value, Code) else repr(value)


def literal(text: str) -> str:
    """Return a string as ruff writes it: in double quotes, unless that needs more escapes."""
    plain = repr(text)
    if plain[0] == "'" and '"' not in plain:
        return f'"{plain[1:-1]}"'
    if plain[0] == "'" and "'" in text:  # both kinds of quotes
        return '"' + plain[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'
    return plain


def text_literal(text: str) -> str:
    """Return a string, as an f-string where it holds the name of a word."""
    if WORD not in text:
        return literal(text)
    rest = text.replace("{", "{{").replace("}", "}}").replace("{{word}}", WORD)
    return "word" if rest == WORD else "f" + literal(rest)


def joined(blocks: Iterable[str]) -> str:
    """Return top-level blocks with two empty lines between them."""
    return "\n\n\n".join(block.strip("\n") for block in blocks) + "\n"
