"""Options on how reports become marks, shared by `grade batch` and `grade gradebook`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from grader.cli.group import ANY_PATH, templates_option
from grader.cli.saying import complain

if TYPE_CHECKING:
    from grader.batch.manifest import Marking
    from grader.batch.publish import Wanted
    from grader.gradebook.late import LateRule
    from grader.overrides import Override

Command = TypeVar("Command", bound=Callable[..., Any])
OVERRIDES = ("overrides.csv", "overrides.toml")
"""Decisions that are kept among the results."""

OPTIONS = (
    click.option("--title", default="", help="Title of the class page."),
    click.option(
        "--overrides",
        type=ANY_PATH,
        help="Decisions: CSV (student, criterion, points, reason) or TOML; a copy is kept in the results.",
    ),
    click.option("--due", default="", metavar="TIME", help="Deadline, such as 2026-05-01T23:59+02:00."),
    click.option(
        "--late-penalty", default="", metavar="PERCENT", help="Of the maximum, taken off per started day."
    ),
    click.option("--late-at-most", default="", metavar="PERCENT", help="Most that lateness takes off."),
    click.option("--grace", default="", metavar="TIME", help="Lateness that costs nothing: 15m, 2h, 1d."),
    click.option(
        "--fill",
        "fills",
        type=ANY_PATH,
        multiple=True,
        help="Gradebook exported from Canvas or Moodle: a filled copy is written to DIR; repeatable.",
    ),
    click.option(
        "--column", default="", metavar="TITLE", help="Column to fill, where the file leaves a choice."
    ),
    templates_option,
)


def marking_options(command: Command) -> Command:
    """Add the options of `MarkingArguments`."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class MarkingArguments:
    """What was given of the options; empty values were not."""

    title: str
    overrides: Path | None
    due: str
    late_penalty: str
    late_at_most: str
    grace: str
    fills: tuple[Path, ...]
    column: str
    templates: Path | None

    def check(self) -> None:
        """Refuse what cannot be used before anything is graded.

        Raises:
            UsageError: an option or a file that it names cannot be used; the text says how to mend it.
        """
        from grader.gradebook.filling import refuse_unknown
        from grader.overrides import load_overrides

        self._rule()
        if self.overrides is not None:
            load_overrides(self.overrides)
        for path in self.fills:
            refuse_unknown(path)

    def changed(self, kept: Marking) -> Marking:
        """Return the marking of the run before with what was given now."""
        rule = self._rule()
        return kept.model_copy(update={"title": self.title or kept.title, "late": rule or kept.late})

    def wanted(self, results: Path) -> Wanted:
        """Return what to publish; decisions are those given, else those kept among the results.

        Raises:
            UsageError: the decisions cannot be read.
        """
        from grader.batch.publish import Wanted

        return Wanted(kept_overrides(results), self.templates, self.fills, self.column)

    def _rule(self) -> LateRule | None:
        from grader.gradebook.late import parse_rule

        return parse_rule(self.due, self.late_penalty, self.grace, self.late_at_most)


def kept_overrides(results: Path) -> tuple[Override, ...]:
    """Read the decisions that are kept among the results.

    Raises:
        UsageError: they cannot be read.
    """
    from grader.overrides import load_overrides

    there = [results / name for name in OVERRIDES if (results / name).is_file()]
    return load_overrides(there[0]) if there else ()


def keep_overrides(given: Path | None, results: Path) -> None:
    """Copy the decisions among the results, in place of those that are there."""
    from grader.files import write_atomically

    if given is None:
        return
    target = results / (OVERRIDES[1] if given.suffix.lower() == ".toml" else OVERRIDES[0])
    text = given.read_bytes()
    for path in [results / name for name in OVERRIDES if (results / name).is_file()]:
        if path.read_bytes() != text:
            old = path.with_suffix(f".before{path.suffix}")
            path.replace(old)
            complain(f"{given} takes the place of the decisions in {path}; those are in {old.name} now.")
    write_atomically(target, text)
