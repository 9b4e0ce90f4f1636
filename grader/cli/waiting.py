"""Shows on a terminal that something is going on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from grader.reporting.visible import one_line


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Show `words` on standard error while the context lasts; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(one_line(words)), spinner="line"):
        yield
