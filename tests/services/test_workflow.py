"""Workflow commands, outputs and summaries are read by the runner as they were meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.services.workflow import CUT, MOST_SUMMARY, command, silenced, write_outputs, write_summary
from tests.services.runner import Step, read_outputs


def test_a_command_survives_what_would_end_it() -> None:
    line = command("error", "50 % ::\r\nsecond: line", file="a,b::c.py", line=3, title="")
    assert line.count("\n") == 0
    assert Step(line).commands == [
        ("error", {"file": "a,b::c.py", "line": "3"}, "50 % ::\r\nsecond: line"),
    ]


def test_nothing_between_is_obeyed() -> None:
    told = silenced("::error::no\n::set-output name=score::100\n") + command("notice", "yes") + "\n"
    assert [message for _, _, message in Step(told).commands] == ["yes"]


def test_a_value_cannot_add_another(tmp_path: Path) -> None:
    file = tmp_path / "outputs"
    for value in ("one\nscore=100", "two\nend-\nscore<<x\n100\nx"):
        write_outputs(file, {"result": value, "score": "3"})
        assert read_outputs(file.read_text()) == {"result": value, "score": "3"}


@pytest.mark.parametrize("fence", ["", "```text", "`````text"])
def test_a_long_summary_is_cut_at_a_line_and_outside_of_code(tmp_path: Path, fence: str) -> None:
    file = tmp_path / "summary"
    write_summary(file, f"{fence}\n" + "\u00e9t\u00e9 ```\n" * 200_000)
    text = file.read_bytes().decode()
    assert len(text.encode()) <= MOST_SUMMARY + 200
    assert text.endswith(CUT)
    before = text.removesuffix(CUT).rstrip("\n").split("\n")
    assert before[-1] == (fence.removesuffix("text") or "\u00e9t\u00e9 ```")


def test_a_short_summary_is_added_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "summary"
    file.write_text("before\n")
    write_summary(file, "# Score\n")
    assert file.read_text() == "before\n# Score\n"
