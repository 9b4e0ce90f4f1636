"""What readers make of an output: a browser, a forge, a parser, a terminal, a CI service."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NoReturn
from xml.etree import ElementTree

from markdown_it import MarkdownIt
from markdown_it.token import Token

from grader.reporting.visible import CUT, block

ORDERS = {
    *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"),
    *("remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"),
}
"""What GitHub's runner obeys."""
LIVE = r"(?i)[@#!~%&^]\w|:[\w+-]+:|\[\w+:|://|www\.|GH-\d|[$]"
"""What a forge makes something of in text, whatever its Markdown parser said."""
SGR = r"\x1b\[[0-9;]*m"
VOID = {"meta", "br"}
INLINE = {"text", "code_inline"}


def bare(text: str) -> str:
    """Return a text without what layout adds and takes: spaces, code spans, and numbers of characters."""
    return re.sub(r"[\s`]", "", text).replace(r"\x3a", ":").replace(r"\x23", "#")


def told(text: str) -> list[str]:
    """Return the beginnings of the first lines of `text`, bare, as they must be found in an output."""
    return [bare(line.removesuffix(CUT)) for line in block(text, 3)[:3]]


def obeyed(line: str) -> bool:
    """Tell whether a CI service takes a line for a command, as GitHub's runner reads it (and others)."""
    trimmed = line.strip()
    name, end, _ = trimmed[2:].partition("::")
    if trimmed.startswith("::") and end and name.split(" ")[0].lower() in ORDERS:
        return True
    return re.search(r"##\w*\[", line) is not None


def judge_screen(shown: str) -> None:
    """A terminal does nothing but show it, and no line of it is a command."""
    assert shown.replace("\n", "").isprintable()
    assert re.search(r"[^\n]\n\Z", shown)
    assert not any(map(obeyed, shown.split("\n")))


class Page(HTMLParser):
    """Collects what a browser would make of a page: its elements, their attributes, and texts."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> NoReturn:
        raise AssertionError(data)

    handle_pi = handle_comment
    unknown_decl = handle_comment


def judge_html(shown: str, harmless: str, text: str) -> None:
    """A browser finds the elements and attributes of a harmless page, and shows the text."""
    page, expected = Page(shown), Page(harmless)
    assert _elements(page) == _elements(expected)
    assert _values(page) == _values(expected)
    content = bare("".join(page.texts))
    assert all(line in content for line in told(text))


def _elements(page: Page) -> Counter[str]:
    """Count all but what depends on the text's length and backticks: the lines of a label, and code."""
    return Counter(tag for tag in page.tags if tag not in {"text", "code"})


def _values(page: Page) -> set[tuple[str, str]]:
    """Return all attributes, without the places of a label's lines."""
    return {(name, "" if name in {"x", "y"} else value) for name, value in page.attributes}


def judge_markdown(shown: str, harmless: str, text: str) -> None:
    """A forge finds the structure of a harmless report, makes nothing of any word, and shows the text."""
    tokens, expected = parse_markdown(shown), parse_markdown(harmless)
    assert _kinds(tokens) == _kinds(expected)
    assert not re.search(LIVE, " ".join(token.content for token in tokens if token.type == "text"))
    content = bare("".join(token.content for token in tokens if token.type in {*INLINE, "fence"}))
    assert all(line in content for line in told(text))


def parse_markdown(source: str) -> list[Token]:
    """Return all tokens, inner ones after their outer one."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return list(_flat(parser.parse(source)))


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _kinds(tokens: list[Token]) -> Counter[str]:
    return Counter(f"{token.type} {token.info}" for token in tokens if token.type not in INLINE)


def judge_junit(shown: str, harmless: str, text: str) -> None:
    """An XML parser finds the elements and attributes of a harmless report, and the text."""
    root, expected = (ElementTree.fromstring(source.encode("utf-8")) for source in (shown, harmless))
    assert [(e.tag, list(e.attrib)) for e in root.iter()] == [
        (e.tag, list(e.attrib)) for e in expected.iter()
    ]
    content = bare("".join(root.itertext()))
    assert all(line in content for line in told(text))


def _shape(element: ElementTree.Element) -> tuple[str, list[str]]:
    return element.tag, list(element.attrib)


def judge_terminal(plain: str, colored: str, text: str) -> None:
    """Colour adds nothing but styles, and all that was written can be read."""
    stripped = re.sub(SGR, "", colored)
    assert [line.rstrip() for line in stripped.split("\n")] == plain.split("\n")
    content = bare(plain)
    assert all(line in content for line in told(text))
