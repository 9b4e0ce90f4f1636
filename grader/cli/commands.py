"""Which commands there are: each is imported when it is asked for, so that the others cost it nothing."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module

import click

COMMANDS = {
    "batch": ("batch", "Grade a class: folders, zips, clones, bulk downloads."),
    "check-lesson": ("authors", "Prove that lessons hold (for authors)."),
    "ci": ("ci", "Grade inside a classroom service, such as GitHub Actions."),
    "classroom50-bundle": ("services", "Pack the grader and a lesson for Classroom 50."),
    "completion": ("completion", "Print the script that completes `grade` in a shell."),
    "doctor": ("isolation", "Say how well submissions are isolated on this machine."),
    "gradebook": ("batch", "Make gradebook and pages of a finished batch anew."),
    "gradescope-zip": ("services", "Pack the grader and a lesson for Gradescope."),
    "image": ("image", "Make the image of the docker sandbox."),
    "lessons": ("lessons", "List the lessons, or show one with its rubric."),
    "new-lesson": ("authors", "Draft a lesson from a solution (for authors)."),
    "results": ("results", "Answer questions on a batch, without grading."),
    "schema": ("lessons", "Print the JSON Schema of `--format json`."),
    "similar": ("similar", "Show which submissions of a class are alike."),
    "starter": ("lessons", "Write the skeleton that a student begins with."),
    "submission": ("submissions", "Grade one submission: a folder, a .zip or a .py file."),
    "watch": ("watch", "Grade again whenever you save."),
}
"""By name: the module of this package that holds it, and what the overview says of it."""


class Commands(MutableMapping[str, click.Command]):
    """The commands by name; looking one up imports it, listing them imports none."""

    def __init__(self) -> None:
        self._imported: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._imported:
            import_module(f"grader.cli.{COMMANDS[name][0]}")  # its decorators add it here
        return self._imported[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        command.short_help = COMMANDS[name][1]
        self._imported[name] = command

    def __delitem__(self, name: str) -> None:
        del self._imported[name]

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)
