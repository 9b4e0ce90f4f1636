"""What a regrade changed, student by student."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from grader.batch.manifest import Done, Manifest
from grader.batch.store import Store
from grader.comparison import Changes, changes
from grader.gradebook.cells import number_cell, text_cell
from grader.reporting.classpage import Change
from grader.results import Outcome


def changes_of(manifest: Manifest, store: Store) -> list[Change]:
    """Return the hand-ins whose score or criteria differ from what held before the last regrade."""
    found = []
    for handin in manifest.intake.handins:
        before, after = manifest.before.get(handin.id), manifest.done.get(handin.id)
        if before is None or after is None or before.key == after.key:
            continue
        words = tuple(_words(before, after, store))
        if words or before.score != after.score:
            lesson = after.lesson or before.lesson
            found.append(Change(handin.label, handin.id, lesson, before.score, after.score, words))
    return found


def _words(before: Done, after: Done, store: Store) -> Iterator[str]:
    old, new = (store.read(one.key) if one.key else None for one in (before, after))
    if old is None or new is None:
        yield after.problem or ("graded now" if new else "the report from before is gone")
    elif old.lesson.id != new.lesson.id:
        yield f"another lesson: {old.lesson.id} before"
    else:
        yield from _differences(changes(old, new))


def _differences(found: Changes) -> Iterator[str]:
    yield from (f"new: {one.id}" for one in found.added)
    yield from (f"no longer judged: {one.id}" for one in found.removed)
    for one in found.criteria:
        points = f"({one.points_before} -> {one.points_after})"
        if one.before == one.after:
            yield f"{one.id} {points}"
        elif Outcome.PASSED in {one.before, one.after}:
            yield f"{'gained' if one.after is Outcome.PASSED else 'lost'} {one.id} {points}"
        else:
            yield f"{one.id}: {one.before} -> {one.after}"


def changes_table(rows: Sequence[Change]) -> str:
    """Return the changes as CSV, to be written with a byte order mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["hand-in", "students", "lesson", "before", "after", "criteria"])
    for one in rows:
        scores = [number_cell(one.before), number_cell(one.after)]
        words = text_cell("; ".join(one.criteria))
        writer.writerow(
            [text_cell(one.handin_id), text_cell(one.label), text_cell(one.lesson), *scores, words]
        )
    return text.getvalue()
