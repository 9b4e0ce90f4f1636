"""Where in a TOML text a key stands: `tomllib` does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

Location = tuple[str | int, ...]
"""Keys and indices from the top, for example `("mutants", 3, "kills")`."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w-]+)\s*[.=]")
_QUOTES = ('"""', "'''")


def line_of(text: str, location: Sequence[str | int]) -> int:
    """Return the 1-based line of `location`, or of the nearest table above it; 1 when there is none."""
    lines = key_lines(text)
    place = tuple(location)
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def line_of_id(text: str, table: str, identifier: str) -> int:
    """Return the line of the entry of the array `table` whose `id` is `identifier`; 1 when there is none."""
    rows = text.splitlines()
    for place, line in key_lines(text).items():
        if len(place) == 3 and place[0] == table and place[2] == "id":
            value = rows[line - 1].partition("=")[2].strip().strip("\"'")
            if value == identifier:
                return line
    return line_of(text, (table, 0))


def key_lines(text: str) -> dict[Location, int]:
    """Return the line of every table header and of every key that stands at the start of a line."""
    found: dict[Location, int] = {}
    counts: dict[Location, int] = {}
    table: Location = ()
    quote = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not quote:
            if header := _HEADER.match(line):
                table = _enter(counts, header[2].split("."), is_array=header[1] == "[[")
                found.setdefault(table, number)
            elif key := _KEY.match(line):
                found.setdefault((*table, key[1]), number)
        quote = _open_quote(line, quote)
    return found


def _enter(counts: dict[Location, int], names: Sequence[str], *, is_array: bool) -> Location:
    """Return the location of the table that a header opens; counts the entries of arrays."""
    place: Location = ()
    for name in names[:-1]:
        place = (*place, name)
        if place in counts:
            place = (*place, counts[place] - 1)
    place = (*place, names[-1])
    if is_array:
        counts[place] = counts.get(place, 0) + 1
        place = (*place, counts[place] - 1)
    return place


def _open_quote(line: str, quote: str) -> str:
    """Return the kind of multi-line string that is open after `line`, or ""."""
    while True:
        if quote:
            _, closed, line = line.partition(quote)
            if not closed:
                return quote
            quote = ""
        else:
            starts = [(line.index(mark), mark) for mark in _QUOTES if mark in line]
            if not starts:
                return ""
            at, quote = min(starts)
            line = line[at + 3 :]
