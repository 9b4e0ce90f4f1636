"""A student's written answers: `answers.toml`, or `answers.md` with front matter; hostile data, only read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.printable import printable
from grader.settings import working_folders
from grader.tomllines import key_lines

FILES = ("answers.toml", "answers.md")
"""In the submission's root; the first one that is there counts."""
LESSON = "lesson"
"""The key by which an answers file names its lesson."""
MAX_SIZE = 64 * 1024
MAX_ANSWERS = 200

_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_HEADING = re.compile(r"#{1,6}\s+[`*_]*([A-Za-z0-9][\w.-]*)[`*_:]*\s*$")
_ANY_HEADING = re.compile(r"#{1,6}\s")
_FENCE = re.compile(r"\s*(```+|~~~+)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONG = "text of several lines stands between three quotes"
_CURLY = "\u201c\u201d\u201e\u2018\u2019"
_OPEN = ("Illegal character '\\n'", "Unterminated string")


@dataclass(frozen=True)
class Answer:
    """What was written for one question."""

    value: Any
    """Text, a number, or whatever else TOML and YAML know."""
    line: int


@dataclass(frozen=True)
class Sheet:
    """A submission's answers."""

    file: str = ""
    """The name of the file; "" when there is none."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By question id; the keys of a table are joined to its name by a dot."""
    lesson: str = ""
    """The lesson that it names at its top."""
    problem: str = ""
    """Why it cannot be read: file, line and mend."""


class _UnreadableError(ValueError):
    pass


def read_sheet(root: Path) -> Sheet:
    """Read the answers of the submission in `root`; what is wrong with the file becomes its `problem`."""
    for folder in working_folders(root):
        for name in FILES:
            path = folder / name
            if path.is_file():
                try:
                    return _sheet(name, _text(path))
                except _UnreadableError as error:
                    return Sheet(file=name, problem=f"{name}{error}")
                except (OSError, RecursionError) as error:
                    return Sheet(file=name, problem=f"{name} cannot be read: {type(error).__name__}.")
    return Sheet()


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MAX_SIZE + 1)
    if len(data) > MAX_SIZE:
        raise _UnreadableError(f" is larger than {MAX_SIZE // 1024} KB; keep the answers short.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _UnreadableError(f", line {line}: not UTF-8; save the file as UTF-8.") from None


def _sheet(name: str, text: str) -> Sheet:
    found = dict(_of_toml(text) if name.endswith(".toml") else _of_markdown(text))
    if len(found) > MAX_ANSWERS:
        raise _UnreadableError(f" holds more than {MAX_ANSWERS} answers.")
    lesson = found.pop(LESSON, None)
    if lesson is not None and not isinstance(lesson.value, str):
        raise _UnreadableError(f', line {lesson.line}: `lesson` must be text: {LESSON} = "..."')
    return Sheet(file=name, answers=found, lesson=lesson.value if lesson else "")


def _of_toml(text: str, first: int = 1) -> Iterator[tuple[str, Answer]]:
    """Yield the answers of a TOML text whose first line is line `first` of its file."""
    try:
        table = tomllib.loads(text)
    except ValueError as error:
        raise _UnreadableError(_toml_problem(str(error), text, first)) from None
    lines = {".".join(map(str, place)): line + first - 1 for place, line in key_lines(text).items()}
    yield from _flat(table, lines)


def _toml_problem(problem: str, text: str, first: int) -> str:
    at = _AT_LINE.search(problem)
    line = int(at[1]) if at and at[1] else len(text.splitlines())
    what = printable(_AT_LINE.sub("", problem))
    written = [*text.splitlines(), ""][line - 1]
    curly = next((char for char in written if char in _CURLY), "")
    if curly:
        mend = f'{curly} is a curly quote: write " in its place, an editor for code does'
    elif what.startswith(_OPEN):
        mend = f"a text is not closed: end it with the quotes that it begins with; {_LONG}"
    else:
        mend = f'put text into straight quotes ("..."); {_LONG}'
    return f", line {line + first - 1}: not valid TOML: {what}; {mend}."


def _flat(table: Mapping[Any, Any], lines: Mapping[str, int]) -> Iterator[tuple[str, Answer]]:
    for key, value in table.items():
        if isinstance(value, dict):
            for inner, answer in value.items():
                name = f"{key}.{inner}"
                yield name, Answer(answer, lines.get(name, lines.get(str(key), 1)))
        else:
            yield str(key), Answer(value, lines.get(str(key), 1))


def _of_yaml(text: str, first: int) -> Iterator[tuple[str, Answer]]:
    from grader.plainyaml import BrokenYamlError, load_plain

    try:
        table = load_plain(text)
    except BrokenYamlError as error:
        what = printable(str(error))
        if error.line is None:
            raise _UnreadableError(f", line {first}: not valid YAML: {what}.") from None
        place = f"line {error.line + first}"
        raise _UnreadableError(f", {place}: not valid YAML: {what}; put text into quotes.") from None
    if table is None:
        return
    if not isinstance(table, dict):
        raise _UnreadableError(f", line {first}: the front matter must be `question: answer` lines.")
    yield from _flat(table, _yaml_lines(text, first))


def _yaml_lines(text: str, first: int) -> dict[str, int]:
    """Return the line of each key; those below another are joined to it by a dot."""
    lines: dict[str, int] = {}
    above = ""
    for number, line in enumerate(text.splitlines(), start=first):
        if key := re.match(r"(\s*)([\w.-]+)\s*:", line):
            above = above if key[1] else key[2]
            lines.setdefault(f"{above}.{key[2]}" if key[1] else key[2], number)
    return lines


def _of_markdown(text: str) -> Iterator[tuple[str, Answer]]:
    """Yield the answers of the front matter, then of the sections whose heading is a question's id."""
    body, first = text, 1
    if matter := _MATTER.match(text):
        body = text[matter.end() :]
        first = text.count("\n", 0, matter.end()) + 1
        begin = text.count("\n", 0, matter.start(2)) + 1
        yield from (_of_yaml if matter[1] == "---" else _of_toml)(matter[2], begin)
    yield from _sections(_COMMENT.sub(_blank, body), first)


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def _sections(text: str, first: int) -> Iterator[tuple[str, Answer]]:
    """Yield what stands below each heading that is a question's id; a `#` in a code block is no heading."""
    sections: list[tuple[str, int, list[str]]] = [("", first, [])]
    fence = ""
    for number, line in enumerate(text.splitlines(), start=first):
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if _ANY_HEADING.match(line) and not fence:
            heading = _HEADING.match(line)
            sections.append((heading[1].lower() if heading else "", number, []))
        else:
            sections[-1][2].append(line)
    for name, number, lines in sections:
        answer = "\n".join(lines).strip()
        if name and answer:
            yield name, Answer(answer, number)
