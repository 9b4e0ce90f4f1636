"""Reads Python source as a tree."""

from __future__ import annotations

import ast
import threading
import warnings

_one = threading.Lock()


def parse(source: str | bytes) -> ast.Module:
    """Return the syntax tree of a module, without warnings about it.

    One thread at a time: before 3.11.8 and 3.12.1 CPython counts the depth of all threads together and
    ends in a SystemError (python/cpython#106905); and warnings are silenced for all threads, too.

    Raises:
        SyntaxError: it is not Python.
        ValueError: it holds null bytes, or is in no encoding that can be read.
        RecursionError, MemoryError: it is nested too deeply.
    """
    with _one, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)
