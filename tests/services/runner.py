"""What GitHub's runner makes of a step: its log, its files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from tests.reporting.untrusted.judges import obeyed

CLASSROOM50 = {
    "CLASSROOM": "cs1",
    "ASSIGNMENT": "todo",
    "SUBMISSION_TAG": "submit/2026-06-01T14-32-05Z-a1b2c3d",
    "COMMIT_URL": "https://example.org/c",
    "RELEASE_URL": "https://example.org/r",
}
"""What Classroom 50's runner sets for an autograder."""
_COMMAND = re.compile(r"::([\w-]+)(?: (.*?))?::(.*)")


@dataclass
class Step:
    """What was obeyed of what a step printed, as the runner reads it line by line."""

    printed: str
    commands: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    """Name, properties, message."""
    shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        stopped = ""
        for line in self.printed.split("\n"):
            found = _COMMAND.match(line.strip())
            if stopped:
                stopped = "" if line.strip() == f"::{stopped}::" else stopped
                self.shown.append(line)
            elif found and found[1] == "stop-commands":
                stopped = found[3]
            elif found and obeyed(line):
                self.commands.append((found[1], _properties(found[2] or ""), unquote(found[3])))
            else:
                assert not obeyed(line)
                self.shown.append(line)
        assert not stopped


def _properties(text: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in text.split(",") if pair)
    return {name: unquote(value) for name, _, value in pairs}


def read_outputs(text: str) -> dict[str, str]:
    """Read a file behind GITHUB_OUTPUT: `name=value`, or `name<<delimiter`, lines, delimiter."""
    found: dict[str, str] = {}
    lines = iter(text.split("\n"))
    for line in lines:
        name, has_delimiter, delimiter = line.partition("<<")
        if has_delimiter:
            value = []
            for part in lines:
                if part == delimiter:
                    break
                value.append(part)
            found[name] = "\n".join(value)
        elif line:
            name, _, value_ = line.partition("=")
            found[name] = value_
    return found
