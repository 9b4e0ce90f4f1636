"""Words that GitHub Actions obeys: workflow commands, outputs, the job's summary.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

MOST_SUMMARY = 1_000_000
"""Bytes that a step may write into the summary are 1 MiB; with more, nothing is shown."""
CUT = "\n\nThe rest is left out here: the summary of a job holds 1 MiB. The report is among the artifacts.\n"


def command(name: str, message: str, **properties: str | int) -> str:
    """Return the line of a workflow command, for example `::error file=main.py,line=3::...`."""
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value)
    return f"::{name}{' ' if told else ''}{told}::{_data(message)}"


def silenced(text: str) -> str:
    """Return `text` between two lines that keep the runner from obeying anything in it."""
    token = secrets.token_hex(16)
    return f"::stop-commands::{token}\n{text.rstrip()}\n::{token}::\n"


def write_outputs(file: Path, outputs: Mapping[str, str]) -> None:
    """Append outputs of a step; a delimiter that nobody can guess holds each value together."""
    with file.open("a", encoding="utf-8", newline="\n") as opened:
        for name, value in outputs.items():
            delimiter = f"end-{secrets.token_hex(16)}"
            opened.write(f"{name}<<{delimiter}\n{value}\n{delimiter}\n")


def write_summary(file: Path, markdown: str) -> None:
    """Append Markdown to the job's summary, cut at a line where it is too long."""
    data = markdown.encode("utf-8", "replace")
    if len(data) > MOST_SUMMARY:
        whole_lines = data[:MOST_SUMMARY].rpartition(b"\n")[0].decode("utf-8", "ignore")
        data = f"{_closed(whole_lines)}{CUT}".encode()
    with file.open("ab") as opened:
        opened.write(data)


def _closed(markdown: str) -> str:
    """Close the code block that a cut has left open."""
    fence = ""
    for line in markdown.split("\n"):
        ticks = line[: len(line) - len(line.lstrip("`"))]
        if len(ticks) >= max(3, len(fence)) and (not fence or line == ticks):
            fence = "" if fence else ticks
    return f"{markdown}\n{fence}" if fence else markdown


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
