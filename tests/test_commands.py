"""The commands are there, and none is imported that was not asked for."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from grader.cli import cli, main
from grader.cli.commands import COMMANDS

HEAVY = {
    *("fastapi", "httpx", "jinja2", "pydantic", "pytest", "rich", "schemathesis", "yaml"),
    *("grader.lesson", "grader.results", "grader.submission"),
}
OTHERS = {f"grader.cli.{module}" for module, _ in COMMANDS.values()} - {
    "grader.cli.completion",
    "grader.cli.isolation",
}
"""The modules of commands that no other needs."""


def imported(script: str) -> set[str]:
    """Return the modules that a new interpreter holds after running `script`."""
    code = f"import sys\n{script}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("words", [["--help"], ["submission", "--help"]])
def test_help_imports_nothing_that_grades(words: list[str]) -> None:
    there = imported(f"from grader.cli import main; main({words})")
    assert there & HEAVY == set()
    assert there & OTHERS <= {"grader.cli.submissions"}


def test_a_checker_is_begun_before_anything_heavy_is_imported() -> None:
    begin = "class Begun(Exception): pass\ndef begin(*_, **__): raise Begun"
    there = imported(
        f"{begin}\nimport grader.checkerprocess as c; c.CheckerProcess.__init__ = begin\n"
        "from grader.cli import cli\n"
        "try: cli.main(['app', '--lesson', 'q08-status-codes'], standalone_mode=False)\n"
        "except Begun: pass\nelse: raise AssertionError"
    )
    assert there & HEAVY == set()


def test_a_checker_starts_the_host_before_anything_heavy_is_imported() -> None:
    assert imported("import grader.checks.__main__") & HEAVY == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_where_the_table_says(name: str) -> None:
    command = cli.commands[name]
    assert (command.name, command.short_help) == (name, COMMANDS[name][1])
    assert command.callback is not None
    assert command.callback.__module__ == f"grader.cli.{COMMANDS[name][0]}"


def test_the_overview_tells_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out.split("Commands:\n")[1]
    rows = [line.split()[0] for line in told.splitlines() if line.startswith("  ") and line[2] != " "]
    assert rows == sorted(COMMANDS) == cli.list_commands(click.Context(cli))
    assert all(help_text.split()[0] in told for _, help_text in COMMANDS.values())
