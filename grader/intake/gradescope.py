"""An export of Gradescope: a folder per submission, and submission_metadata.yml, which says whose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

import yaml

from grader.errors import UsageError
from grader.intake.found import Finding, Found, clean, moment
from grader.intake.shelf import Shelf
from grader.intake.values import Student, Unmatched
from grader.intake.zipshelf import BROKEN

METADATA = "submission_metadata.yml"
MAX_RECORD = 8 * 1024 * 1024
_KEY = re.compile(r"""(?P<quote>["']?)(?P<key>[^\s"'#:-][^\s"':]*)(?P=quote):\s*""")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_PEOPLE = 50


class Record(NamedTuple):
    """What the metadata say of one submission."""

    people: tuple[Student, ...]
    created: datetime | None


def recognised(shelf: Shelf) -> bool:
    """Tell whether the metadata lie here."""
    return shelf.entries.get(METADATA) is False


def find(shelf: Shelf) -> Iterator[Finding]:
    """Return each submission with its submitters."""
    seen = {METADATA}
    for key, block in _blocks_of(shelf):
        where = f"{shelf.where}/{key}"
        if key in seen or not shelf.entries.get(key):
            why = f"is named in {METADATA}, but there is no such folder"
            yield Unmatched(
                what=clean(where), why=why if key not in seen else f"is named twice in {METADATA}"
            )
            continue
        seen.add(key)
        yield from _found(shelf, key, block)
    for name, is_folder in shelf.entries.items():
        if name not in seen:
            yield Unmatched(what=f"{shelf.where}/{clean(name)}", why=f"is not named in {METADATA}")
            if is_folder:
                yield Found(f"{shelf.where}/{name}", clean(name), shelf.take(name), "gradescope")


def blocks(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Split the metadata by submission: with all results they may be too large to be read at once."""
    key, block, size = "", list[str](), 0
    for line in lines:
        match = _KEY.fullmatch(line.rstrip())
        if match and not line[0].isspace():
            if key:
                yield key, "".join(block)
            key, block, size = match["key"], [], 0
        elif size <= MAX_RECORD:
            block.append(line)
            size += len(line)
    if key:
        yield key, "".join(block)


def record(block: str) -> Record:
    """Read what stands below one submission's key.

    The nodes are read as text: no tag of Ruby's matters, and no alias is ever expanded.

    Raises:
        ValueError: it is no YAML, or too large.
    """
    if len(block) > MAX_RECORD:
        raise ValueError("is too large")
    try:
        node = yaml.compose(block, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("is no valid YAML") from error
    fields = _fields(node)
    submitters = fields.get("submitters")
    items = submitters.value[:_MAX_PEOPLE] if isinstance(submitters, yaml.SequenceNode) else []
    people = tuple(student for item in items if (student := _student(item)))
    return Record(people, moment(_text(fields.get("created_at"))))


def _blocks_of(shelf: Shelf) -> Iterator[tuple[str, str]]:
    try:
        with shelf.open(METADATA) as file:
            lines = iter(partial(file.readline, MAX_RECORD + 1), b"")
            yield from blocks(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace") for line in lines)
    except BROKEN as error:
        raise UsageError(f"{shelf.where}/{METADATA} is broken ({error}); get the export anew.") from error


def _found(shelf: Shelf, key: str, block: str) -> Iterator[Finding]:
    where = f"{shelf.where}/{key}"
    try:
        people, created = record(block)
    except ValueError as error:
        people, created = (), None
        yield Unmatched(what=clean(where), why=f"its entry in {METADATA} {error}")
    else:
        if not people:
            yield Unmatched(what=clean(where), why=f"{METADATA} names no submitter")
    if not shelf.names_in(key):
        yield Unmatched(what=clean(where), why="is empty, or cannot be read")
        return
    yield Found(where, clean(key), shelf.take(key), "gradescope", people, submitted=created)


def _student(node: yaml.Node) -> Student | None:
    fields = {key: clean(_text(value)) for key, value in _fields(node).items()}
    name, sid, email = (fields.get(key, "") for key in ("name", "sid", "email"))
    best = sid or email or name
    return Student(id=best, name=name, email=email) if best else None


def _fields(node: yaml.Node | None) -> dict[str, yaml.Node]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return {_text(key).lstrip(":"): value for key, value in pairs}


def _text(node: yaml.Node | None) -> str:
    is_text = isinstance(node, yaml.ScalarNode) and not node.tag.endswith(":null")
    return str(node.value) if node is not None and is_text else ""
