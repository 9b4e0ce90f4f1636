"""Makes apps from edited source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI

SOURCE = (Path(__file__).parent / "reference_app.py").read_text()

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
