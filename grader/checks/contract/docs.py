"""What the documentation page says for people: summaries, descriptions, tags, title."""

from __future__ import annotations

from collections.abc import Iterator

from grader.checks.contract.endpoint import Endpoint
from grader.checks.contract.findings import Finding, clip, names, sentence, show
from grader.checks.openapi import Document, mapping, members, text

_AUTOMATIC = {"title": "FastAPI", "version": "0.1.0"}
"""FastAPI writes these by itself: a contract that holds them asks for nothing."""


def compare_docs(wanted: Endpoint, found: Endpoint) -> Iterator[Finding]:
    """Yield where summary, description, tags or deprecation of `found` are not what the contract states."""
    for key in ("summary", "description"):
        want, have = text(wanted.operation.node.get(key)), text(found.operation.node.get(key))
        if want and want.split() != have.split():
            yours = f"yours is {show(clip(have))}" if have else "yours has none"
            yield _finding(wanted, f"the {key} should be {show(clip(want))}; {yours}", clip(want), clip(have))
    yield from _tags(wanted, found)
    if wanted.operation.node.get("deprecated") is True and found.operation.node.get("deprecated") is not True:
        yield _finding(wanted, "the route should be marked deprecated=True", "deprecated", "not deprecated")


def _tags(wanted: Endpoint, found: Endpoint) -> Iterator[Finding]:
    want, have = _read_tags(wanted), _read_tags(found)
    if not want or set(want) == set(have):
        return
    received = names(have) if have else "none"
    noun = "the tag should be" if len(want) == 1 else "the tags should be"
    # tags="items" instead of tags=["items"]
    letters = f": tags must be a list, tags=[{show(want[0])}]" if "".join(have) == want[0] else ""
    yield _finding(wanted, f"{noun} {names(want)}; yours: {received}{letters}", names(want), received)


def _read_tags(endpoint: Endpoint) -> list[str]:
    return [tag for tag in members(endpoint.operation.node.get("tags")) if isinstance(tag, str)]


def _finding(wanted: Endpoint, said: str, expected: str, received: str) -> Finding:
    return Finding("docs", str(wanted), sentence(wanted, said), expected, received)


def compare_info(contract: Document, document: Document) -> Iterator[Finding]:
    """Yield where the app's title, version or description is not what the contract states."""
    asked, given = mapping(contract.root.get("info")), mapping(document.root.get("info"))
    for key in ("title", "version", "description"):
        want, have = text(asked.get(key)), text(given.get(key))
        if want and want != _AUTOMATIC.get(key) and want.split() != have.split():
            yours = f"yours is {show(clip(have))}" if have else "yours has none"
            said = f"The app's {key} should be {show(clip(want))}; {yours}: write FastAPI({key}=...)."
            yield Finding("info", "", said, clip(want), clip(have))
