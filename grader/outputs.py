"""Which report goes where: standard output and files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.results import Report

FORMAT_NAMES = ("terminal", "json", "markdown", "html", "junit")
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


def plan_outputs(formats: Sequence[str], outputs: Sequence[Path]) -> OutputPlan:
    """Pair files with formats: by the file's ending, else with the next format left over.

    Formats without a file are printed; with neither, the terminal report is.

    Raises:
        UsageError: a file's format cannot be told, or its folder does not exist.
    """
    left = list(dict.fromkeys(formats))
    written: list[tuple[str, Path]] = []
    unknown: list[Path] = []
    for path in outputs:
        if not path.parent.is_dir():
            raise UsageError(f"--output {path}: the folder {path.parent} does not exist")
        name = ENDINGS.get(path.suffix.lower())
        if name is None:
            unknown.append(path)
        else:
            written.append((name, path))
    left = [name for name in left if name not in {paired for paired, _ in written}]
    for path in unknown:
        if not left:
            raise UsageError(f"--output {path}: end the name in {' '.join(ENDINGS)}, or add --format")
        written.append((left.pop(0), path))
    return OutputPlan(tuple(left) if formats else ("terminal",), tuple(written))


def deliver(report: Report, plan: OutputPlan, templates: Path | None) -> None:
    """Print and write the reports of `plan`."""
    from grader.reporting import render
    from grader.reporting.terminal import print_report

    for name, path in plan.written:
        path.write_text(render(name, report, templates), encoding="utf-8", newline="\n")
    for name in plan.printed:
        if name == "terminal":
            print_report(report)
        else:
            sys.stdout.buffer.write(render(name, report, templates).encode("utf-8"))
            sys.stdout.flush()
    if not plan.printed:
        names = ", ".join(str(path) for _, path in plan.written)
        print(f"{report.score} / {report.max_score}: {names}", file=sys.stderr)  # noqa: T201
