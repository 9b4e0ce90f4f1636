"""From finished reports to what people look at: pages per student, the gradebook, the class page."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.batch.changes import changes_of, changes_table
from grader.batch.manifest import Manifest
from grader.batch.marks import Marks
from grader.batch.store import Store
from grader.files import replacing, write_atomically, write_if_changed
from grader.gradebook.filling import fill
from grader.gradebook.remarks import late_words
from grader.gradebook.table import columns_of, write_table
from grader.gradebook.values import Mark
from grader.overrides import Override
from grader.reporting import html, markdown
from grader.reporting.classpage import ClassView, render
from grader.reporting.notgraded import not_graded_html, not_graded_markdown
from grader.results import Report

INDEX = "index.html"
GRADEBOOK = "gradebook.csv"
FEEDBACK = "feedback"
CHANGES = "changes.csv"
MOODLE_FEEDBACK = "moodle-feedback.zip"


@dataclass(frozen=True)
class Wanted:
    """What to make beside the gradebook and the pages, and of what."""

    overrides: Sequence[Override] = ()
    templates: Path | None = None
    fills: Sequence[Path] = ()
    """Files exported from Canvas or Moodle."""
    column: str = ""
    """Title of the column to fill, where the file leaves a choice."""


@dataclass
class Published:
    """What was made."""

    marks: list[Mark] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    """What could not be applied, and what to know of the files, in words: by what it is about."""
    regraded: int = 0
    """How many hand-ins changed in the last regrade."""


def publish(results: Path, manifest: Manifest, wanted: Wanted) -> Published:
    """Write all tables and pages of a batch anew; reports are read one at a time.

    Raises:
        UsageError: a template is wrong, or a file to fill cannot be.
    """
    return _Publishing(results, manifest, wanted).run()


class _Publishing:
    """One run of it."""

    def __init__(self, results: Path, manifest: Manifest, wanted: Wanted) -> None:
        self._results = results
        self._manifest = manifest
        self._wanted = wanted
        self._made = Published()

    def run(self) -> Published:
        """Make everything."""
        found = Marks(self._results, self._manifest, self._wanted.overrides)
        self._made.remarks["Decisions not applied"] = list(found.problems)
        for mark, decided in found.of(self._manifest.intake.handins):
            self._feedback(mark, decided)
            self._made.marks.append(mark)
        self._manifest.model_copy(update={"decided": found.decided}).save(self._results)
        self._made.remarks["Lateness"] = list(self._untimed())
        self._table()
        self._class_page()
        self._moodle_feedback()
        self._fill()
        return self._made

    def _feedback(self, mark: Mark, decided: Report | None) -> None:
        folder = self._results / FEEDBACK / mark.handin.id
        templates = self._wanted.templates
        if decided is None:
            pages = {"html": not_graded_html(mark, templates), "md": not_graded_markdown(mark, templates)}
        else:
            told = decided.model_copy(update={"verdict": (*decided.verdict, *_told(mark))})
            pages = {"html": html.render(told, templates), "md": markdown.render(told, templates)}
        for ending, text in pages.items():
            write_if_changed(folder / f"feedback.{ending}", text)

    def _table(self) -> None:
        marks, absent = self._made.marks, self._manifest.intake.absent
        write_table(self._results / GRADEBOOK, marks, absent, columns_of(marks))
        self._made.files.append(self._results / GRADEBOOK)

    def _fill(self) -> None:
        """Fill the teacher's files; last, as an unclear column ends it."""
        for path in self._wanted.fills:
            filled = fill(path, self._made.marks, column=self._wanted.column)
            target = self._results / f"{path.stem}.filled{path.suffix}"
            write_atomically(target, filled.data)
            self._made.files.append(target)
            into = ", ".join(filled.columns)
            self._made.remarks[f"Filled {path.name}, {into}"] = list(filled.remarks)
        filled_before = [path.name for path in sorted(self._results.glob("*.filled.*"))]
        written = {path.name for path in self._made.files}
        self._made.remarks["Older than these scores, give --fill again"] = [
            name for name in filled_before if name not in written
        ]

    def _untimed(self) -> Iterator[str]:
        """Say where the late rule could not be applied, as nobody knows when it was handed in."""
        marks = self._made.marks
        unknown = sum(mark.handin.submitted is None for mark in marks)
        if self._manifest.marking.late is not None and unknown:
            yield f"when {unknown} of {len(marks)} were handed in is not known: nothing is taken off there"
            yield "a roster with a column `submitted` tells it"

    def _class_page(self) -> None:
        intake = self._manifest.intake
        changes = changes_of(self._manifest, Store(self._results))
        self._made.regraded = len(changes)
        if self._manifest.before:
            write_atomically(self._results / CHANGES, changes_table(changes).encode("utf-8-sig"))
            self._made.files.append(self._results / CHANGES)
        view = ClassView(
            title=self._manifest.marking.title or _title(self._made.marks),
            marks=self._made.marks,
            absent=intake.absent,
            unmatched=intake.unmatched,
            changes=changes,
            feedback=lambda mark: f"{FEEDBACK}/{mark.handin.id}/feedback.html",
            footer=_footer(self._manifest),
        )
        write_atomically(self._results / INDEX, render(view, self._wanted.templates))
        self._made.files.insert(0, self._results / INDEX)

    def _moodle_feedback(self) -> None:
        """Pack the pages as Moodle takes feedback files: in folders named like those that it exported."""
        ours = [mark for mark in self._made.marks if mark.handin.origin == "moodle"]
        if not ours:
            return
        target = self._results / MOODLE_FEEDBACK
        with replacing(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for mark in ours:
                page = self._results / FEEDBACK / mark.handin.id / "feedback.html"
                entry = zipfile.ZipInfo(f"{mark.handin.folder}/feedback.html")
                archive.writestr(entry, page.read_bytes(), zipfile.ZIP_DEFLATED)
        self._made.files.append(target)


def _told(mark: Mark) -> Iterator[str]:
    """Yield what lateness made of the score."""
    if mark.late is not None and mark.final is not None:
        yield f"{late_words(mark.late)}; the final score is {mark.final:g} of {mark.max_score}."


def _title(marks: Sequence[Mark]) -> str:
    titles = dict.fromkeys(mark.title for mark in marks if mark.title)
    return next(iter(titles)) if len(titles) == 1 else "All lessons of the class"


def _footer(manifest: Manifest) -> str:
    terms = manifest.terms
    libraries = ", ".join(f"{name} {version}" for name, version in terms.libraries.items())
    return f"grade {terms.grader_version}, Python {terms.python}, {libraries}, sandbox {terms.sandbox.name}"
