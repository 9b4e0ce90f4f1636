"""Commands and options that the README and the documentation name exist."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from grader.cli import cli
from tests.docs.pages import Page, command_of, commands, grade_commands, pages

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*")
NAME = re.compile(r"[a-z][a-z0-9-]*")
ALWAYS = {"--help", "--version"}


def options(text: str) -> set[str]:
    return set(OPTION.findall(text))


def plain(text: str) -> str:
    """Make a piece of a sentence readable as shell: its quotes may be half of a pair."""
    return re.sub(r"""["'`]""", "", text)


def leaf(words: list[str]) -> click.Command:
    """Return the command, or the subcommand, that `grade` takes these words for."""
    command = cli.commands[command_of(words)]
    if isinstance(command, click.Group) and len(words) > 1:
        return command.commands.get(words[1], command)
    return command


def known(command: click.Command) -> set[str]:
    """Return the options of a command and of its subcommands."""
    named = {option for parameter in command.params for option in parameter.opts}
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return ALWAYS.union(named, *(known(subcommand) for subcommand in below))


def texts(page: Page) -> Iterator[str]:
    """Yield everything on a page that can hold a command or a setting of one."""
    yield from (plain(block.text) for block in page.blocks)
    yield from (plain(span) for span in page.spans if not span.startswith("--"))


@pytest.mark.parametrize("page", pages(), ids=str)
def test_commands_exist(page: Page) -> None:
    named = (words[0] for span in page.spans for words in grade_commands(plain(span)) if words)
    assert {name for name in named if NAME.fullmatch(name)} <= cli.commands.keys()


@pytest.mark.parametrize("page", pages(), ids=str)
def test_options_exist(page: Page) -> None:
    for words in (words for text in texts(page) for words in grade_commands(text)):
        assert options(" ".join(words)) <= known(leaf(words)), f"grade {' '.join(words)}"
    bare = {option for span in page.spans if span.startswith("--") for option in options(span)}
    assert bare <= known(cli) | of_others(page) | of_pytest(), "no command has these options"


@functools.cache
def of_pytest() -> set[str]:
    """Return the options of pytest and its plugins, ours among them."""
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "--help"], capture_output=True, text=True, check=True
    )
    return options(told.stdout)


def of_others(page: Page) -> set[str]:
    """Return the options that a page gives to other programs, or writes into files."""
    others = (words for text in texts(page) for words in commands(text) if "grade" not in words)
    return {option for words in others for option in options(" ".join(words))}
