"""What a hostile submission writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import strategies as st

COMMANDS = [
    "::error::x",
    "::error file=a.py,line=1::x",
    "::set-output name=score::100",
    "::add-mask::1",
    "::stop-commands::x",
    "::endgroup::",
    "::notice title=Autograding complete::Points 100/100",
    "##[error]x",
    "###[add-matcher]m.json",
    "##vso[task.setvariable variable=a]b",
    "##teamcity[message text='x']",
]
ESCAPES = [
    "\x1b[2J",
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\x1b]8;;http://e.com\x1b\\",
    "\x9b2J",
    "\x9d0;x\x9c",
    "\x90q",
    "\r",
    "\b",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\ufffe",
    "\ud800",
    "\udc9b",
    "\U000e0041",
    "\t",
]
MARKUP = [
    "<script>alert(1)</script>",
    "</pre>",
    "</style>",
    "</title>",
    "</code>",
    "<img src=x onerror=y>",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "<?x?>",
    "&lt;",
    "&#60;",
    "&amp",
    '" onclick="x',
    "' onclick='x",
    "javascript:x",
    "{{ 7*7 }}",
    "{% raw %}",
    "{#",
    "[red]",
    "[/]",
    "[link=http://e.com]",
    ":smile:",
    "=1+1",
    "%s%n",
    "{0}",
]
MARKDOWN = [
    "`",
    "``",
    "```",
    "~~~",
    "|",
    "\\",
    "![x](http://e.com/i.png)",
    "[x](http://e.com)",
    "[x]: http://e.com",
    "[^1]",
    "[^1]: note",
    "<http://e.com>",
    "www.e.com",
    "https://e.com",
    "me@e.com",
    "@me",
    "#1",
    "GH-1",
    "e/e#1",
    "*b*",
    "_b_",
    "~~b~~",
    "$x$",
    "- ",
    "1. ",
    "# ",
    "> ",
    "---",
    "===",
    "|---|",
    "    x",
    "[!NOTE]",
    "[vulnerability:1]",
]
TRICKS = [*COMMANDS, *ESCAPES, *MARKUP, *MARKDOWN]
AT_A_TIME = 12
"""Lines of a text that every report shows."""


def each_trick() -> Iterator[str]:
    """Yield all tricks, each on a line of its own and within one."""
    for start in range(0, len(TRICKS), AT_A_TIME):
        some = TRICKS[start : start + AT_A_TIME]
        yield "\n".join(some)
        yield "a ".join(some)


_PIECES = (
    st.sampled_from(TRICKS) | st.sampled_from(["\n", "\n", " ", "a"]) | st.characters(exclude_categories=())
)
_SHORT = st.lists(_PIECES, max_size=8).map("".join)
_LONG = st.builds(lambda piece, times: piece * times, _SHORT, st.sampled_from([40, 300]))
TEXTS = _SHORT | _SHORT | _SHORT | _LONG


def harmless_twin(text: str) -> str:
    """Return a text of the same lines and words that means nothing."""
    return re.sub(r"\S", "a", text)
