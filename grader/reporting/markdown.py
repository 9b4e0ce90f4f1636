"""A report as GitHub-flavoured Markdown: what a submission writes stands in code or means nothing."""

# ruff: noqa: S704 (Markup stands for Markdown that is safe to print)
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from grader.reporting.diagram import diagram_mermaid
from grader.reporting.templating import Filter, render_template
from grader.reporting.visible import inert, one_line, visible
from grader.results import Diagram, Report

_WORD = re.compile(r"(?:`[^`]+`|\S)+")
"""Spaces between backticks do not end a word, so that no code span touches another."""
_QUOTED = re.compile(r"""([("']*)`([^`]+)`([)"'.,;:]*)""")
_LOUD = re.compile(r"[`$_]|[@#!~%&^]\w|:[\w+-]+:|\[\w+:|://|www\.|gh-\d|\b[0-9a-f]{7,40}\b", re.IGNORECASE)
_MARKUP = re.compile(r"[\\*\[\]<|~&]")
_BLOCK_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+=#>]))(.)")


def render(report: Report, templates: Path | None = None) -> str:
    """Render `report.md.j2`.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    return render_markdown("report.md.j2", {"report": report}, templates)


def render_markdown(name: str, values: Mapping[str, Any], templates: Path | None = None) -> str:
    """Render the template `name` with `values`.

    Text that a template prints becomes a code span by itself; only `prose`, for words of the
    grader and the lesson, `plain`, for sentences that may quote a submission, and `fence` say otherwise.

    Raises:
        UsageError: a template in `templates` is wrong.
    """
    filters: dict[str, Filter] = {
        "prose": prose,
        "plain": plain,
        "cell": cell,
        "fence": fence,
        "diagram": diagram,
    }
    text = render_template(name, values, templates, filters, finalize=_printed)
    return inert(text.rstrip("\n") + "\n")


def prose(text: str) -> Markup:
    """Return words of the grader or the lesson as one line; a `<` outside code cannot start a tag."""
    parts = re.split("(`[^`]*`)", one_line(text))
    return Markup("".join(p if p.startswith("`") else p.replace("<", "&lt;") for p in parts))


def cell(text: str) -> Markup:
    """Return `prose` for a table."""
    return prose(text).replace("|", "\\|")


def plain(text: str) -> Markup:
    """Return a sentence as one line that reads as prose and in which no character is Markdown's.

    What stands between backticks stays code, and so do words that GitHub or GitLab would make
    something of whatever the escapes: links, mentions, references, emoji, formulas.
    """
    line = " ".join(_word(word) for word in _WORD.findall(one_line(text)))
    return Markup(_BLOCK_START.sub(r"\1\\\2", line))


def code(text: str) -> Markup:
    """Return a code span that `text` cannot leave."""
    line = one_line(text)
    if not line:
        return Markup("")
    ticks = "`" * (_longest_run(line) + 1)
    space = " " if "`" in (line[0], line[-1]) else ""
    return Markup(f"{ticks}{space}{line}{space}{ticks}")


def fence(lines: Iterable[str], language: str = "text") -> Markup:
    """Return a code block that none of `lines` can leave."""
    body = visible("\n".join(lines))
    ticks = "`" * max(3, _longest_run(body) + 1)
    return Markup(f"{ticks}{language}\n{body}\n{ticks}")


def diagram(drawn: Diagram) -> Markup:
    """Return a block that GitHub and GitLab draw."""
    return fence(diagram_mermaid(drawn), "mermaid")


def _word(word: str) -> str:
    if quoted := _QUOTED.fullmatch(word):
        return f"{quoted[1]}{code(quoted[2])}{quoted[3]}"
    if _LOUD.search(word):
        name = word.rstrip(".,;:")
        return f"{code(name)}{word[len(name) :]}"
    return _MARKUP.sub(r"\\\g<0>", word)


def _longest_run(text: str) -> int:
    return max(map(len, re.findall("`+", text)), default=0)


def _printed(value: Any) -> Any:
    return value if isinstance(value, Markup | int) else code(str(value))
