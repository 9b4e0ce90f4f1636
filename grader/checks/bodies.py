"""Reads JSON that an untrusted app answered with, in memory that does not grow with what it makes up."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

MOST_JSON = 2 * 1024 * 1024
"""Bytes that are read as JSON: as Python objects the worst of it takes thirty times the memory."""


class TooLargeError(ValueError):
    """The body is larger than any answer that a lesson asks for."""


def read_json(body: bytes, parse_constant: Callable[[str], Any] | None = None) -> Any:
    """Return the value of a JSON body.

    Raises:
        TooLargeError: it is longer than `MOST_JSON`.
        ValueError: it is no JSON.
        RecursionError: it is nested too deep.
    """
    if len(body) > MOST_JSON:
        raise TooLargeError(f"{len(body) / 1024**2:.1f} MB of JSON")
    return json.loads(body, parse_constant=parse_constant)
