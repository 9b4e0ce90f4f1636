"""Names of hand-ins, with the way to the student's page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from grader.gradebook import statistics
from grader.gradebook.values import Mark
from grader.reporting.classpage.view import ClassView
from grader.reporting.visible import LINE, one_line


@dataclass(frozen=True)
class Link:
    """A text, and where it leads."""

    text: str
    href: str
    """Always relative to the page; "" for no link."""


def label(text: str) -> str:
    """Return a name as one visible, bounded line that is never empty."""
    return one_line(text, LINE) or "(no name)"


def link(view: ClassView, mark: Mark) -> Link:
    """Return the link to a hand-in's page.

    A colon is encoded and leading slashes are cut, so no path can name a scheme or a host.
    """
    path = view.feedback(mark).lstrip("/")
    return Link(label(mark.handin.label), quote(path, safe="/", errors="replace"))


def lesson_of(mark: Mark) -> str:
    """Return the id of the lesson, as graded or else as handed in for."""
    return one_line(statistics.lesson_of(mark), LINE)
