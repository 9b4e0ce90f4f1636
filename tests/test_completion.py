"""What a shell is told when TAB is pressed, by click's own protocol; once by a real bash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from grader.cli import cli, completion, main
from grader.lesson import lesson_folders, specs_folder

LESSONS = [folder.name for folder in lesson_folders(specs_folder())]
COMMANDS = sorted(cli.commands)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A student's folder: what may be handed in, and what may not."""
    for name in ("submit-me/", "sum.py", "su.zip", ".sub/", "su.txt", "su spaced.py", "my/"):
        (tmp_path / name).mkdir() if name.endswith("/") else (tmp_path / name).touch()
    own = tmp_path / "my/q99-own"
    own.mkdir()
    (own / "lesson.toml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(monkeypatch: pytest.MonkeyPatch, line: str, shell: str = "bash") -> int:
    """Ask for the last word of `line`; an empty one is written as a space at the end."""
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
    monkeypatch.setenv(completion.VARIABLE, f"{shell}_complete")
    return completion.answer()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("grade ", [*COMMANDS, "my/", "su.zip", "submit-me/", "sum.py"]),
        ("grade su", ["submission", "su.zip", "submit-me/", "sum.py"]),
        ("grade m", ["file:m"]),
        ("grade ./su", ["file:./su"]),
        ("grade --le", ["--lesson"]),
        ("grade --h", ["--help"]),
        ("grade --lesson q08", ["q08-status-codes"]),
        ("grade --lesson ", LESSONS),
        ("grade ./my --lesson q08", ["q08-status-codes"]),
        ("grade ./my --specs my --lesson ", ["q99-own"]),
        ("grade ./my --specs nowhere --lesson ", LESSONS),
        ("grade ./my --specs submit-me --lesson ", []),
        ("grade ./my --sandbox d", ["docker"]),
        ("grade starter q08", ["q08-status-codes"]),
        ("grade starter q08-status-codes ", ["file:"]),
        ("grade check-lesson q07-response-models q08", ["q08-status-codes"]),
        ("grade image ", ["build"]),
        ("grade completion ", ["bash", "zsh", "fish"]),
        ('grade "unclosed', ["file:unclosed"]),
    ],
)
def test_each_place_has_its_offers(
    folder: Path,
    line: str,
    offered: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert asked(monkeypatch, line) == 0
    told = [entry.split(",", 1) for entry in capsys.readouterr().out.splitlines() if entry]
    assert [value if kind == "plain" else f"{kind}:{value}" for kind, value in told] == offered


def test_wherever_a_lesson_is_named_its_id_is_completed() -> None:
    places = [
        (command.name, parameter)
        for command in _commands(cli)
        for parameter in command.params
        if parameter.name in {"lesson", "lesson_id", "lesson_ids"} and command.name != "new-lesson"
    ]
    assert len(places) > 5
    context = click.Context(cli)
    missing = [
        name for name, parameter in places if len(parameter.shell_complete(context, "q")) < len(LESSONS) // 2
    ]
    assert missing == []


def _commands(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from _commands(command)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_ask_in_the_way_that_is_answered(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert f"{completion.VARIABLE}={shell}_complete" in capsys.readouterr().out


@pytest.mark.parametrize("question", ["bash_complete", "nonsense"])
def test_a_question_that_makes_no_sense_gets_silence(question: str) -> None:
    environment = {**os.environ, completion.VARIABLE: question}
    answer = subprocess.run(_grade(), env=environment, capture_output=True, text=True, check=False)
    assert (answer.returncode != 0, answer.stdout, answer.stderr) == (True, "", "")


def test_an_answer_imports_nothing_that_grades() -> None:
    code = (
        "import sys; from grader.cli import completion; completion.answer();"
        "print({'fastapi', 'httpx', 'jinja2', 'rich', 'docker', 'pytest'} & sys.modules.keys())"
    )
    words = {"COMP_WORDS": "grade ./app --lesson ", "COMP_CWORD": "3", completion.VARIABLE: "bash_complete"}
    answer = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **words}, capture_output=True, text=True, check=False
    )
    assert answer.stderr == ""
    assert "q08-status-codes" in answer.stdout
    assert answer.stdout.endswith("set()\n")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes(folder: Path) -> None:
    grade = folder / "bin/grade"
    grade.parent.mkdir()
    grade.write_text(f'#!/bin/sh\nexec {" ".join(_grade())} "$@"\n')
    grade.chmod(0o755)
    script = """
        eval "$(grade completion bash)"
        complete -p grade
        COMP_WORDS=(grade ./app --lesson q08) COMP_CWORD=3
        _grade_completion grade
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    environment = {**os.environ, "PATH": f"{grade.parent}{os.pathsep}{os.environ['PATH']}"}
    answer = subprocess.run(
        ["bash", "--norc", "-euc", script], env=environment, capture_output=True, text=True, check=False
    )
    assert answer.stderr == ""
    assert answer.stdout.splitlines()[-2:] == [
        "complete -o nosort -F _grade_completion grade",
        "q08-status-codes",
    ]


def _grade() -> list[str]:
    return [sys.executable, "-m", "grader.cli"]
