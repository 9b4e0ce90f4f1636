"""Everything that the template of the class page prints."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from markupsafe import Markup

from grader.intake.values import Unmatched
from grader.reporting.classpage import lists
from grader.reporting.classpage.chart import histogram
from grader.reporting.classpage.criteria import LessonTallies, tallies
from grader.reporting.classpage.groups import Misconception, StartGroup, misconceptions, not_started
from grader.reporting.classpage.rows import WORDS, Row, Status, occurring, rows
from grader.reporting.classpage.scores import Distribution, distributions, share
from grader.reporting.classpage.view import ClassView
from grader.results import Outcome

LISTED = 24
"""Names that are shown at once; longer lists fold."""


@dataclass(frozen=True)
class Page:
    """The class page in the order in which it is read."""

    title: str
    median: int | None
    """Of all scores, in percent; None without any."""
    facts: tuple[tuple[int, str, str], ...]
    """Number, words, and the section that tells more or ""."""
    reviews: tuple[lists.Entry, ...]
    changes: tuple[lists.Changed, ...]
    scores: tuple[tuple[Distribution, Markup], ...]
    """With the picture of each."""
    criteria: tuple[LessonTallies, ...]
    misconceptions: tuple[Misconception, ...]
    not_started: tuple[StartGroup, ...]
    slowest: tuple[lists.Entry, ...]
    usual_time: str
    unstable: tuple[lists.Entry, ...]
    absent: tuple[lists.Absent, ...]
    unmatched: tuple[Unmatched, ...]
    rows: tuple[Row, ...]
    statuses: tuple[tuple[Status, int], ...]
    """Those that occur, with how often."""
    lessons: tuple[str, ...]
    footer: str
    words = WORDS
    listed = LISTED
    outcomes = tuple(Outcome)


def page_of(view: ClassView) -> Page:
    """Work out the whole page."""
    found = misconceptions(view)
    table = rows(view, found)
    scores = tuple((one, histogram(one)) for one in distributions(view.marks))
    shares = [share(mark) for mark in view.marks if mark.score is not None and mark.max_score]
    reviews = lists.reviews(view)
    return Page(
        title=view.title,
        median=round(median(shares)) if shares else None,
        facts=_facts(view, table, len(reviews)),
        reviews=reviews,
        changes=lists.changes(view),
        scores=scores,
        criteria=tallies(view.marks),
        misconceptions=found,
        not_started=not_started(view),
        slowest=lists.slowest(view),
        usual_time=lists.usual_time(view),
        unstable=lists.unstable(view),
        absent=lists.absent(view),
        unmatched=tuple(view.unmatched),
        rows=table,
        statuses=tuple(occurring(table)),
        lessons=tuple(sorted({row.lesson for row in table})),
        footer=view.footer,
    )


def _facts(view: ClassView, table: tuple[Row, ...], reviews: int) -> tuple[tuple[int, str, str], ...]:
    """Return the figures at the top, those that are 0 left out, but for the first."""
    counts = dict(occurring(table))
    facts = (
        (counts.get(Status.FULL, 0), "full marks", ""),
        (reviews, "need review" if reviews > 1 else "needs review", "review"),
        (counts.get(Status.NOT_STARTED, 0), "did not start", "not-started"),
        (counts.get(Status.UNSTABLE, 0), "unstable", "unstable"),
        (counts.get(Status.LATE, 0), "late", ""),
        (len(view.absent), "handed in nothing", "absent"),
        (len(view.unmatched), "not matched", "unmatched"),
    )
    first = (len(table), "hand-in" if len(table) == 1 else "hand-ins", "hand-ins")
    return (first, *(fact for fact in facts if fact[0]))
