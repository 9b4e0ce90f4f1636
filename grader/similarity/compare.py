"""Compares the hand-ins of a class with each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.intake.values import Handin, Intake
from grader.lesson import Lesson
from grader.resemblance import LeftOut, Pair, Side, Similarity
from grader.similarity.fragments import shared_fragments
from grader.similarity.given import given_by
from grader.similarity.index import Entry, Index, build_index
from grader.similarity.ranking import Scored, most_alike
from grader.similarity.spread import per_cent
from grader.similarity.work import Work, read_work
from grader.submission import open_submission


def compare(
    intake: Intake, lesson: Lesson | None, starters: Sequence[Path] = (), top: int = 20
) -> Similarity:
    """Return the `top` most alike pairs of a class, and how alike its pairs are in general.

    Set aside is what the lesson and `starters` (folders, zips or files) gave to the students, and what
    more than half of the class wrote. Nothing of a hand-in is run; one that cannot be opened is listed.

    Raises:
        UsageError: one of `starters` cannot be opened.
    """
    given = given_by(lesson, starters)
    left_out = [LeftOut(what=one.what, why=one.why) for one in intake.unmatched]
    works: list[tuple[Handin, Work]] = []
    for handin in intake.handins:
        problem = _read(handin, lesson, works)
        left_out += [LeftOut(what=handin.label, why=problem)] if problem else []
    index = build_index(works, given)
    best, spread = most_alike(index.entries, top)
    return Similarity(
        lesson=lesson.id if lesson else "",
        title=lesson.title if lesson else "",
        compared=len(works),
        given=given.names,
        common=index.common,
        spread=spread,
        pairs=tuple(_pair(rank, scored, index) for rank, scored in enumerate(best, 1)),
        left_out=tuple(left_out),
    )


def _read(handin: Handin, lesson: Lesson | None, works: list[tuple[Handin, Work]]) -> str:
    """Add what a hand-in holds to `works`; return why it, or a part of it, is not compared."""
    if lesson and handin.lesson not in {"", lesson.id}:
        return f"it is for the lesson {handin.lesson}"
    try:
        with open_submission(handin.path) as opened:
            work = read_work(opened.root)
    except UsageError as error:
        return str(error)
    if not work.sources:
        return "it holds no Python file and no written answers that could be compared"
    works.append((handin, work))
    return f"too large, left out: {', '.join(work.skipped)}" if work.skipped else ""


def _pair(rank: int, scored: Scored, index: Index) -> Pair:
    left, right = scored.left, scored.right
    fragments, more = shared_fragments(left, right, index.holders)
    same = sorted(left.files.keys() & right.files.keys(), key=left.files.__getitem__)
    return Pair(
        rank=rank,
        likeness=per_cent(scored.likeness),
        left=_side(left, right),
        right=_side(right, left),
        identical=tuple((left.files[digest], right.files[digest]) for digest in same),
        fragments=fragments,
        more_fragments=more,
    )


def _side(entry: Entry, other: Entry) -> Side:
    share = len(entry.runs & other.runs) / max(1, len(entry.runs))
    handin = entry.handin
    return Side(id=handin.id, label=handin.label, folder=handin.folder, share=round(100 * share))
