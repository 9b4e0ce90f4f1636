"""Turns a file into tokens that stay the same when names, texts and layout change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Name, Number, String, Text

Kind = tuple[str, ...]
"""How Pygments calls a token: `("Name", "Builtin")`."""


class Token(NamedTuple):
    """One token of a file."""

    kind: str
    """What is compared."""
    text: str
    """What stands there."""
    first: int
    """Number of its first line, from 1."""
    last: int


def code_tokens(text: str) -> list[Token]:
    """Return the tokens of Python code, comments and docstrings left out; broken code has tokens, too."""
    return list(_joined(_kinds(text)))


def prose_tokens(text: str) -> list[Token]:
    """Return the words of written answers."""
    return [
        Token(word.lower(), word, number, number)
        for number, line in enumerate(text.split("\n"), 1)
        for word in re.findall(r"\w+", line)
    ]


def _kinds(text: str) -> Iterator[Token]:
    line = 1
    for _, kind, value in PythonLexer().get_tokens_unprocessed(text):
        last = line + value.count("\n")
        if not _is_silent(kind):
            yield Token(_kind(kind, value), value, line, last)
        line = last


def _is_silent(kind: Kind) -> bool:
    """Tell whether it is space, a comment or a docstring; what Pygments cannot read is code."""
    return _within(kind, Text, Comment, String.Doc)


def _kind(kind: Kind, value: str) -> str:
    if _within(kind, String):
        return "text"
    if _within(kind, Number):
        return "0"
    if _within(kind, Name.Decorator):
        return "@"
    if _within(kind, Name) and not _within(kind, Name.Builtin, Name.Exception):
        return "name"  # the student's choice, unlike those of the language
    return value


def _within(kind: Kind, *groups: Kind) -> bool:
    return any(kind[: len(group)] == group for group in groups)


def _joined(tokens: Iterable[Token]) -> Iterator[Token]:
    """Join the parts of a string (prefix, quotes, escapes) into one token."""
    waiting: Token | None = None
    for token in tokens:
        if waiting and waiting.kind == token.kind == "text":
            waiting = waiting._replace(text=waiting.text + token.text, last=token.last)
            continue
        if waiting:
            yield waiting
        waiting = token
    if waiting:
        yield waiting
