"""Shows how a batch goes on: a bar on a terminal, a line per hand-in where it is piped."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from grader.reporting.visible import inert, one_line

if TYPE_CHECKING:
    from grader.batch.manifest import Done
    from grader.intake.values import Intake


def follow(work: Iterator[Done], intake: Intake, dashboard: str = "") -> None:
    """Go through `work` to its end and show each result as it comes."""
    labels = {handin.id: handin.label for handin in intake.handins}
    if dashboard:
        click.echo(f"The cluster's dashboard: {dashboard}", err=True)
    if sys.stderr.isatty():
        _bar(work, labels)
    else:
        _lines(work, labels)


def result_line(one: Done, label: str) -> str:
    """Return one hand-in's result as a line."""
    if one.problem:
        what = "not graded" if one.fault == "handin" else "grader error"
        return f"{label}: {what}: {one_line(one.problem, 160)}"
    review = ", needs review" if one.review else ""
    known = " (graded before)" if one.reused else ""
    return f"{label}: {one.score}/{one.max_score} {one.lesson}{review}{known}"


def _lines(work: Iterator[Done], labels: dict[str, str]) -> None:
    width = len(str(len(labels)))
    for number, one in enumerate(work, 1):
        line = f"[{number:{width}}/{len(labels)}] {result_line(one, labels[one.handin])}"
        click.echo(inert(one_line(line)), err=True)


def _bar(work: Iterator[Done], labels: dict[str, str]) -> None:
    columns = (
        TextColumn("Grading", style="bold"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        TextColumn("{task.fields[failures]}", style="yellow"),
    )
    console = Console(stderr=True)
    started, failures = time.monotonic(), 0
    with Progress(*columns, console=console, expand=True) as progress:
        task = progress.add_task("", total=len(labels), rate="", failures="")
        for number, one in enumerate(work, 1):
            if one.problem:
                failures += 1
                console.print(one_line(result_line(one, labels[one.handin])), markup=False, highlight=False)
            rate = f"{number / (time.monotonic() - started):.1f}/s"
            told = f"{failures} not graded" if failures else ""
            progress.update(task, advance=1, rate=rate, failures=told)
