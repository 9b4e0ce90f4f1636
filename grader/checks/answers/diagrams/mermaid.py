"""Reads a Mermaid flowchart: boxes in every shape, arrows with labels, chains, `&`, subgraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from grader.checks.answers.diagrams.drawing import Drawing

_HEADER = re.compile(r"(?:graph|flowchart\S*)(?:\s+(?:TB|TD|BT|RL|LR|[<>^v]))?\s*(?:;|$)")
_ASIDE = re.compile(r"(?:classDef|class|style|linkStyle|click|direction|accTitle|accDescr|title)\b|:::")
_SUBGRAPH = re.compile(r"subgraph\s+(?P<id>[^\s\[(\"]+)?\s*(?:\[(?P<label>.*)\]|(?P<rest>.*))$")
_ID = re.compile(r"\w+(?:[-.](?=\w)(?!-)\w+)*")
_SHAPES = (
    ("(((", ")))"),
    ("((", "))"),
    ("([", "])"),
    ("[[", "]]"),
    ("[(", ")]"),
    ("{{", "}}"),
    ("[/", "/]"),
    ("[/", "\\]"),
    ("[\\", "\\]"),
    ("[\\", "/]"),
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    (">", "]"),
)
_NEW_SHAPE = re.compile(r"@\{(?P<inner>[^}]*)\}")
_CLASS = re.compile(r":::[\w-]+")
_LINK = re.compile(
    r"(?P<tail>[<ox](?=[-=]))?(?:-{2,}(?P<a>[>ox])|-{3,}|-\.+-(?P<b>[>ox])?|={2,}(?P<c>[>ox])|={3,})"
)
_WORDED = re.compile(
    r"(?P<tail>[<ox](?=[-=]))?(?:--|==|-\.)\s*(?P<label>[^\s>|-][^|]*?)\s*(?:-{2,}|={2,}|\.+-)(?P<head>[>ox])?"
)
_INVISIBLE = re.compile(r"~{3,}")
_EDGE_ID = re.compile(r"\w+@(?=[-=<ox])")
_TEXT = re.compile(r"\|(?P<label>[^|]*)\|")
_AMPERSAND = re.compile(r"\s*&\s*")


def read_mermaid(text: str) -> Drawing:
    """Read a flowchart; a line that is not understood is kept in `unread` and left out."""
    drawing = Drawing()
    groups: dict[str, list[str]] = {}
    open_groups: list[str] = []
    plain = re.sub(r"\A\s*---\n.*?\n---\n", "", text, flags=re.DOTALL)
    for line in (part for row in plain.splitlines() for part in _statements(row)):
        if _HEADER.match(line) or _ASIDE.match(line):
            continue
        if opened := _SUBGRAPH.match(line):
            name = opened["id"] or opened["rest"] or f"group {len(groups) + 1}"
            groups.setdefault(name, [])
            open_groups.append(name)
        elif line == "end" and open_groups:
            closed = open_groups.pop()
            if open_groups:
                groups[open_groups[-1]] += groups[closed]
        else:
            named = _Statement(line, drawing).read()
            if open_groups:
                groups[open_groups[-1]] += [name for name in named if name not in groups]
    drawing.spread(groups)
    return drawing


def _statements(row: str) -> Iterator[str]:
    """Split a row at the semicolons outside of boxes and quotes; comments are dropped."""
    depth, quoted, begin = 0, False, 0
    for place, char in enumerate(row):
        quoted ^= char == '"'
        depth += 0 if quoted else (char in "[({") - (char in "])}")
        if row.startswith("%%", place) and not quoted and depth <= 0:
            row = row[:place]
            break
        if char == ";" and not quoted and depth <= 0:
            yield from filter(None, [row[begin:place].strip()])
            begin = place + 1
    yield from filter(None, [row[begin:].strip()])


class _Statement:
    """One statement: boxes, or a chain of boxes and arrows."""

    def __init__(self, line: str, drawing: Drawing) -> None:
        self._line = line
        self._drawing = drawing
        self._at = 0
        self._named: list[str] = []

    def read(self) -> list[str]:
        """Add what the statement says to the drawing; return the boxes that it names."""
        sources = self._boxes()
        while sources and self._at < len(self._line):
            link = self._link()
            targets = self._boxes() if link else []
            if not link or not targets:
                sources = []
                break
            label, forward, backward = link
            for source in sources:
                for target in targets:
                    if forward or backward:
                        ends = (source, target) if forward else (target, source)
                        self._drawing.add_arrow(*ends, label, both=forward and backward)
            sources = targets
        if not sources:
            self._drawing.unread.append(self._line)
        return self._named

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._line, self._at)
        if found:
            self._at = found.end()
        return found

    def _space(self) -> None:
        self._at = len(self._line) - len(self._line[self._at :].lstrip())

    def _boxes(self) -> list[str]:
        boxes = []
        while box := self._box():
            boxes.append(box)
            if not self._take(_AMPERSAND):
                break
        self._space()
        return boxes

    def _box(self) -> str:
        self._space()
        found = self._take(_ID)
        if found is None:
            return ""
        self._drawing.add_box(found[0], self._label())
        self._named.append(found[0])
        self._take(_CLASS)
        return found[0]

    def _label(self) -> str:
        if new := self._take(_NEW_SHAPE):
            label = re.search(r"label\s*:\s*(\"[^\"]*\"|[^,]*)", new["inner"])
            return _clean(label[1]) if label else ""
        for begin, end in _SHAPES:
            if self._line.startswith(begin, self._at):
                inner = self._at + len(begin)
                quoted = re.match(r'\s*"[^"]*"\s*', self._line[inner:])
                close = self._line.find(end, inner + (quoted.end() if quoted else 0))
                if close >= 0:
                    self._at = close + len(end)
                    return _clean(self._line[inner:close])
        return ""

    def _link(self) -> tuple[str, bool, bool] | None:
        """Return an arrow's label, and whether it leads forward and backward; a plain line does both."""
        self._take(_EDGE_ID)
        if self._take(_INVISIBLE):
            return "", False, False
        if found := self._take(_LINK):
            head = found["a"] or found["b"] or found["c"]
            self._space()
            text = self._take(_TEXT)
            label = _clean(text["label"]) if text else ""
            return label, bool(head) or not found["tail"], not head or bool(found["tail"])
        if found := self._take(_WORDED):
            return _clean(found["label"]), True, not found["head"] or bool(found["tail"])
        return None


def _clean(label: str) -> str:
    """Return a label as it is read: no quotes, no markup, no entities."""
    text = re.sub(r"<[^<>]*>|\\n", " ", label.strip().strip('"').strip("`"))
    entities = re.sub(r"#(\d+);", r"&#\1;", re.sub(r"#([a-z]\w*);", r"&\1;", text))
    return " ".join(html.unescape(entities).replace("**", "").replace("`", "").split())
