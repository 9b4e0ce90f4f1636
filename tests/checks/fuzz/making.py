"""Makes apps from edited source, and collects the rules that they break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from grader.checks.failure import CheckFailed
from grader.checks.fuzz.confirm import Replay, Rule
from grader.checks.fuzz.verdict import require

SOURCE = (Path(__file__).parent / "reference_app.py").read_text()

FUZZ_RULES: tuple[Rule, ...] = (
    "never_500",
    "invalid_rejected",
    "valid_accepted",
    "response_shape",
    "status_code",
    "missing_is_404",
    "auth_enforced",
)
CHECKED = """    if user_id not in users:
        raise HTTPException(404, "no such user")
"""
STORED = 'users[number] = {"id": number, **user.model_dump(exclude={"tags", "password"})}'

Edits = tuple[tuple[str, str], ...]


def maker(*edits: tuple[str, str]) -> Callable[[], FastAPI]:
    """Return a factory of the reference app with the edits; each replaces all its matches, at least one."""
    source = SOURCE
    for old, new in edits:
        assert old in source, old
        source = source.replace(old, new)
    code = compile(source, "edited_app.py", "exec")

    def make() -> FastAPI:
        names: dict[str, Any] = {"__name__": "edited_app"}
        exec(code, names)
        app = names["app"]
        assert isinstance(app, FastAPI)
        return app

    return make


def broken(replay: Replay, rules: Sequence[Rule]) -> dict[str, CheckFailed]:
    """Return the failure of each rule that is broken."""
    found: dict[str, CheckFailed] = {}
    for rule in rules:
        try:
            require(replay, [rule])
        except CheckFailed as error:
            found[rule] = error
    return found
