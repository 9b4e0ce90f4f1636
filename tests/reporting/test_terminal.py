from __future__ import annotations

import io
import json
import re

import pytest

from grader.reporting import terminal
from grader.results import Report


class Screen(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self, encoding: str, *, tty: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    def text(self) -> str:
        self.seek(0)
        return self.read()


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "72")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.mark.parametrize("width", [40, 80, 100])
def test_only_commands_are_wider_than_the_terminal(width: int, mixed: Report) -> None:
    lines = terminal.render(mixed, width=width).split("\n")
    assert [line for line in lines if len(line) > width and not line.startswith("  curl ")] == []
    commands = [e.curl for c in mixed.criteria for check in c.checks[:3] for e in check.exchanges]
    assert set(commands) <= {line.strip() for line in lines}


@pytest.mark.parametrize("width", [40, 62, 80])
def test_a_price_is_never_torn(width: int, mixed: Report) -> None:
    lines = terminal.render(mixed, width=width).split("\n")
    assert (
        sum(line.endswith((" points lost)", " points waiting)", " points not judged)")) for line in lines)
        == 5
    )
    first = next(n for n, line in enumerate(lines) if line.endswith("(20 points lost)"))
    rule = next(line for line in lines[first:] if line.startswith("─"))
    assert len(rule) == min(width, len("x Creating an item answers 201  (20 points lost)"))


def test_compact_json_wraps_between_its_values(mixed: Report) -> None:
    lost = mixed.criteria[1]
    values = [f"a-value-with-number-{number}" for number in range(8)]
    check = lost.checks[0].model_copy(update={"received": json.dumps(values, separators=(",", ":"))})
    told = mixed.model_copy(update={"criteria": (lost.model_copy(update={"checks": (check,)}),)})
    assert all(f'"{value}"' in terminal.render(told) for value in values)


def test_colour_changes_no_word(mixed: Report) -> None:
    colored = terminal.render(mixed, color=True)
    assert "\x1b[" in colored
    plain = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in plain.split("\n")] == terminal.render(mixed).split("\n")


def test_ascii_marks(mixed: Report) -> None:
    assert terminal.render(mixed, marks=terminal.ASCII).isascii()


def test_a_terminal_gets_colour_and_its_own_width(mixed: Report) -> None:
    screen = Screen("utf-8")
    terminal.print_report(mixed, screen)
    assert screen.text() == terminal.render(mixed, width=72, color=True)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_when_it_is_not_wanted(
    name: str, value: str, mixed: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    screen = Screen("utf-8")
    terminal.print_report(mixed, screen)
    assert screen.text() == terminal.render(mixed, width=72)


def test_a_pipe_gets_plain_text_in_80_columns(mixed: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    pipe = Screen("utf-8", tty=False)
    terminal.print_report(mixed, pipe)
    assert pipe.text() == terminal.render(mixed)


def test_an_ascii_locale_gets_ascii(full_marks: Report) -> None:
    named = full_marks.submission.model_copy(update={"name": "José"})
    screen = Screen("ascii", tty=False)
    terminal.print_report(full_marks.model_copy(update={"submission": named}), screen)
    assert "+ passed" in screen.text()
    assert "Jos\\xe9" in screen.text()
