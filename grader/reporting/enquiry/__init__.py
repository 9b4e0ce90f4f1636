"""Renders answers to questions on a batch: what `grade results` prints."""

from __future__ import annotations

import sys
from typing import TextIO

from grader.gradebook.answers import Answer
from grader.reporting import json_, terminal
from grader.reporting.enquiry.parts import parts_of
from grader.reporting.parts import WIDTH


def print_answer(answer: Answer, stream: TextIO | None = None) -> None:
    """Print to `stream` (standard output) as it can show it."""
    stream = stream or sys.stdout
    width, color, _ = terminal.screen_of(stream)
    terminal.echo(render_terminal(answer, width=width, color=color), stream)


def render_terminal(answer: Answer, *, width: int = WIDTH, color: bool = False) -> str:
    """Return the answer as lines of at most `width` columns; only paths may be longer."""
    return terminal.lay_out(parts_of(answer), width=width, color=color)


def render_json(answer: Answer) -> str:
    """Return the answer as an object shaped as `grader.gradebook.answers` says; times are ISO 8601."""
    return json_.written(answer.model_dump(mode="json"))
