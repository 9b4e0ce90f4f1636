"""The README's and the documentation's code, as a reader meets it.

A comment directly before a fenced block says what the block alone does not:

    <!-- not run: REASON -->     a shell block that a test cannot run
    <!-- exits with: CODE -->    what its `grade` or `pytest` must exit with
    <!-- file: PATH -->          the block is the content of this file
    <!-- append: PATH -->        the block belongs at the end of this file
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from grader.cli import cli

ROOT = Path(__file__).parents[2]
SHELL = ("sh", "bash", "console")
REMARK = re.compile(r"<!-- (not run|exits with|file|append): (.+?) -->")
SEPARATORS = frozenset({"&&", "||", ";", "|", "&", ">", "<", ">>", "(", ")"})


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    line: int
    language: str
    text: str
    remarks: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def is_shell(self) -> bool:
        return self.language in SHELL

    @property
    def is_run(self) -> bool:
        return self.is_shell and "not run" not in self.remarks

    @property
    def script(self) -> str:
        """What to type: of a console session the lines with a prompt."""
        if self.language != "console":
            return self.text
        lines = self.text.splitlines()
        return "\n".join(line.removeprefix("$ ") for line in lines if line.startswith("$ "))

    @property
    def allowed(self) -> str:
        """Exit codes that `grade` and `pytest` may have; 1 only where one submission loses points."""
        grades = any(command_of(words) == "submission" for words in grade_commands(self.script))
        return self.remarks.get("exits with", "0 1" if grades else "0")


@dataclass(frozen=True)
class Page:
    """A Markdown file, by its path from the root of the repository."""

    name: str

    def __str__(self) -> str:
        return self.name

    @cached_property
    def _tokens(self) -> list[Token]:
        text = (ROOT / self.name).read_text(encoding="utf-8")
        return MarkdownIt("commonmark").enable("table").parse(text)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        remarks: dict[str, str] = {}
        for token in self._tokens:
            if token.type == "fence":
                line = (token.map or [0])[0] + 1
                yield Block(self.name, line, token.info.split(" ")[0], token.content, remarks)
            found = REMARK.findall(token.content) if token.type == "html_block" else ()
            remarks = {**remarks, **dict(found)} if found else {}

    @property
    def spans(self) -> Iterator[str]:
        """Code within sentences and tables."""
        for token in self._tokens:
            for part in token.children or ():
                if part.type == "code_inline":
                    yield part.content


def pages() -> tuple[Page, ...]:
    """Return all pages that have commands to be run or options to be named."""
    front = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
    files = [path for path in front if path.exists()] + sorted((ROOT / "docs").rglob("*.md"))
    return tuple(Page(path.relative_to(ROOT).as_posix()) for path in files)


def commands(script: str) -> Iterator[list[str]]:
    """Yield the words of each command of a shell script."""
    for line in script.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in lexer:
            if word in SEPARATORS:
                yield words
                words = []
            else:
                words.append(word)
        yield words


def grade_commands(script: str) -> Iterator[list[str]]:
    """Yield what follows `grade` where a script calls it."""
    for words in commands(script):
        names = [Path(word).name for word in words]
        if "grade" in names:
            yield words[names.index("grade") + 1 :]


def command_of(words: list[str]) -> str:
    """Return the command that `grade` takes these words for."""
    return words[0] if words and words[0] in cli.commands else "submission"
