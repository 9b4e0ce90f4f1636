"""Reads the files of a hand-in that are compared; nothing of them is ever run."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.answers import FILES as ANSWERS
from grader.similarity.tokens import Token, code_tokens, prose_tokens

CODE_RUN = 16
"""Tokens in a row that count as a find: about two lines. Shorter ones are alike by nature."""
PROSE_RUN = 6
"""Words in a row."""
MOST_BYTES = 60_000
"""Of one file; longer ones are data, and are left out."""
MOST_BYTES_IN_ALL = 200_000
"""Of one hand-in."""

Run = tuple[str, ...]
"""Tokens in a row, as they are compared."""


@dataclass(frozen=True)
class Source:
    """One file."""

    path: str
    digest: str
    lines: tuple[str, ...]
    tokens: tuple[Token, ...]
    length: int
    """Tokens of one run."""

    def runs(self) -> Iterator[Run]:
        """Yield what stands at each position: `length` tokens in a row."""
        kinds = [token.kind for token in self.tokens]
        for start in range(len(kinds) - self.length + 1):
            yield tuple(kinds[start : start + self.length])


@dataclass(frozen=True)
class Work:
    """The files of one hand-in, sorted by path."""

    sources: tuple[Source, ...]
    skipped: tuple[str, ...] = ()
    """Files that were too large."""


def read_work(root: Path) -> Work:
    """Read the Python files and the written answers below `root`, as far as the bounds allow."""
    sources: list[Source] = []
    skipped = []
    left = MOST_BYTES_IN_ALL
    for relative, path in sorted(_files(root)):
        size = path.stat().st_size
        if size > min(left, MOST_BYTES):
            skipped.append(relative)
            continue
        left -= size
        sources.append(read_source(relative, path.read_bytes()))
    return Work(tuple(sources), tuple(skipped))


def read_source(relative: str, content: bytes) -> Source:
    """Return a file's tokens: of code, or of prose where its name is that of written answers."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    prose = Path(relative).name in ANSWERS
    return Source(
        path=relative,
        digest=hashlib.sha256(content).hexdigest(),
        lines=tuple(text.split("\n")),
        tokens=tuple(prose_tokens(text) if prose else code_tokens(text)),
        length=PROSE_RUN if prose else CODE_RUN,
    )


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            if path.suffix == ".py" or name in ANSWERS:
                yield path.relative_to(root).as_posix(), path
