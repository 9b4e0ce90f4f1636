"""Which operation of the submission answers which operation of the contract."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from grader.checks.contract.findings import Finding, clip, listed, name
from grader.checks.openapi import Document, Operation

_PARAMETER = re.compile(r"\{([^{}]*)\}")
_COMPARED_PATHS = 200
_COMPARED_LENGTH = 200
_SIMILAR = 0.7


def shape(path: str) -> str:
    """Return the path without the names of its parameters, which no client sees."""
    return _PARAMETER.sub("{}", path)


def path_names(path: str) -> list[str]:
    """Return the names of the path's parameters, in order."""
    return [found.split(":")[0] for found in _PARAMETER.findall(path)]


@dataclass(frozen=True)
class Match:
    """An operation of the contract and the submission's, None where there is none."""

    wanted: Operation
    found: Operation | None


class Matches:
    """The operations of both documents, put side by side."""

    def __init__(self, contract: Document, document: Document) -> None:
        """Match by method and shape of the path; of two that match, the first declared answers."""
        wanted = list(contract.operations())
        self._others: dict[tuple[str, str], Operation] = {}
        for operation in document.operations():
            self._others.setdefault((operation.method, shape(operation.path)), operation)
        self.pairs = [Match(w, self._others.pop((w.method, shape(w.path)), None)) for w in wanted]
        self._matched = [match.found for match in self.pairs if match.found]

    @property
    def unasked(self) -> list[Operation]:
        """The submission's operations that the contract does not have."""
        return list(self._others.values())

    def missing(self, wanted: Operation) -> Finding:
        """Say that `wanted` is missing, and what the student may have written instead of it."""
        near, lead = self._near(wanted)
        received = clip(str(near)) if near else "no such operation"
        return Finding(
            "operations",
            str(wanted),
            f"{wanted} is missing from the documentation{lead}",
            str(wanted),
            received,
        )

    def _near(self, wanted: Operation) -> tuple[Operation | None, str]:
        """Return an operation that was probably meant to be `wanted`, and the end of a sentence on it."""
        target = shape(wanted.path)
        for found in self.unasked:
            if shape(found.path) == target:
                return found, f": {name(wanted.path)} answers {found.method} in yours, not {wanted.method}."
        candidates = [other for other in self.unasked if other.method == wanted.method][:_COMPARED_PATHS]
        for explain in (_slashes, _prefix, _similar):
            for found in candidates:
                lead = explain(wanted.path, found.path[:_COMPARED_LENGTH])
                if lead:
                    return found, lead
        methods = [found.method for found in self._matched if shape(found.path) == target]
        return (
            None,
            f": {name(wanted.path)} answers only {listed(methods, 'and')} in yours." if methods else ".",
        )


def _slashes(wanted: str, found: str) -> str:
    if shape(wanted).strip("/") != shape(found).strip("/"):
        return ""
    if not found.startswith("/"):
        return f": yours is {name(found)}; a path must begin with a slash."
    return f": yours is {name(found)}; with and without the final slash are two different paths."


def _prefix(wanted: str, found: str) -> str:
    long, short = (found, wanted) if len(shape(found)) > len(shape(wanted)) else (wanted, found)
    if short == "/" or not short.startswith("/") or not shape(long).endswith(shape(short)):
        return ""
    prefix = "/".join(long.split("/")[: -short.count("/")])
    if long == wanted:
        return f": yours is {name(found)}; its router needs the prefix {name(prefix)}."
    if shape(wanted).startswith(shape(prefix)):
        return f": yours is {name(found)}; the prefix {name(prefix)} is there twice."
    return f": yours is {name(found)}; remove the prefix {name(prefix)}."


def _similar(wanted: str, found: str) -> str:
    parts, others = shape(wanted).split("/"), shape(found).split("/")
    if len(parts) != len(others) or not all(_alike(*pair) for pair in zip(parts, others, strict=True)):
        return ""
    return f": yours has {name(found)}; did you mean {name(wanted)}?"


def _alike(part: str, other: str) -> bool:
    """Tell whether one part of a path may be the other misspelt; a parameter is never a literal."""
    if part == other or "{}" in (part, other):
        return part == other
    return difflib.SequenceMatcher(None, part, other).ratio() >= _SIMILAR
