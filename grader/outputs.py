"""Which report goes where: standard output and files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grader.errors import UsageError
from grader.reporting.visible import inert, visible

if TYPE_CHECKING:
    from grader.matrix import LessonCheck
    from grader.results import Report

FORMAT_NAMES = (
    *("terminal", "json", "markdown", "html", "junit"),
    *("gradescope", "check50", "github-classroom", "classroom50"),
)
CHECK_FORMAT_NAMES = ("terminal", "json", "html")
"""Formats of a lesson check."""
ENDINGS = {
    ".txt": "terminal",
    ".json": "json",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xml": "junit",
}


@dataclass(frozen=True)
class OutputPlan:
    """Formats to print, and (format, file) pairs to write."""

    printed: tuple[str, ...]
    written: tuple[tuple[str, Path], ...]


def plan_outputs(
    formats: Sequence[str], outputs: Sequence[Path], allowed: Sequence[str] = FORMAT_NAMES
) -> OutputPlan:
    """Pair files with formats: by the file's ending, else with the next format left over.

    Formats without a file are printed; with neither, the terminal report is.

    Raises:
        UsageError: a format is not `allowed`, a file's format cannot be told, or its folder does not exist.
    """
    for name in formats:
        _refuse_unknown(f"--format {name}", name, allowed)
    left = list(dict.fromkeys(formats))
    written: list[tuple[str, Path]] = []
    unknown: list[Path] = []
    for path in outputs:
        if not path.parent.is_dir():
            raise UsageError(f"--output {path}: the folder {path.parent} does not exist")
        name = ENDINGS.get(path.suffix.lower(), "")
        if name:
            _refuse_unknown(f"--output {path}", name, allowed)
            written.append((name, path))
        else:
            unknown.append(path)
    left = [name for name in left if name not in {paired for paired, _ in written}]
    for path in unknown:
        if not left:
            endings = " ".join(ending for ending, name in ENDINGS.items() if name in allowed)
            raise UsageError(f"--output {path}: end the name in {endings}, or add --format")
        written.append((left.pop(0), path))
    return OutputPlan(tuple(left) if formats else ("terminal",), tuple(written))


def _refuse_unknown(option: str, name: str, allowed: Sequence[str]) -> None:
    if name not in allowed:
        raise UsageError(f"{option}: {name} is not available here; choose from {', '.join(allowed)}")


def deliver(report: Report, plan: OutputPlan, templates: Path | None) -> None:
    """Print and write the reports of `plan`."""
    from grader.reporting import render
    from grader.reporting.terminal import print_report

    _deliver(
        plan,
        lambda name: render(name, report, templates),
        lambda: print_report(report),
        f"{report.score} / {report.max_score}",
    )


def deliver_checks(checks: Sequence[LessonCheck], plan: OutputPlan, templates: Path | None) -> None:
    """Print and write the lesson checks of `plan`, whose formats are of `CHECK_FORMAT_NAMES`."""
    from grader.reporting.check_wording import summary
    from grader.reporting.lesson_check import FORMATS, print_checks

    _deliver(
        plan, lambda name: FORMATS[name](checks, templates), lambda: print_checks(checks), summary(checks)
    )


def _deliver(
    plan: OutputPlan, render: Callable[[str], str], print_to_terminal: Callable[[], None], gist: str
) -> None:
    """Write and print what `render` returns for each format; `gist` is told where nothing is printed."""
    for name, path in plan.written:
        path.write_text(render(name), encoding="utf-8", newline="\n")
    for name in plan.printed:
        if name == "terminal":
            print_to_terminal()
        else:
            sys.stdout.buffer.write(render(name).encode("utf-8"))
            sys.stdout.flush()
    if not plan.printed:
        names = ", ".join(str(path) for _, path in plan.written)
        print(inert(visible(f"{gist.removesuffix('.')}: {names}")), file=sys.stderr)  # noqa: T201
